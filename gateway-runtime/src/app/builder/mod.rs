//! `GatewayAppBuilder` describes an app: each of its methods adds to the plan.

#[cfg(feature = "admin-ui")]
mod admin_ui;
mod blocking;
#[cfg(feature = "contract")]
mod contract_command;
#[cfg(feature = "contract")]
mod contract_watch;
mod drain;
mod enhancers;
mod errors;
#[cfg(feature = "contract")]
mod explorer;
mod gateway_set;
mod health;
mod life;
mod limits;
#[cfg(feature = "metrics")]
mod metrics;
mod proxies_and_hosts;
#[cfg(feature = "testing")]
mod replacing;
mod server_options;
mod times;
#[cfg(feature = "tls")]
mod tls;
mod traces;
#[cfg(feature = "validation")]
mod validation;

pub use gateway_set::GatewaySet;
#[cfg(feature = "testing")]
pub use replacing::GivesNothing;
pub(super) use times::finite;

use std::{convert::Infallible, fmt, sync::Arc};

use axum::{Router, extract::Request, response::IntoResponse, routing::Route};
use tower_layer::Layer;
use tower_service::Service;

use super::plan::Plan;
#[cfg(any(
    feature = "unstable-socketioxide",
    all(feature = "redis", feature = "testing")
))]
use crate::adapter::Sharing;
use crate::{
    adapter::WebSocketAdapter, gateway::Gateway, handles::Server, options::Parser,
    providers::Provider,
};

// The compiler shows the heads of the methods to somebody who uses a builder again that such a method has taken:
// the remedy is written behind `self`.

/// Describes an app: see [`GatewayApp::builder`](crate::GatewayApp::builder). Each method takes the builder and
/// returns it, so the calls are chained; a builder in a variable is assigned again,
/// `builder = builder.provide(value)`.
///
/// Gateways need not be listed: the app has every gateway that is linked into the program. [`only`](Self::only)
/// names the gateways that the app has, which is right for production. A crate that holds nothing but gateways
/// has to be named once, `use my_gateways as _;`, or the linker leaves the crate out. An app without any gateway
/// is a start-up error. See [Registering](crate::guide::registering).
#[derive(Default)]
pub struct GatewayAppBuilder {
    pub(super) plan: Plan,
}

impl GatewayAppBuilder {
    /// Provides a value to the fields and parameters marked `#[inject]`. They get the value of exactly their type:
    /// `Arc<dyn Mailer>` and `Arc<Smtp>` are two types. If several values of one type are provided, the last one
    /// counts, so that a test can replace a service. A value that is missing is a start-up error. The
    /// [`Server`] of each gateway of the app is there without a call: `#[inject] chat: Server<ChatGateway>`.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// trait Mailer: Send + Sync {}
    /// struct Smtp;
    /// impl Mailer for Smtp {}
    ///
    /// #[websocket_gateway]
    /// struct Accounts {
    ///     #[inject]
    ///     mailer: Arc<dyn Mailer>,
    /// }
    ///
    /// let mailer: Arc<dyn Mailer> = Arc::new(Smtp);       // the type of the field
    /// let builder = GatewayApp::builder().provide(mailer);
    /// ```
    #[must_use]
    pub fn provide<T: Provider>(mut self /* chain the calls */, value: T) -> Self {
        self.plan.providers.insert(value);
        self
    }

    /// Names the gateways that the app has, as a tuple of up to sixteen: `.only::<(Chat, Payments)>()`, or
    /// `.only::<(Chat,)>()` for one. All other gateways of the program are left out. Without this method, the app
    /// has every gateway that is linked into the program, also one of a library that you use for something else.
    /// An app that has routes and no gateway writes `.only::<()>()`.
    #[must_use]
    pub fn only<S: GatewaySet>(mut self /* chain the calls */) -> Self {
        self.plan.chosen = Some(S::chosen());
        self
    }

    /// Gives the app a gateway that the program has made. Without this method, the app makes each gateway from the
    /// attributes of its fields. A field of type `Server` of your gateway gets its value from
    /// [`server`](Self::server).
    #[must_use]
    pub fn gateway<G: Gateway>(mut self /* chain the calls */, instance: G) -> Self {
        self.plan.given.add(instance);
        self
    }

    /// A handle to a gateway's namespace, before there is an app: for services, for HTTP handlers, and for other
    /// gateways, which get it with [`provide`](Self::provide). The handle works as soon as [`build`](Self::build) has returned, until the app
    /// has been shut down, which ends the service's loops with [`closed`](Server::closed). A gateway that the
    /// app does not have is a start-up error.
    #[must_use]
    #[track_caller]
    pub fn server<G: Gateway>(&self) -> Server<G> {
        self.plan.handle_requests.add::<G>();
        Server::linked(self.plan.links.link::<G>())
    }

    /// Ordinary routes, served beside the gateways on the same port.
    #[must_use]
    pub fn router(mut self /* chain the calls */, router: Router) -> Self {
        self.plan.router = router;
        self
    }

    /// Adds a tower layer around gateways and routes alike, outside of the layers that were added before. So a
    /// layer sees the requests with which clients connect, which NestJS's middleware does not: it can refuse them
    /// ([Refusing clients](crate::guide::refusing_clients)), or put a value on the request, which a method gets
    /// as [`Extension`](crate::Extension).
    #[must_use]
    pub fn layer<L>(mut self /* chain the calls */, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.plan.layers.push(layer);
        self
    }

    /// How messages are written on the wire. Default: [`Parser::Common`].
    #[must_use]
    pub fn parser(mut self /* chain the calls */, parser: Parser) -> Self {
        self.plan.options.parser = parser;
        self
    }

    /// Lets `adapter` decide on the options of all gateways, and on how rooms are shared between servers:
    /// NestJS's `useWebSocketAdapter`. The last adapter counts.
    #[must_use]
    pub fn adapter(mut self /* chain the calls */, adapter: impl WebSocketAdapter) -> Self {
        self.plan.options.adapter = Arc::new(adapter);
        self
    }

    /// Shares rooms between servers in this way, whatever the adapter provides.
    #[cfg(any(
        feature = "unstable-socketioxide",
        all(feature = "redis", feature = "testing")
    ))]
    pub(crate) fn shared_through(mut self, sharing: Sharing) -> Self {
        self.plan.sharing = Some(sharing);
        self
    }
}

impl fmt::Debug for GatewayAppBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GatewayAppBuilder").finish_non_exhaustive()
    }
}
