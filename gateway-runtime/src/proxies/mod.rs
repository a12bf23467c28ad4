//! Proxies that are trusted, and the address of a client behind them.
//!
//! [`TrustedProxies`] is what the app says about its proxies. [`client_address`] is the address of whoever has sent a
//! request: what a trusted proxy has written down, or the peer of the connection.

mod entry;
mod network;
#[cfg(test)]
mod tests;
mod trusted;

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use http::Extensions;

pub(crate) use trusted::seems_passed_on;
pub use trusted::{ProxyHeader, TrustedProxies};

/// The address of a client, found out by [`TrustedProxies`]. It lies in the extensions of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClientAddress(pub(crate) SocketAddr);

/// The address of the client that has sent a request with these extensions. `None` if the HTTP server does not tell it.
pub(crate) fn client_address(extensions: &Extensions) -> Option<SocketAddr> {
    match extensions.get::<ClientAddress>() {
        Some(ClientAddress(address)) => Some(*address),
        None => peer(extensions),
    }
}

/// The address of the peer of the connection that has brought a request with these extensions.
pub(crate) fn peer(extensions: &Extensions) -> Option<SocketAddr> {
    let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    Some(*peer)
}
