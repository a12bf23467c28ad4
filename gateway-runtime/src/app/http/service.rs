//! `HttpService` is what a listener of the app serves: the app's health, the gateways, the routes, and the layers around both.
//!
//! It is one type whether there are layers or not: the HTTP server is generic over it, and compiled for each type.

use std::{
    convert::Infallible,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    Router,
    body::Body,
    routing::{any, future::RouteFuture},
};
use futures_util::{
    TryFutureExt as _,
    future::{Either, MapOk, Ready, ready},
};
use http::{Method, Request, Response};
use hyper::body::Incoming;
use tower_layer::Layer as _;
use tower_service::Service;

use super::layer::{GatewayBody, GatewayFuture, GatewayLayer, GatewayService};
use crate::app::{endpoint::Port, health::answer_readiness, shared::Shared};

/// What a listener of the app serves.
#[derive(Clone)]
pub(super) struct HttpService {
    /// Whoever answers with the app's health, if the listener has a path for it.
    health: Option<Arc<Shared>>,
    gateways: Gateways,
}

/// The gateways in front of the app's routes.
#[derive(Clone)]
enum Gateways {
    /// Without layers, and without the router that would box each request.
    Bare(GatewayService<Router>),
    /// With the app's layers around both.
    Layered(Router),
}

impl HttpService {
    /// What is served at the listener of a port; `None` is the app's own, which has the routes too.
    pub(super) fn at(shared: &Arc<Shared>, port: Option<Port>) -> Self {
        let gateways = if shared.layers.is_empty() {
            let (routes, gateways) = parts(shared, port);
            Gateways::Bare(gateways.layer(routes))
        } else {
            Gateways::Layered(layered(shared, port))
        };
        let has_health = port.is_none() && shared.health_path.is_some();
        Self {
            health: has_health.then(|| Arc::clone(shared)),
            gateways,
        }
    }
}

/// The health of the app and the gateways, in front of the app's routes, as a router.
pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    let router = layered(shared, None);
    let Some(path) = &shared.health_path else {
        return router;
    };
    let health = shared.health.clone();
    let answer = any(async move |method: Method| answer_readiness(&health, &method));
    Router::new().route(path, answer).fallback_service(router)
}

fn layered(shared: &Arc<Shared>, port: Option<Port>) -> Router {
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
    type Future = Either<
        Ready<Result<Answer, Infallible>>,
        Either<GatewayFuture<RouterFuture>, MapOk<RouterFuture, fn(Response<Body>) -> Answer>>,
    >;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A router is always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Incoming>) -> Self::Future {
        if let Some(app) = &self.health
            && app.health_path.as_deref() == Some(request.uri().path())
        {
            let answer = answer_readiness(&app.health, request.method());
            return Either::Left(ready(Ok(of_router(answer))));
        }
        Either::Right(match &mut self.gateways {
            Gateways::Bare(gateways) => Either::Left(gateways.call(request)),
            Gateways::Layered(router) => Either::Right(router.call(request).map_ok(of_router)),
        })
    }
}

fn of_router(response: Response<Body>) -> Answer {
    response.map(http_body_util::Either::Right)
}
