//! `listen_at` binds a TCP listener with the options that a server needs.

use std::{
    io::{self, Error, ErrorKind},
    net::SocketAddr,
};

use tokio::net::{TcpListener, TcpSocket};

/// How many connections may wait to be accepted: what Linux allows by default (`net.core.somaxconn`). Tokio's
/// own listeners have 128, and when all clients of a server come back at once the others wait for a second or
/// more, until they try again.
const BACKLOG: u32 = 4096;

/// Listens at the first address that can be bound.
///
/// # Errors
/// Why the last address cannot be bound.
pub(super) fn listen_at_first(candidates: &[SocketAddr]) -> io::Result<TcpListener> {
    let nothing = || Error::new(ErrorKind::InvalidInput, "could not resolve to any address");
    let mut last = None;
    for candidate in candidates {
        match listen_at(*candidate) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(nothing))
}

/// Listens at this address.
///
/// # Errors
/// Why it cannot be bound.
pub(super) fn listen_at(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // As with tokio's own listeners, a server that is started again gets its port back at once. On Windows this
    // option would let another program have the port too.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}
