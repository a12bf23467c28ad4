//! The app's listeners: its own, and one for each port of gateways.

use std::{
    collections::HashMap,
    fmt,
    io::{self, Error},
    net::{IpAddr, SocketAddr},
};

use tokio::net::{TcpListener, TcpSocket, ToSocketAddrs, lookup_host};

use super::Shared;
use crate::{error::AppError, sorted::sort, sync::lock};

pub(super) const STAGE: &str = "the app cannot listen";

/// How many connections may wait to be accepted: what Linux allows by default (`net.core.somaxconn`). Tokio's
/// own listeners have 128, and when all clients of a server come back at once the others wait for a second or
/// more, until they ask again.
const BACKLOG: u32 = 4096;

/// Where the app listens.
#[derive(Debug)]
pub(super) struct Addresses {
    /// The app's own.
    pub(super) own: SocketAddr,
    /// By the port that was asked for.
    pub(super) by_port: HashMap<u16, SocketAddr>,
}

/// Bound, and not served yet.
pub(super) struct Bound {
    pub(super) listener: TcpListener,
    /// The port of gateways that it is for; `None` is the app's own.
    pub(super) port: Option<u16>,
}

/// Binds all of them before any accepts, or none, with every address that is not to be had.
pub(super) async fn bind(
    shared: &Shared,
    address: impl ToSocketAddrs + fmt::Debug,
) -> Result<(), AppError> {
    let named = format!("{address:?}");
    let failed = |error: Error| format!("{named}: {error}");
    let bound_already = || AppError::one(STAGE, format!("{named}: the app is bound already"));
    if shared.addresses.get().is_some() {
        return Err(bound_already());
    }
    let candidates: Vec<SocketAddr> = match lookup_host(address).await {
        Ok(candidates) => candidates.collect(),
        Err(error) => return Err(AppError::one(STAGE, failed(error))),
    };
    let own = listen_at_first(&candidates);
    let own = own.and_then(|listener| Ok((listener.local_addr()?, listener)));
    let host = match (&own, candidates.first()) {
        (Ok((address, _)), _) | (Err(_), Some(address)) => address.ip(),
        // The system's error says that there was nothing to bind.
        (Err(_), None) => IpAddr::from([127, 0, 0, 1]),
    };
    // Where the app's own listener would be, if it is not to be had.
    let own_port = own.as_ref().map_or_else(
        |_| candidates.first().map(SocketAddr::port),
        |(at, _)| Some(at.port()),
    );

    let mut problems = Vec::new();
    let mut bound = Vec::new();
    let mut by_port = HashMap::new();
    for port in ports(shared) {
        if own_port == Some(port) {
            problems.extend(clash(shared, port));
            by_port.extend(own.as_ref().ok().map(|(address, _)| (port, *address)));
            continue;
        }
        let listener = listen_at(SocketAddr::new(host, port));
        match listener.and_then(|listener| Ok((listener.local_addr()?, listener))) {
            Ok((address, listener)) => {
                by_port.insert(port, address);
                bound.push(Bound {
                    listener,
                    port: Some(port),
                });
            }
            Err(error) => problems.push(format!(
                "{}, the port of {}: {error}",
                SocketAddr::new(host, port),
                gateways(shared, Some(port)),
            )),
        }
    }
    let own = match own {
        Ok((address, listener)) => {
            bound.push(Bound {
                listener,
                port: None,
            });
            address
        }
        Err(error) => {
            problems.insert(0, failed(error));
            return Err(AppError::new(STAGE, problems));
        }
    };
    if !problems.is_empty() {
        return Err(AppError::new(STAGE, problems));
    }
    let addresses = Addresses { own, by_port };
    // Of two calls at the same time one is too late.
    if shared.addresses.set(addresses).is_err() {
        return Err(bound_already());
    }
    *lock(&shared.bound) = bound;
    announce(shared);
    Ok(())
}

/// At the first address that is to be had; the error is the last one's.
fn listen_at_first(candidates: &[SocketAddr]) -> io::Result<TcpListener> {
    let nothing = || {
        Error::new(
            io::ErrorKind::InvalidInput,
            "could not resolve to any address",
        )
    };
    let mut last = None;
    for candidate in candidates {
        match listen_at(*candidate) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(nothing))
}

fn listen_at(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // As tokio's own listeners: a server that is started again gets its port back at once. On Windows this
    // would let another program have the port too.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

fn announce(shared: &Shared) {
    let Some(addresses) = shared.addresses.get() else {
        return;
    };
    tracing::info!("listening on http://{}", addresses.own);
    for address in addresses.by_port.values() {
        if *address != addresses.own {
            tracing::info!("gateways listen on http://{address}");
        }
    }
}

/// The ports that gateways have of their own.
fn ports(shared: &Shared) -> Vec<u16> {
    let servers = shared.servers.iter();
    let mut ports: Vec<u16> = servers.filter_map(|server| server.port).collect();
    sort(&mut ports, |a, b| a > b);
    ports.dedup();
    ports
}

/// A gateway may name the app's own port, but not a path that is taken there.
fn clash(shared: &Shared, port: u16) -> Vec<String> {
    let at = |port: Option<u16>| {
        let servers = shared.servers.iter();
        servers.filter(move |server| server.port == port)
    };
    at(Some(port))
        .filter(|server| at(None).any(|own| own.path == server.path))
        .map(|server| {
            format!(
                "port {port} and path `{}` belong to {}, by its `port`, and to {}, as the app's own; \
                 remove that `port`, or give one of them another path",
                server.path,
                gateways(shared, Some(port)),
                gateways(shared, None),
            )
        })
        .collect()
}

/// The gateways of a port: `` `A` and `B` ``.
fn gateways(shared: &Shared, port: Option<u16>) -> String {
    let servers = shared.servers.iter();
    let mut names: Vec<String> = servers
        .filter(|server| server.port == port)
        .flat_map(|server| &server.namespaces)
        .flat_map(|namespace| &namespace.members)
        .map(|member| format!("`{}`", member.name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names.join(" and ")
}
