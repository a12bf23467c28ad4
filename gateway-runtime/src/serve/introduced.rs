//! `Introduced` is a service whose requests know the connection on which they have come.

use std::{
    net::SocketAddr,
    task::{Context, Poll},
};

use axum::extract::ConnectInfo;
use http::Request;
use tower_service::Service;

use super::wire::Wire;
#[cfg(all(feature = "admin-ui", feature = "tls"))]
use crate::proxies::Encrypted;

/// A service that puts the client's address on each request, as axum does, and the wire, if there is one; and that there is
/// TLS, for the Admin UI.
#[derive(Clone)]
pub(super) struct Introduced<S> {
    service: S,
    address: SocketAddr,
    wire: Option<Wire>,
    #[cfg(all(feature = "admin-ui", feature = "tls"))]
    encrypted: Option<Encrypted>,
}

impl<S> Introduced<S> {
    pub(super) fn new(service: S, address: SocketAddr, wire: Option<Wire>) -> Self {
        Self {
            service,
            address,
            wire,
            #[cfg(all(feature = "admin-ui", feature = "tls"))]
            encrypted: None,
        }
    }

    /// The same service behind TLS, or not.
    #[cfg(all(feature = "admin-ui", feature = "tls"))]
    pub(super) fn behind_tls(mut self, is_behind: bool) -> Self {
        self.encrypted = is_behind.then_some(Encrypted);
        self
    }
}

impl<S: Service<Request<B>>, B> Service<Request<B>> for Introduced<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> S::Future {
        let extensions = request.extensions_mut();
        extensions.insert(ConnectInfo(self.address));
        if let Some(wire) = &self.wire {
            extensions.insert(wire.clone());
        }
        #[cfg(all(feature = "admin-ui", feature = "tls"))]
        if let Some(encrypted) = self.encrypted {
            extensions.insert(encrypted);
        }
        self.service.call(request)
    }
}
