//! `Service` answers the requests of a protocol server.

use std::{
    convert::Infallible,
    fmt::Debug,
    future::{Ready, ready},
    task::{Context, Poll},
};

use axum::body::Body;
use http::{Request, Response, StatusCode};
use http_body_util::Empty;
use socketioxide::service::SocketIoService;

use super::adapter::AnyAdapter;

/// Answers the requests to a server's path; other requests are not given to it. Clones answer for the same
/// server.
#[derive(Clone)]
pub(crate) struct Service(pub(super) SocketIoService<Nothing, AnyAdapter>);

impl Service {
    /// Answers a request: an upgrade at once, a poll when there is something to send. Each type of body compiles
    /// the library once more.
    pub(crate) fn answer<B>(
        &self,
        request: Request<B>,
    ) -> impl Future<Output = Response<Body>> + Send + use<B>
    where
        B: http_body::Body + Debug + Send + Unpin + 'static,
        B::Data: Send,
        B::Error: Debug,
    {
        let mut service = self.0.clone();
        let answer = tower_service::Service::<Request<B>>::call(&mut service, request);
        async move {
            match answer.await {
                Ok(response) => response.map(Body::new),
                Err(never) => match never {},
            }
        }
    }
}

/// The inner service in front of which the library wants to stand. It answers 404.
#[derive(Clone, Copy)]
pub(super) struct Nothing;

impl<B> tower_service::Service<Request<B>> for Nothing {
    type Response = Response<Empty<bytes::Bytes>>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<B>) -> Self::Future {
        let mut response = Response::new(Empty::new());
        *response.status_mut() = StatusCode::NOT_FOUND;
        ready(Ok(response))
    }
}
