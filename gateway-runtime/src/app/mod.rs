//! The app: gateways, providers and a server, put together at start-up.

mod assemble;
mod builder;
mod builder_servers;
mod builder_times;
mod chosen;
mod http_service;
mod in_work;
mod layer;
mod listeners;
mod namespaces;
#[cfg(feature = "v3")]
mod old_root;
mod options;
mod origins;
mod outer_layers;
mod problems;
mod register;
mod serve;
mod server;
mod server_plan;
mod settings;
mod shutdown;
mod signal;
mod start;

use std::{
    any::TypeId,
    collections::HashMap,
    fmt,
    net::SocketAddr,
    sync::{Arc, Mutex, OnceLock},
    time::Duration,
};

use axum::Router;
use futures_util::future::BoxFuture;
use tokio::{
    net::{TcpListener, ToSocketAddrs},
    time::Instant,
};

pub use builder::GatewayAppBuilder;
pub use chosen::GatewaySet;
pub use layer::{GatewayBody, GatewayFuture, GatewayLayer, GatewayService};

use in_work::CutOff;
use listeners::{Addresses, Bound};
use outer_layers::OuterLayers;
use server::AppServer;

use crate::{
    adapter::SharingHealth,
    error::AppError,
    gateway::{Gateway, Links},
    handles::Server,
    registry::AnyGateway,
    serve::AppListener,
    session::Lifecycle,
};

/// A future that is compiled together with this crate, once, and not again with every app: what is not
/// boxed is left to whoever polls it, and what the app is made of here is most of the protocol server.
type Compiled<T> = BoxFuture<'static, T>;

/// A running set of gateways: NestJS's application, as far as gateways go.
///
/// Built by [`GatewayApp::builder`]. Clones are handles to the same app.
///
/// ```no_run
/// use gateway_runtime::prelude::*;
///
/// # #[websocket_gateway] struct ChatGateway;
/// #[tokio::main]
/// async fn main() -> Result<(), AppError> {
///     let app = GatewayApp::builder().build().await?;
///     app.bind("127.0.0.1:0").await?;
///     if let Some(address) = app.local_addr() {
///         println!("http://{address}");
///     }
///     app.serve().await
/// }
/// ```
#[derive(Clone)]
pub struct GatewayApp {
    shared: Arc<Shared>,
}

/// Kept alive by the app's handles and by everything that serves it.
pub(crate) struct Shared {
    instances: HashMap<TypeId, AnyGateway>,
    links: Arc<Links>,
    servers: Vec<Arc<AppServer>>,
    /// Which of them a gateway is on.
    server_of: HashMap<TypeId, Arc<AppServer>>,
    lifecycle: Arc<Lifecycle>,
    /// How long the head of a request to a listener of the app's may take.
    request_head_timeout: Duration,
    /// How long the app's end may take when a signal asks for it.
    shutdown_deadline: Duration,
    cut_off: CutOff,
    health: SharingHealth,
    router: Router,
    outer: OuterLayers,
    bound: Mutex<Vec<Bound>>,
    addresses: OnceLock<Addresses>,
}

impl Shared {
    /// The servers of a listener; `None` is the app's own, whose port gateways may name too.
    fn servers_at(&self, port: Option<u16>) -> Vec<Arc<AppServer>> {
        let own = self.addresses.get().map(|addresses| addresses.own.port());
        let servers = self.servers.iter();
        servers
            .filter(|server| server.port == port || (port.is_none() && server.port == own))
            .cloned()
            .collect()
    }
}

impl GatewayApp {
    /// Starts describing an app.
    #[must_use]
    pub fn builder() -> GatewayAppBuilder {
        GatewayAppBuilder::new()
    }

    /// The instance of a gateway.
    ///
    /// # Panics
    /// If the app does not have the gateway, which is only possible with
    /// [`only`](GatewayAppBuilder::only): [`try_gateway`](Self::try_gateway) does not.
    #[must_use]
    #[track_caller]
    pub fn gateway<G: Gateway>(&self) -> Arc<G> {
        self.try_gateway().unwrap_or_else(|| absent(G::NAME))
    }

    /// The instance of a gateway; `None` if the app does not have it.
    #[must_use]
    pub fn try_gateway<G: Gateway>(&self) -> Option<Arc<G>> {
        self.shared
            .instances
            .get(&TypeId::of::<G>())?
            .clone()
            .downcast()
            .ok()
    }

    /// The handle to a gateway's namespace, for services and HTTP handlers. Of a gateway that the app
    /// does not have, every verb returns [`EmitError::NotRunning`](crate::EmitError::NotRunning).
    #[must_use]
    pub fn server<G: Gateway>(&self) -> Server<G> {
        Server::linked(self.shared.links.link::<G>())
    }

    /// Whether the other servers can be reached, for readiness checks; always, if the app shares nothing.
    ///
    /// ```
    /// use axum::{Router, http::StatusCode, routing::get};
    /// use gateway_runtime::{GatewayApp, InMemoryAdapter, WebSocketAdapter};
    ///
    /// # async fn build() -> Result<GatewayApp, gateway_runtime::AppError> {
    /// let adapter = InMemoryAdapter; // or `RedisAdapter::connect(..)`, whose health is not always up
    /// let health = adapter.sharing().health();
    /// let ready = get(async move || match health.is_up() {
    ///     true => StatusCode::OK,
    ///     false => StatusCode::SERVICE_UNAVAILABLE,
    /// });
    /// let builder = GatewayApp::builder().adapter(adapter).router(Router::new().route("/ready", ready));
    /// # builder.build().await }
    /// ```
    #[must_use]
    pub fn health(&self) -> SharingHealth {
        self.shared.health.clone()
    }

    /// The gateways as a tower layer, for a server of your own: requests below the Socket.IO path
    /// are answered, all others go on to the inner service. The layer keeps the app alive. The
    /// server's connections need a [write deadline](crate::serve).
    ///
    /// Gateways with a port of their own are not in it: see [`layer_of_port`](Self::layer_of_port).
    #[must_use]
    pub fn layer(&self) -> GatewayLayer {
        GatewayLayer::new(Arc::clone(&self.shared), self.shared.servers_at(None))
    }

    /// The gateways with this port, as a tower layer for a server of your own on it; `None` if no
    /// gateway has it. [`bind`](Self::bind) and [`serve`](Self::serve) do this by themselves.
    #[must_use]
    pub fn layer_of_port(&self, port: u16) -> Option<GatewayLayer> {
        let servers = self.shared.servers_at(Some(port));
        (!servers.is_empty()).then(|| GatewayLayer::new(Arc::clone(&self.shared), servers))
    }

    /// The routes that were given to the builder, with the gateways in front of them and the builder's
    /// layers around both: to be nested or served by axum, on the app's [`listener`](Self::listener).
    ///
    /// Gateways with a port of their own are not in it, as with [`layer`](Self::layer).
    pub fn router(&self) -> Router {
        serve::router(&self.shared, None)
    }

    /// Prepares a listener for serving by yourself as [`serve`](Self::serve) does: clients that stop
    /// reading are cut off after the ping timeout (see [`serve`](crate::serve)), and small packets do
    /// not wait for one another.
    ///
    /// ```no_run
    /// # use std::net::SocketAddr;
    /// # use gateway_runtime::GatewayApp;
    /// # async fn serve(app: GatewayApp) -> std::io::Result<()> {
    /// let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    /// let router = app.router().into_make_service_with_connect_info::<SocketAddr>();
    /// axum::serve(app.listener(listener), router).await
    /// # }
    /// ```
    #[must_use]
    pub fn listener(&self, listener: TcpListener) -> AppListener {
        serve::in_time(&self.shared, None, listener)
    }

    /// Binds the address that [`serve`](Self::serve) then serves, and on the same host the ports of
    /// gateways that have one of their own. Nothing is accepted before all are bound.
    ///
    /// # Errors
    /// [`AppError`] that names each address that is not to be had, for example because its port is in
    /// use.
    pub async fn bind(&self, address: impl ToSocketAddrs + fmt::Debug) -> Result<(), AppError> {
        listeners::bind(&self.shared, address).await
    }

    /// Where the app listens, once it is bound.
    #[must_use]
    pub fn local_addr(&self) -> Option<SocketAddr> {
        Some(self.shared.addresses.get()?.own)
    }

    /// Where a gateway's server listens, once the app is bound; `None` too if the app does not have the
    /// gateway. It is the app's own address, unless the gateway has another port.
    #[must_use]
    pub fn gateway_addr<G: Gateway>(&self) -> Option<SocketAddr> {
        let addresses = self.shared.addresses.get()?;
        match self.shared.server_of.get(&TypeId::of::<G>())?.port {
            None => Some(addresses.own),
            Some(port) => addresses.by_port.get(&port).copied(),
        }
    }

    /// Serves what was bound until Ctrl-C or SIGTERM, then [shuts down](Self::shutdown). Handlers of
    /// HTTP requests can extract the client's address: `ConnectInfo<SocketAddr>`.
    ///
    /// From the signal on there is one deadline, the
    /// [`shutdown_deadline`](GatewayAppBuilder::shutdown_deadline), for everything: messages, hooks,
    /// connections, open requests. At once if nothing is in work, at the deadline at the latest, this
    /// returns. A process that still runs half a second after the deadline is ended with code 1, since a
    /// handler that holds its thread cannot be ended otherwise; so whatever the program does after this has
    /// to be done by then. A second signal ends the process at once.
    ///
    /// # Errors
    /// [`AppError`] if nothing was bound.
    pub async fn serve(&self) -> Result<(), AppError> {
        serve::serve(&self.shared).await
    }

    /// [`bind`](Self::bind) and [`serve`](Self::serve) in one.
    ///
    /// # Errors
    /// As those two.
    pub async fn listen(&self, address: impl ToSocketAddrs + fmt::Debug) -> Result<(), AppError> {
        self.bind(address).await?;
        self.serve().await
    }

    /// Shuts down in order: connections and messages are refused, messages in work may finish,
    /// disconnect hooks run, connections are closed. `deadline` bounds the whole. Messages may take nine tenths
    /// of it, or all but a second if it is longer than ten; what is still in work then is cut off, and the log
    /// names the handlers. Of two calls the first decides. [`serve`](Self::serve) does it by itself.
    ///
    /// Handles work up to the last disconnect hook; after it every verb of them returns
    /// [`EmitError::NotRunning`](crate::EmitError::NotRunning), and
    /// [`Server::closed`](crate::handles::Server::closed) ends the loops of services.
    pub async fn shutdown(&self, deadline: Duration) {
        let deadline = builder_times::finite(deadline);
        shutdown::shutdown(&self.shared, Instant::now() + deadline).await;
    }
}

/// The contract of [`GatewayApp::gateway`] has no other answer: a mistake of the program, at start-up.
#[cold]
#[track_caller]
#[expect(
    clippy::panic,
    reason = "documented, with an alternative that does not"
)]
fn absent(gateway: &str) -> ! {
    panic!("`{gateway}` is not in the app; add it to `only`, or ask with `try_gateway`")
}

impl fmt::Debug for GatewayApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GatewayApp")
            .field("local_addr", &self.local_addr())
            .finish_non_exhaustive()
    }
}
