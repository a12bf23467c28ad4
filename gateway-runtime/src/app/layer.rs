//! The app as a tower layer.

use std::{
    sync::Arc,
    task::{Context, Poll},
};

use http::Request;
use socketioxide::service::SocketIoService;
use tower_layer::Layer;
use tower_service::Service;

use super::Shared;
use crate::adapter::AnyAdapter;

/// The gateways in front of another service: see [`GatewayApp::layer`](super::GatewayApp::layer).
#[derive(Clone)]
pub struct GatewayLayer {
    shared: Arc<Shared>,
}

impl GatewayLayer {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

impl<S: Clone> Layer<S> for GatewayLayer {
    type Service = GatewayService<S>;

    fn layer(&self, inner: S) -> GatewayService<S> {
        GatewayService {
            protocol: self.shared.layer.layer(inner),
            app: Arc::clone(&self.shared),
        }
    }
}

/// What [`GatewayLayer`] makes of a service.
pub struct GatewayService<S: Clone> {
    protocol: SocketIoService<S, AnyAdapter>,
    /// As long as something serves the gateways, they live: the protocol server holds them weakly.
    app: Arc<Shared>,
}

impl<S: Clone> Clone for GatewayService<S> {
    fn clone(&self) -> Self {
        Self {
            protocol: self.protocol.clone(),
            app: Arc::clone(&self.app),
        }
    }
}

impl<S, B> Service<Request<B>> for GatewayService<S>
where
    S: Clone,
    SocketIoService<S, AnyAdapter>: Service<Request<B>>,
{
    type Response = <SocketIoService<S, AnyAdapter> as Service<Request<B>>>::Response;
    type Error = <SocketIoService<S, AnyAdapter> as Service<Request<B>>>::Error;
    type Future = <SocketIoService<S, AnyAdapter> as Service<Request<B>>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.protocol.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        self.protocol.call(request)
    }
}
