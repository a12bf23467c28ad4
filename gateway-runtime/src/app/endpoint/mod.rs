//! `Endpoint` is one port and path of the app, with the gateways that share them.

mod client_bundle;
mod cors_layer;
mod host_check;
mod in_work;
mod introduction;
mod new_origins;
mod origin_check;
mod port;
mod settings;

#[cfg(feature = "contract")]
pub(super) use client_bundle::CDN_CLIENT;
pub(super) use client_bundle::ClientBundle;
pub(super) use host_check::HostCheck;
pub(super) use in_work::{CutOff, InWork};
pub(super) use introduction::Introduction;
pub(super) use port::Port;
pub(super) use settings::{EndpointSettings, PATH, normal_path};

use std::{
    convert::Infallible,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::body::Body;
use futures_util::future::BoxFuture;
use http::{Request, Response};
use tokio::task::JoinHandle;
use tower_layer::Layer as _;
use tower_service::Service as _;

use crate::{
    dispatch::{Inbox, NamespaceRuntime},
    engine::{AnyBody, Engine, forbidden, foreign_host},
    protocol::{self, RawSocket},
    spawn::Task,
    sync::lock,
};
use client_bundle::{Answered, file_of, no_client_bundle};
use cors_layer::CorsLayers;
use origin_check::{OriginCheck, Sender};

/// One port and path. Everything that serves the endpoint shares one `Endpoint`, which keeps the connections.
pub(crate) struct Endpoint {
    /// The gateways' own port; `None` is the port of the app.
    pub(super) port: Option<Port>,
    pub(super) path: String,
    pub(super) ping_timeout: Duration,
    pub(super) namespaces: Vec<Arc<NamespaceRuntime>>,
    /// What the start-up log has still to say of the gateways: nothing, once it is known where they are served.
    introductions: Mutex<Vec<Introduction>>,
    hosts: Option<HostCheck>,
    origins: OriginCheck,
    cors: Option<CorsLayers>,
    /// The client's files, if the app serves them.
    client: Option<Arc<ClientBundle>>,
    engine: Engine,
    protocol: protocol::Server,
}

impl Endpoint {
    pub(super) fn new(
        settings: &EndpointSettings,
        engine: Engine,
        protocol: protocol::Server,
        namespaces: Vec<Arc<NamespaceRuntime>>,
        introductions: Vec<Introduction>,
        client: Option<Arc<ClientBundle>>,
        hosts: Option<HostCheck>,
    ) -> Self {
        Self {
            port: settings.port,
            path: settings.path.clone(),
            ping_timeout: settings.ping_timeout,
            namespaces,
            introductions: Mutex::new(introductions),
            hosts,
            origins: OriginCheck::new(settings.cors.as_ref(), engine.admission()),
            cors: CorsLayers::of(settings.cors.as_ref()),
            client,
            engine,
            protocol,
        }
    }

    /// Logs a line for each gateway, unless that was done before. `place` is where the endpoint is served.
    pub(super) fn introduce_gateways(&self, place: &str) {
        for introduction in std::mem::take(&mut *lock(&self.introductions)) {
            introduction.log(place);
        }
    }

    /// Whether requests to `path` are for this endpoint: to its own path, and to all below it.
    pub(super) fn serves(&self, path: &str) -> bool {
        path.strip_prefix(&*self.path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Answers a request to the endpoint's path.
    pub(super) fn answer<B>(&self, request: Request<B>) -> BoxFuture<'static, Response<Body>>
    where
        B: http_body::Body<Data: Send> + Send + Unpin + 'static,
    {
        self.answer_any(request.map(AnyBody::new))
    }

    fn answer_any(&self, request: Request<AnyBody>) -> BoxFuture<'static, Response<Body>> {
        if let Some(hosts) = &self.hosts
            && !hosts.allows(&request)
        {
            return Box::pin(async { foreign_host() });
        }
        // Before the origin is refused: what the answer says is no secret.
        if let Some(file) = file_of(&self.path, &request) {
            return self.client_file(file, request);
        }
        let sender = self.origins.sender(&request);
        if sender == Sender::Foreign {
            self.origins.report(&request);
            return Box::pin(async { forbidden() });
        }
        match &self.cors {
            Some(cors) => infallible(cors.around(sender).layer(self.engine.clone()).call(request)),
            None => self.engine.answer(request),
        }
    }

    /// A file of the client, for every page; pages that `cors` allows may import it as a module.
    fn client_file(
        &self,
        file: &'static str,
        request: Request<AnyBody>,
    ) -> BoxFuture<'static, Response<Body>> {
        let answer = match &self.client {
            Some(client) => client.answer(file, &request),
            None => no_client_bundle(&self.path, file),
        };
        let Some(cors) = &self.cors else {
            return Box::pin(async { answer });
        };
        let around = cors.around(self.origins.sender(&request));
        infallible(around.layer(Answered(answer)).call(request))
    }

    /// The inboxes of the sockets of all namespaces.
    pub(super) fn inboxes(&self) -> impl Iterator<Item = Arc<Inbox>> {
        self.namespaces
            .iter()
            .flat_map(|namespace| namespace.inboxes())
    }

    /// Ends the connection of a client that polls, in the client's name; `None` if no request can do so.
    pub(super) fn hang_up(&self, socket: &RawSocket) -> Option<Task> {
        let version = socket.engine_io_version();
        // Engine.IO 3 begins with the packet's length.
        let close = if version == 3 { "1:1" } else { "1" };
        let uri = format!(
            "{}/?EIO={version}&transport=polling&sid={}",
            self.path,
            socket.id()
        );
        let body = AnyBody::new(Body::from(close));
        let request = Request::post(uri).body(body).ok()?;
        Some(self.engine.hang_up(request))
    }

    /// Closes all connections, in a task.
    pub(super) fn close(&self) -> JoinHandle<()> {
        self.protocol.close()
    }
}

/// The response of a service that cannot fail.
fn infallible(
    answer: impl Future<Output = Result<Response<Body>, Infallible>> + Send + 'static,
) -> BoxFuture<'static, Response<Body>> {
    Box::pin(async move {
        match answer.await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    })
}
