//! `HttpService` is what a listener of the app serves: the gateways, the routes, and the layers around both.
//!
//! It is one type whether there are layers or not: the HTTP server is generic over it, and compiled for each type.

use std::{
    convert::Infallible,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{Router, body::Body, routing::future::RouteFuture};
use futures_util::{
    TryFutureExt as _,
    future::{Either, MapOk},
};
use http::{Request, Response};
use hyper::body::Incoming;
use tower_layer::Layer as _;
use tower_service::Service;

use super::layer::{GatewayBody, GatewayFuture, GatewayLayer, GatewayService};
use crate::app::{endpoint::Port, shared::Shared};

/// The gateways in front of the app's routes.
#[derive(Clone)]
pub(super) enum HttpService {
    /// Without layers, and without the router that would box each request.
    Bare(GatewayService<Router>),
    /// With the app's layers around both.
    Layered(Router),
}

impl HttpService {
    /// What is served at the listener of a port; `None` is the app's own, which has the routes too.
    pub(super) fn at(shared: &Arc<Shared>, port: Option<Port>) -> Self {
        if shared.layers.is_empty() {
            let (routes, gateways) = parts(shared, port);
            Self::Bare(gateways.layer(routes))
        } else {
            Self::Layered(router(shared, port))
        }
    }
}

/// The gateways in front of the app's routes, as a router.
pub(crate) fn router(shared: &Arc<Shared>, port: Option<Port>) -> Router {
    let (routes, gateways) = parts(shared, port);
    shared.layers.around(routes.layer(gateways))
}

fn parts(shared: &Arc<Shared>, port: Option<Port>) -> (Router, GatewayLayer) {
    let routes = match port {
        None => shared.router.clone(),
        Some(_) => Router::new(),
    };
    let gateways = GatewayLayer::new(Arc::clone(shared), shared.endpoints_at(port));
    match port {
        None => (routes, gateways.with_explorer()),
        Some(_) => (routes, gateways),
    }
}

type RouterFuture = RouteFuture<Infallible>;
type Answer = Response<GatewayBody<Body>>;

impl Service<Request<Incoming>> for HttpService {
    type Response = Answer;
    type Error = Infallible;
    type Future =
        Either<GatewayFuture<RouterFuture>, MapOk<RouterFuture, fn(Response<Body>) -> Answer>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A router is always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Incoming>) -> Self::Future {
        match self {
            Self::Bare(gateways) => Either::Left(gateways.call(request)),
            Self::Layered(router) => Either::Right(router.call(request).map_ok(of_router)),
        }
    }
}

fn of_router(response: Response<Body>) -> Answer {
    response.map(http_body_util::Either::Right)
}
