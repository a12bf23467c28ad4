//! A server of the app: one port and path, with the gateways that share them.

use std::{
    convert::Infallible,
    fmt::Debug,
    future::{Ready, ready},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{body::Body, response::IntoResponse as _};
use futures_util::future::BoxFuture;
use http::{Request, Response, StatusCode, header::UPGRADE};
use http_body_util::Empty;
use socketioxide::{SocketIo, service::SocketIoService};
use tower_http::cors::CorsLayer;
use tower_layer::Layer as _;
use tower_service::Service;

use super::{
    origins::{self, Origins},
    own_head::own_head,
    settings::ServerSettings,
};
use crate::{
    adapter::AnyAdapter,
    dispatch::{Lifecycle, NamespaceRuntime},
};

/// The protocol server, which is asked only what is below its path.
type Protocol = SocketIoService<Nothing, AnyAdapter>;

/// What the protocol server stands in front of.
#[derive(Clone, Copy)]
pub(super) struct Nothing;

impl<B> Service<Request<B>> for Nothing {
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

/// Shared by everything that serves it: connections are kept in it.
pub(super) struct AppServer {
    pub(super) port: Option<u16>,
    pub(super) path: String,
    pub(super) ping_timeout: Duration,
    origins: Origins,
    cors: Option<CorsLayer>,
    protocol: Protocol,
    io: SocketIo<AnyAdapter>,
    pub(super) namespaces: Vec<Arc<NamespaceRuntime>>,
}

impl AppServer {
    pub(super) fn new(
        settings: &ServerSettings,
        protocol: Protocol,
        io: SocketIo<AnyAdapter>,
        namespaces: Vec<Arc<NamespaceRuntime>>,
    ) -> Self {
        Self {
            port: settings.port,
            path: settings.path.clone(),
            ping_timeout: settings.ping_timeout,
            origins: Origins::new(settings.cors.as_ref()),
            cors: origins::layer(settings.cors.as_ref()),
            protocol,
            io,
            namespaces,
        }
    }

    /// Whether requests to `path` are this server's: its own path, and all below it.
    pub(super) fn serves(&self, path: &str) -> bool {
        path.strip_prefix(&*self.path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Answers a request to its path, also one that waits when all sockets are gone.
    pub(super) fn answer<B>(
        &self,
        mut request: Request<B>,
        lifecycle: &Arc<Lifecycle>,
    ) -> BoxFuture<'static, Response<Body>>
    where
        B: http_body::Body + Debug + Send + Unpin + 'static,
        B::Data: Send,
        B::Error: Debug,
    {
        if !self.origins.accept(&request) {
            return Box::pin(async { refusal() });
        }
        own_head(&mut request);
        // An upgrade is answered at once, a poll when there is something to say.
        let lifecycle = (!request.headers().contains_key(UPGRADE)).then(|| Arc::clone(lifecycle));
        let mut protocol = self.protocol.clone();
        match &self.cors {
            None => answered(
                Service::<Request<B>>::call(&mut protocol, request),
                lifecycle,
            ),
            Some(cors) => answered(cors.layer(protocol).call(request), lifecycle),
        }
    }

    /// Closes all connections.
    pub(super) async fn close(&self) {
        self.io.close().await;
    }
}

fn answered<R>(
    answer: impl Future<Output = Result<Response<R>, Infallible>> + Send + 'static,
    until_over: Option<Arc<Lifecycle>>,
) -> BoxFuture<'static, Response<Body>>
where
    R: http_body::Body<Data = bytes::Bytes> + Send + 'static,
    R::Error: Into<axum::BoxError>,
{
    let answer = async {
        match answer.await {
            Ok(response) => response.map(Body::new),
            Err(never) => match never {},
        }
    };
    let Some(lifecycle) = until_over else {
        return Box::pin(answer);
    };
    Box::pin(async move {
        // A poll of a connection that has left all its namespaces would hold up the end for as long as a
        // ping interval.
        tokio::select! {
            answer = answer => answer,
            () = lifecycle.over() => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    })
}

/// As Node answers what its `allowRequest` refuses.
fn refusal() -> Response<Body> {
    let mut response = Response::new(Body::from(r#"{"code":4,"message":"Forbidden"}"#));
    *response.status_mut() = StatusCode::FORBIDDEN;
    let json = http::HeaderValue::from_static("application/json");
    response
        .headers_mut()
        .insert(http::header::CONTENT_TYPE, json);
    response
}
