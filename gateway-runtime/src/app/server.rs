//! A server of the app: one port and path, with the gateways that share them.

use std::{fmt::Debug, sync::Arc, time::Duration};

use axum::body::Body;
use futures_util::future::BoxFuture;
use http::{Request, Response};
use tower_http::cors::CorsLayer;
use tower_layer::Layer as _;
use tower_service::Service as _;

use super::{
    origins::{self, Origins},
    settings::ServerSettings,
};
use crate::{
    dispatch::NamespaceRuntime,
    engine::{Engine, forbidden},
    protocol,
};

/// Shared by everything that serves it: connections are kept in it.
pub(super) struct AppServer {
    pub(super) port: Option<u16>,
    pub(super) path: String,
    pub(super) ping_timeout: Duration,
    origins: Origins,
    cors: Option<CorsLayer>,
    engine: Engine,
    protocol: protocol::Server,
    pub(super) namespaces: Vec<Arc<NamespaceRuntime>>,
}

impl AppServer {
    pub(super) fn new(
        settings: &ServerSettings,
        engine: Engine,
        protocol: protocol::Server,
        namespaces: Vec<Arc<NamespaceRuntime>>,
    ) -> Self {
        Self {
            port: settings.port,
            path: settings.path.clone(),
            ping_timeout: settings.ping_timeout,
            origins: Origins::new(settings.cors.as_ref()),
            cors: origins::layer(settings.cors.as_ref()),
            engine,
            protocol,
            namespaces,
        }
    }

    /// Whether requests to `path` are this server's: its own path, and all below it.
    pub(super) fn serves(&self, path: &str) -> bool {
        path.strip_prefix(&*self.path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Answers a request to its path.
    pub(super) fn answer<B>(&self, request: Request<B>) -> BoxFuture<'static, Response<Body>>
    where
        B: http_body::Body + Debug + Send + Unpin + 'static,
        B::Data: Send,
        B::Error: Debug,
    {
        if !self.origins.accept(&request) {
            return Box::pin(async { forbidden() });
        }
        let Some(cors) = &self.cors else {
            return self.engine.answer(request);
        };
        let answer = cors.layer(self.engine.clone()).call(request);
        Box::pin(async move {
            match answer.await {
                Ok(response) => response,
                Err(never) => match never {},
            }
        })
    }

    /// Closes all connections.
    pub(super) async fn close(&self) {
        self.protocol.close().await;
    }
}
