//! `GatewayApp` is a running app: gateways, providers and a server, put together at start-up.
//!
//! An app goes through the rooms in this order: `builder` describes a `plan`; the plan is checked; `start` makes
//! endpoints and a [`Shared`] of the checked plan; `http` serves them, until `stop` ends the app.

mod build;
mod builder;
mod compiled;
#[cfg(feature = "contract")]
mod contract;
mod end_hooks;
mod endpoint;
#[cfg(feature = "contract")]
mod explorer;
mod health;
mod http;
#[cfg(feature = "testing")]
mod in_memory;
mod layers;
mod plan;
mod shared;
mod start;
mod stop;

use std::{any::TypeId, fmt, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use futures_util::future::BoxFuture;
use tokio::{net::TcpListener, time::Instant};

#[cfg(feature = "testing")]
pub use builder::GivesNothing;
pub use builder::{GatewayAppBuilder, GatewaySet};
pub use health::{Health, HealthState};
#[cfg(feature = "testing")]
pub(crate) use http::MemoryConnector;
pub use http::{GatewayBody, GatewayFuture, GatewayLayer, GatewayService, ListenAddress};
#[cfg(feature = "testing")]
pub(crate) use in_memory::{InMemory, Place, WeakApp};

use shared::Shared;

#[cfg(feature = "contract")]
use crate::session::UndeclaredEvent;
use crate::{
    error::AppError, events::Events, gateway::Gateway, handles::Server, serve::AppListener,
    session::Shutdown,
};

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

impl GatewayApp {
    /// Starts describing an app.
    #[must_use]
    pub fn builder() -> GatewayAppBuilder {
        GatewayAppBuilder::default()
    }

    /// The instance of a gateway.
    ///
    /// # Panics
    /// If the app does not have the gateway, which is only possible with
    /// [`only`](GatewayAppBuilder::only). [`try_gateway`](Self::try_gateway) does not panic.
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

    /// The handle to a gateway's namespace, for services and HTTP handlers. If the app does not have the
    /// gateway, every method of the handle that sends or asks returns
    /// [`EmitError::NotRunning`](crate::EmitError::NotRunning).
    #[must_use]
    pub fn server<G: Gateway>(&self) -> Server<G> {
        Server::linked(self.shared.links.link::<G>())
    }

    /// The bus of the app, for services and HTTP handlers.
    #[must_use]
    pub fn events(&self) -> Events {
        Events::new(&self.shared.bus)
    }

    /// How the app is: for the checks of load balancers and of what restarts processes. See [Health](crate::guide::operations::health),
    /// and [`health_path`](GatewayAppBuilder::health_path) for an answer over HTTP.
    ///
    /// [`is_up`](Health::is_up) and [`changed`](Health::changed) say whether the other servers can be reached. Each call of
    /// `health` returns a handle that has returned no state yet, so keep one to wait for a change: in
    /// `while !app.health().is_up() { app.health().changed().await; }` the second handle takes the state that the first one
    /// has seen for a change, and the loop never waits.
    ///
    /// ```
    /// # async fn wait(app: gateway_runtime::GatewayApp) {
    /// let health = app.health();
    /// while !health.is_up() {
    ///     health.changed().await;
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn health(&self) -> Health {
        self.shared.health.clone()
    }

    /// The events that this app has emitted so far and that the contract of their namespace does not declare: each once, sorted by
    /// namespace and name, a thousand at most. For the end of an integration test.
    ///
    /// Only an app that [watches its contract](GatewayAppBuilder::watch_contract) knows them; of any other the list is empty.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// # #[websocket_gateway] struct ChatGateway;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), AppError> {
    /// let app = GatewayApp::builder().only::<(ChatGateway,)>().watch_contract().build().await?;
    /// // clients come, send and leave
    /// assert_eq!(app.undeclared_events(), []);
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "contract")]
    #[cfg_attr(docsrs, doc(cfg(feature = "contract")))]
    #[must_use]
    pub fn undeclared_events(&self) -> Vec<UndeclaredEvent> {
        let watch = self.shared.lifecycle.watch();
        watch.map(|watch| watch.undeclared()).unwrap_or_default()
    }

    /// The gateways as a tower layer, for a server of your own: requests below the Socket.IO path
    /// are answered, all others go on to the inner service. The layer keeps the app alive. The
    /// server's connections need a [write deadline](crate::serve).
    ///
    /// Gateways with a port of their own are not in it: see [`layer_of_port`](Self::layer_of_port).
    #[must_use]
    pub fn layer(&self) -> GatewayLayer {
        let endpoints = self.shared.endpoints_at(None);
        http::announce_mounted(&endpoints);
        http::announce_explorer(&self.shared, None);
        GatewayLayer::new(Arc::clone(&self.shared), endpoints).with_explorer()
    }

    /// The gateways with this port, as a tower layer for a server of your own on the port; `None` if no
    /// gateway has the port, by its attribute or by the options. [`bind`](Self::bind) and [`serve`](Self::serve)
    /// include these gateways.
    #[must_use]
    pub fn layer_of_port(&self, port: u16) -> Option<GatewayLayer> {
        let endpoints = self.shared.endpoints_of_port(port);
        http::announce_mounted(&endpoints);
        (!endpoints.is_empty()).then(|| GatewayLayer::new(Arc::clone(&self.shared), endpoints))
    }

    /// The routes that were given to the builder, with the gateways in front of them and the builder's
    /// layers around both: to be nested or served by axum, on the app's [`listener`](Self::listener).
    ///
    /// Gateways with a port of their own are not in it, as with [`layer`](Self::layer).
    pub fn router(&self) -> Router {
        http::announce_mounted(&self.shared.endpoints_at(None));
        http::announce_explorer(&self.shared, None);
        http::router(&self.shared)
    }

    /// Prepares a listener of yours as [`serve`](Self::serve) prepares its own: clients that stop
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
        http::app_listener(&self.shared, None, listener)
    }

    /// Binds the address that [`serve`](Self::serve) then serves, and on the same host the ports of
    /// gateways that have one of their own. No connection is accepted before all are bound.
    ///
    /// # Errors
    /// [`AppError`] that names each address that cannot be bound, for example because its port is in use, or says
    /// what is wrong with `address`.
    // No `async fn`: the compiler would report a wrong address three times.
    pub fn bind(&self, address: impl ListenAddress) -> BoxFuture<'static, Result<(), AppError>> {
        http::bind(&self.shared, address.target())
    }

    /// Where the app listens; `None` until the app is bound.
    #[must_use]
    pub fn local_addr(&self) -> Option<SocketAddr> {
        Some(self.shared.addresses.get()?.own)
    }

    /// Where a gateway's server listens: at the app's own address, unless the gateway has another port. `None`
    /// until the app is bound, or if the app does not have the gateway.
    #[must_use]
    pub fn gateway_addr<G: Gateway>(&self) -> Option<SocketAddr> {
        let addresses = self.shared.addresses.get()?;
        match self.shared.endpoint_of.get(&TypeId::of::<G>())?.port {
            None => Some(addresses.own),
            Some(port) => addresses.by_port.get(&port).copied(),
        }
    }

    /// Serves what was bound until Ctrl-C or SIGTERM, then [shuts down](Self::shutdown). Handlers of
    /// HTTP requests can extract the client's address: `ConnectInfo<SocketAddr>`.
    ///
    /// From the signal on there is one deadline, the
    /// [`shutdown_deadline`](GatewayAppBuilder::shutdown_deadline), for everything: messages, hooks,
    /// connections, open requests. `serve` returns at once if nothing is in work, and at the deadline at the
    /// latest. A process that still runs half a second after the deadline is ended with code 1, since a
    /// handler that holds its thread cannot be ended otherwise; so whatever the program does after `serve` has
    /// to be done by then. A second signal ends the process at once.
    ///
    /// # Errors
    /// [`AppError`] if nothing was bound.
    pub async fn serve(&self) -> Result<(), AppError> {
        http::serve(&self.shared).await
    }

    /// [`bind`](Self::bind) and [`serve`](Self::serve) in one: `app.listen(3000)`.
    ///
    /// # Errors
    /// Those of `bind` and `serve`.
    pub fn listen(&self, address: impl ListenAddress) -> BoxFuture<'static, Result<(), AppError>> {
        http::listen(&self.shared, address.target())
    }

    /// Lets the clients go, as the builder's [`drain`](GatewayAppBuilder::drain) says, and then [shuts down](Self::shutdown),
    /// as if the process had got a signal: the shutdown has the
    /// [`shutdown_deadline`](GatewayAppBuilder::shutdown_deadline). Without `drain` it begins with the shutdown.
    ///
    /// A second call waits for the first. A call of `shutdown` meanwhile begins the shutdown at once.
    ///
    /// If the future is dropped before its end, the clients are let go all the same, no new ones are taken, and the shutdown waits
    /// for a call of `shutdown` or of this method.
    pub async fn drain(&self) {
        let since = stop::let_go(&self.shared, Instant::now()).await;
        let deadline = since + self.shared.shutdown_deadline;
        stop::shutdown(&self.shared, Shutdown::Call, deadline).await;
    }

    /// Shuts down in order: connections and messages are refused, messages in work may finish,
    /// disconnect hooks run, then [shutdown hooks](macro@crate::on_gateway_shutdown), and connections are closed. `deadline` is how long all of that may take. Messages may
    /// take nine tenths of the deadline, or all but a second of more than ten; what is still in work then is cut
    /// off, and the log names the handlers. Of two calls the first decides, and the other waits for it.
    /// [`serve`](Self::serve) calls this at its end.
    ///
    /// An app that is dropped without this call runs no shutdown hook. A handler, a hook, a timer or a listener does not wait
    /// for this call, which waits for them: it spawns a task that calls.
    ///
    /// Handles work up to the last shutdown hook. From then on every method of a handle that sends or asks returns
    /// [`EmitError::NotRunning`](crate::EmitError::NotRunning), and
    /// [`Server::closed`](crate::Server::closed) ends the loops of services.
    pub async fn shutdown(&self, deadline: Duration) {
        let deadline = Instant::now() + builder::finite(deadline);
        stop::shutdown(&self.shared, Shutdown::Call, deadline).await;
    }
}

/// [`GatewayApp::gateway`] is documented to panic: what it finds is a mistake of the program, at start-up.
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
