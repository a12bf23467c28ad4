//! `bind` binds the app's listeners: its own, and one for each port that gateways name.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::net::TcpListener;

use super::{
    address::ListenTarget,
    announcement::announce_bound,
    clashes::{clashes, gateways},
    resolve::{Candidates, candidates},
    tcp::{listen_at, listen_at_first},
};
use crate::{
    app::{
        compiled::Compiled,
        endpoint::Port,
        shared::{Addresses, Bound, Shared},
    },
    error::AppError,
    serve::{self, AppListener},
    sorted::{SortedMap, sort},
    sync::lock,
};

/// The stage of errors from here.
pub(super) const STAGE: &str = "the app cannot listen";

/// The host of the ports that gateways name, if the app's address has no host that can be found.
const LOCALHOST: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

/// A listener whose connections are given up if their client takes nothing for as long as it may take to answer
/// a ping.
pub(crate) fn app_listener(
    shared: &Shared,
    port: Option<Port>,
    listener: TcpListener,
) -> AppListener {
    serve::app_listener(listener, ping_timeout(shared, port))
}

/// How long a client of a listener may take to answer a ping, and so to take a byte.
pub(super) fn ping_timeout(shared: &Shared, port: Option<Port>) -> Duration {
    let endpoints = shared.endpoints_at(port);
    let ping_timeout = endpoints.iter().map(|endpoint| endpoint.ping_timeout).max();
    ping_timeout.unwrap_or(Duration::from_secs(20))
}

/// Binds all listeners before any of them accepts. If one cannot be bound, all are dropped.
///
/// # Errors
/// [`AppError`] that names every address that cannot be bound.
pub(crate) fn bind(shared: &Arc<Shared>, address: ListenTarget) -> Compiled<Result<(), AppError>> {
    let shared = Arc::clone(shared);
    Box::pin(async move {
        let named = address.named.clone();
        if shared.addresses.get().is_some() {
            return Err(bound_already(&named));
        }
        match candidates(address).await {
            Ok(candidates) => bind_all(&shared, &named, &candidates),
            Err(problem) => Err(AppError::one(STAGE, problem)),
        }
    })
}

fn bound_already(named: &str) -> AppError {
    AppError::one(STAGE, format!("{named}: the app is bound already"))
}

fn bind_all(shared: &Shared, named: &str, candidates: &Candidates) -> Result<(), AppError> {
    let own = listen_at_first(candidates).and_then(located);
    // Where the app's own listener is, or would be.
    let own_place = match &own {
        Ok((address, _)) => Some(*address),
        Err(_) => candidates.addresses.first().copied(),
    };
    let host = own_place.map_or(LOCALHOST, |address| address.ip());

    let mut problems = Vec::new();
    let mut bound = Vec::new();
    let mut by_port = SortedMap::new();
    for port in ports(shared) {
        if own_place.map(|address| address.port()) == Some(port.number()) {
            problems.extend(clashes(shared, port));
            if let Ok((address, _)) = &own {
                by_port.insert(port, *address);
            }
            continue;
        }
        let address = SocketAddr::new(host, port.number());
        match listen_at(address, candidates.is_dual).and_then(located) {
            Ok((address, listener)) => {
                by_port.insert(port, address);
                let port = Some(port);
                bound.push(Bound { listener, port });
            }
            Err(error) => problems.push(format!(
                "{address}, the port of {}: {error}",
                gateways(shared, Some(port)),
            )),
        }
    }
    let own = match own {
        Ok((address, listener)) => {
            let port = None;
            bound.push(Bound { listener, port });
            address
        }
        Err(error) => {
            problems.insert(0, format!("{named}: {}", explained(&error)));
            return Err(AppError::new(STAGE, problems));
        }
    };
    if !problems.is_empty() {
        return Err(AppError::new(STAGE, problems));
    }
    // If `bind` is called twice at the same time, one of the calls is too late.
    let addresses = Addresses { own, by_port };
    if shared.addresses.set(addresses).is_err() {
        return Err(bound_already(named));
    }
    *lock(&shared.bound) = bound;
    announce_bound(shared);
    Ok(())
}

/// The error, with a remedy if the address is one of another machine.
fn explained(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrNotAvailable => format!(
            "{error}; this machine does not have the address: write `0.0.0.0` for all addresses that it has"
        ),
        _ => error.to_string(),
    }
}

fn located(listener: TcpListener) -> io::Result<(SocketAddr, TcpListener)> {
    Ok((listener.local_addr()?, listener))
}

/// The ports that gateways name.
fn ports(shared: &Shared) -> Vec<Port> {
    let endpoints = shared.endpoints.iter();
    let mut ports: Vec<Port> = endpoints.filter_map(|endpoint| endpoint.port).collect();
    sort(&mut ports, |a, b| a > b);
    ports.dedup();
    ports
}
