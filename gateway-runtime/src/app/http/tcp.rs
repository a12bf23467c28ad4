//! `listen_at` binds a TCP listener with the options that a server needs.

use std::{
    io::{self, Error, ErrorKind},
    net::SocketAddr,
};

use socket2::SockRef;
use tokio::net::{TcpListener, TcpSocket};

use super::resolve::Candidates;

/// How many connections may wait to be accepted: what Linux allows by default (`net.core.somaxconn`). Tokio's
/// own listeners have 128, and when all clients of a server come back at once the others wait for a second or
/// more, until they try again.
const BACKLOG: u32 = 4096;

/// Listens at the first address that can be bound.
///
/// # Errors
/// Why the last address cannot be bound.
pub(super) fn listen_at_first(candidates: &Candidates) -> io::Result<TcpListener> {
    let nothing = || Error::new(ErrorKind::InvalidInput, "could not resolve to any address");
    let mut last = None;
    for candidate in &candidates.addresses {
        match listen_at(*candidate, candidates.is_dual) {
            Ok(listener) => return Ok(listener),
            // IPv6 is there, and somebody has the port: over IPv4 alone, clients of `localhost` might get to a
            // program that is not this one.
            Err(error) if candidates.is_dual && is_about_port(&error) => return Err(error),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(nothing))
}

fn is_about_port(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::AddrInUse | ErrorKind::PermissionDenied
    )
}

/// Listens at this address. If `is_dual`, an IPv6 address is for clients over IPv4 too, whatever the system's default
/// is.
///
/// # Errors
/// Why it cannot be bound.
pub(super) fn listen_at(address: SocketAddr, is_dual: bool) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    if is_dual && address.is_ipv6() {
        SockRef::from(&socket).set_only_v6(false)?;
    }
    // As with tokio's own listeners, a server that is started again gets its port back at once. On Windows this
    // option would let another program have the port too.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}
