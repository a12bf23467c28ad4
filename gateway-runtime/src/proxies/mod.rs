//! Proxies that are trusted, and the address of a client behind them.
//!
//! [`TrustedProxies`] is what the app says about its proxies. [`client_address`] is the address of whoever has sent a
//! request: what a trusted proxy has written down, or the peer of the connection. For the Admin UI, `is_encrypted` tells in the same
//! way whether there is TLS.

mod entry;
mod network;
#[cfg(test)]
mod tests;
mod trusted;

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use http::Extensions;
#[cfg(feature = "admin-ui")]
use http::HeaderMap;

pub(crate) use trusted::seems_passed_on;
pub use trusted::{ProxyHeader, TrustedProxies};

/// The address of a client, found out by [`TrustedProxies`]. It lies in the extensions of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClientAddress(pub(crate) SocketAddr);

/// Lies in the extensions of a request that has come over a TLS connection of this app.
#[cfg(all(feature = "admin-ui", feature = "tls"))]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Encrypted;

/// Whether a client has sent its request over TLS: to this app, or to a trusted proxy, which says so in `X-Forwarded-Proto`.
#[cfg(feature = "admin-ui")]
pub(crate) fn is_encrypted(headers: &HeaderMap, extensions: &Extensions) -> bool {
    #[cfg(feature = "tls")]
    if extensions.get::<Encrypted>().is_some() {
        return true;
    }
    // A trusted proxy has said where the client is. Without one, anybody could have written the header.
    let is_proxy_trusted = extensions.get::<ClientAddress>().is_some();
    let proto = headers.get("x-forwarded-proto");
    is_proxy_trusted && proto.is_some_and(|proto| proto == "https")
}

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
