//! `announce_bound` and `announce_mounted` log where the app is served, and each gateway once.

use std::{net::SocketAddr, sync::Arc};

use crate::app::{
    endpoint::{Endpoint, PATH},
    shared::Shared,
};

/// Logs the listeners of an app that is bound, and a line for each gateway that had none before.
pub(super) fn announce_bound(shared: &Shared) {
    let Some(addresses) = shared.addresses.get() else {
        return;
    };
    tracing::info!("listening on {}", url(shared.scheme(), addresses.own));
    for (_, address) in addresses.by_port.iter() {
        if *address != addresses.own {
            tracing::info!("gateways listen on {}", url(shared.scheme(), *address));
        }
    }
    announce_explorer(shared, Some(addresses.own));
    for endpoint in &shared.endpoints {
        let address = match &endpoint.port {
            None => Some(&addresses.own),
            Some(port) => addresses.by_port.get(port),
        };
        if let Some(address) = address {
            endpoint.introduce_gateways(&place(*address, endpoint));
        }
    }
}

/// Logs a line for each gateway of these endpoints that had none before. The gateways are served by a server that
/// is not the app's own, so that their address is not known.
pub(crate) fn announce_mounted(endpoints: &[Arc<Endpoint>]) {
    for endpoint in endpoints {
        endpoint.introduce_gateways(&format!(
            "in a server of your own, below the path {}",
            endpoint.path
        ));
    }
}

/// Logs where the explorer is, if the app has one: at this address, or in a server that is not the app's own.
#[cfg(feature = "contract")]
pub(crate) fn announce_explorer(shared: &Shared, address: Option<SocketAddr>) {
    let Some(explorer) = &shared.explorer else {
        return;
    };
    let (scheme, path) = (shared.scheme(), explorer.path());
    explorer.announce(&match address {
        // The host alone: an explorer for this machine has no other.
        Some(address) if address.ip().is_unspecified() => {
            format!("at {scheme}://localhost:{}{path}/", address.port())
        }
        Some(address) => format!("at {scheme}://{address}{path}/"),
        None => format!("in a server of your own, at the path {path}/"),
    });
}

/// There is no explorer without the feature `contract`.
#[cfg(not(feature = "contract"))]
pub(crate) fn announce_explorer(_: &Shared, _: Option<SocketAddr>) {}

fn url(scheme: &str, address: SocketAddr) -> String {
    let port = address.port();
    if address.ip().is_unspecified() {
        // Browsers do not open `http://[::]:3000`.
        format!("{scheme}://localhost:{port} (all addresses of this machine)")
    } else {
        format!("{scheme}://{address}")
    }
}

fn place(address: SocketAddr, endpoint: &Endpoint) -> String {
    let mut place = if address.ip().is_unspecified() {
        format!("at port {}", address.port())
    } else {
        format!("at {address}")
    };
    // Clients have to name any other path.
    if endpoint.path != PATH {
        place.push_str(" with the path ");
        place.push_str(&endpoint.path);
    }
    place
}
