//! `GatewayLayer` is the app as a tower layer.

use std::{
    fmt::Debug,
    future::ready as ready_with,
    ops::ControlFlow,
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

use super::{explored::explored, unknown_path::UnknownPath};
use crate::{
    app::{endpoint::Endpoint, shared::Shared},
    sorted::sort,
};

/// The gateways in front of another service: see [`GatewayApp::layer`](crate::GatewayApp::layer).
#[derive(Clone)]
pub struct GatewayLayer {
    app: Arc<Shared>,
    /// The endpoints of one listener, the longest path first.
    endpoints: Arc<[Arc<Endpoint>]>,
    /// Whether the listener is the app's own, where the explorer is.
    has_explorer: bool,
}

impl GatewayLayer {
    /// The layer of some endpoints of the app.
    pub(crate) fn new(app: Arc<Shared>, mut endpoints: Vec<Arc<Endpoint>>) -> Self {
        // Sorted, since `/a` would otherwise take requests for `/a/b`.
        sort(&mut endpoints, |a, b| a.path.len() < b.path.len());
        Self {
            app,
            endpoints: endpoints.into(),
            has_explorer: false,
        }
    }

    /// The same, with the explorer of the contract, if the app has one.
    pub(crate) fn with_explorer(mut self) -> Self {
        self.has_explorer = true;
        self
    }
}

impl<S> Layer<S> for GatewayLayer {
    type Service = GatewayService<S>;

    fn layer(&self, inner: S) -> GatewayService<S> {
        GatewayService {
            inner,
            endpoints: Arc::clone(&self.endpoints),
            app: Arc::clone(&self.app),
            has_explorer: self.has_explorer,
        }
    }
}

/// A service with the gateways in front of it: see [`GatewayLayer`].
pub struct GatewayService<S> {
    inner: S,
    endpoints: Arc<[Arc<Endpoint>]>,
    /// Keeps the gateways alive as long as something serves them: the protocol library holds them weakly.
    app: Arc<Shared>,
    has_explorer: bool,
}

impl<S: Clone> Clone for GatewayService<S> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            endpoints: Arc::clone(&self.endpoints),
            app: Arc::clone(&self.app),
            has_explorer: self.has_explorer,
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
        let mut endpoints = self.endpoints.iter();
        let routed = match endpoints.find(|endpoint| endpoint.serves(path)) {
            Some(endpoint) => Routed::ToGateways {
                answer: endpoint.answer(request),
            },
            None => match explored(&self.app, self.has_explorer, request) {
                ControlFlow::Break(response) => Routed::ToGateways {
                    answer: Box::pin(ready_with(response)),
                },
                ControlFlow::Continue(request) => Routed::ToInner {
                    unknown: UnknownPath::of(&request, &self.app, &self.endpoints),
                    answer: self.inner.call(request),
                },
            },
        };
        GatewayFuture { routed }
    }
}

pin_project! {
    /// The response of a [`GatewayService`].
    #[must_use = "futures do nothing unless they are polled"]
    pub struct GatewayFuture<F> {
        #[pin]
        routed: Routed<F>,
    }
}

pin_project! {
    #[project = RoutedOf]
    enum Routed<F> {
        ToGateways {
            answer: BoxFuture<'static, Response<Body>>,
        },
        ToInner {
            #[pin]
            answer: F,
            unknown: Option<Box<UnknownPath>>,
        },
    }
}

impl<F, R, E> Future for GatewayFuture<F>
where
    F: Future<Output = Result<Response<R>, E>>,
{
    type Output = Result<Response<GatewayBody<R>>, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match self.project().routed.project() {
            RoutedOf::ToGateways { answer } => {
                Ok(ready!(answer.as_mut().poll(context)).map(Either::Left))
            }
            RoutedOf::ToInner { answer, unknown } => {
                let response = ready!(answer.poll(context))?;
                if let Some(unknown) = unknown {
                    unknown.answered(&response);
                }
                Ok(response.map(Either::Right))
            }
        })
    }
}
