//! What a listener of the app serves.
//!
//! One type whether there are layers or not: the HTTP server is generic over it, and compiled for each.

use std::{
    convert::Infallible,
    task::{Context, Poll},
};

use axum::{Router, body::Body, routing::future::RouteFuture};
use futures_util::{
    TryFutureExt as _,
    future::{Either, MapOk},
};
use http::{Request, Response};
use hyper::body::Incoming;
use tower_service::Service;

use super::{GatewayBody, GatewayFuture, GatewayService};

/// The gateways in front of the app's routes.
#[derive(Clone)]
pub(super) enum HttpService {
    /// Without a router around them, which would box each request.
    Bare(GatewayService<Router>),
    /// With the app's layers around both.
    Layered(Router),
}

type Routed = RouteFuture<Infallible>;
type Answer = Response<GatewayBody<Body>>;

impl Service<Request<Incoming>> for HttpService {
    type Response = Answer;
    type Error = Infallible;
    type Future = Either<GatewayFuture<Routed>, MapOk<Routed, fn(Response<Body>) -> Answer>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A router always is.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Incoming>) -> Self::Future {
        match self {
            Self::Bare(gateways) => Either::Left(gateways.call(request)),
            Self::Layered(router) => Either::Right(router.call(request).map_ok(routed)),
        }
    }
}

fn routed(response: Response<Body>) -> Answer {
    response.map(http_body_util::Either::Right)
}
