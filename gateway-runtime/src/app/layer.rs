//! The app as a tower layer.

use std::{
    fmt::Debug,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::body::Body;
use futures_util::future::BoxFuture;
use http::{Request, Response};
use http_body_util::Either;
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use super::{Shared, server::AppServer};
use crate::sorted::sort;

/// The gateways in front of another service: see [`GatewayApp::layer`](super::GatewayApp::layer).
#[derive(Clone)]
pub struct GatewayLayer {
    app: Arc<Shared>,
    /// Those of one listener, the longest path first.
    servers: Arc<[Arc<AppServer>]>,
}

impl GatewayLayer {
    pub(super) fn new(app: Arc<Shared>, mut servers: Vec<Arc<AppServer>>) -> Self {
        // Else `/a` would take what is meant for `/a/b`.
        sort(&mut servers, |a, b| a.path.len() < b.path.len());
        Self {
            app,
            servers: servers.into(),
        }
    }
}

impl<S> Layer<S> for GatewayLayer {
    type Service = GatewayService<S>;

    fn layer(&self, inner: S) -> GatewayService<S> {
        GatewayService {
            inner,
            servers: Arc::clone(&self.servers),
            app: Arc::clone(&self.app),
        }
    }
}

/// What [`GatewayLayer`] makes of a service.
pub struct GatewayService<S> {
    inner: S,
    servers: Arc<[Arc<AppServer>]>,
    /// As long as something serves the gateways, they live: the protocol server holds them weakly.
    app: Arc<Shared>,
}

impl<S: Clone> Clone for GatewayService<S> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            servers: Arc::clone(&self.servers),
            app: Arc::clone(&self.app),
        }
    }
}

/// The body of a response: a gateway's, or that of the inner service.
pub type GatewayBody<R> = Either<Body, R>;

impl<S, B, R> Service<Request<B>> for GatewayService<S>
where
    S: Service<Request<B>, Response = Response<R>>,
    B: http_body::Body + Debug + Send + Unpin + 'static,
    B::Data: Send,
    B::Error: Debug,
{
    type Response = Response<GatewayBody<R>>;
    type Error = S::Error;
    type Future = GatewayFuture<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> GatewayFuture<S::Future> {
        let path = request.uri().path();
        let asked = match self.servers.iter().find(|server| server.serves(path)) {
            Some(server) => Asked::Gateways {
                answer: server.answer(request),
            },
            None => Asked::Inner {
                answer: self.inner.call(request),
            },
        };
        GatewayFuture { asked }
    }
}

pin_project! {
    /// The response of a [`GatewayService`].
    #[must_use = "futures do nothing unless they are polled"]
    pub struct GatewayFuture<F> {
        #[pin]
        asked: Asked<F>,
    }
}

pin_project! {
    #[project = AskedOf]
    enum Asked<F> {
        Gateways {
            answer: BoxFuture<'static, Response<Body>>,
        },
        Inner {
            #[pin]
            answer: F,
        },
    }
}

impl<F, R, E> Future for GatewayFuture<F>
where
    F: Future<Output = Result<Response<R>, E>>,
{
    type Output = Result<Response<GatewayBody<R>>, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match self.project().asked.project() {
            AskedOf::Gateways { answer } => {
                Ok(ready!(answer.as_mut().poll(context)).map(Either::Left))
            }
            AskedOf::Inner { answer } => {
                ready!(answer.poll(context)).map(|response| response.map(Either::Right))
            }
        })
    }
}
