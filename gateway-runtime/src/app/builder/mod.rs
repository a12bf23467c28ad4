//! `GatewayAppBuilder` describes an app: each of its methods adds to the plan.

mod errors;
mod gateway_set;
mod limits;
mod server_options;
mod times;

pub use gateway_set::GatewaySet;
pub(super) use times::finite;

use std::{convert::Infallible, fmt, sync::Arc};

use axum::{Router, extract::Request, response::IntoResponse, routing::Route};
use tower_layer::Layer;
use tower_service::Service;

use super::plan::Plan;
#[cfg(feature = "unstable-socketioxide")]
use crate::adapter::Sharing;
use crate::{adapter::WebSocketAdapter, gateway::Gateway, handles::Server, options::Parser};

// The compiler shows the heads of the methods to somebody who uses a builder again that such a method has taken:
// the remedy is written behind `self`.

/// Describes an app: see [`GatewayApp::builder`](crate::GatewayApp::builder). Each method takes the builder and
/// returns it, so the calls are chained; a builder in a variable is assigned again,
/// `builder = builder.provide(value)`.
///
/// Without [`only`](Self::only) the app has every gateway of the program, from every linked crate. A
/// crate that holds nothing but gateways has to be named once, `use my_gateways as _;`, or the
/// linker leaves it out.
#[derive(Default)]
pub struct GatewayAppBuilder {
    pub(super) plan: Plan,
}

impl GatewayAppBuilder {
    /// Provides a value to the fields marked `#[inject]`, by its exact type: `Arc<dyn Mailer>` and
    /// `Arc<Smtp>` are two types. The last value of a type counts.
    #[must_use]
    pub fn provide<T: Clone + Send + Sync + 'static>(
        mut self, /* chain the calls */
        value: T,
    ) -> Self {
        self.plan.providers.insert(value);
        self
    }

    /// Restricts the app to these gateways, given as a tuple: `.only::<(Chat, Payments)>()`.
    #[must_use]
    pub fn only<S: GatewaySet>(mut self /* chain the calls */) -> Self {
        self.plan.chosen = Some(S::chosen());
        self
    }

    /// Takes an instance that the program has made. Without it, the app makes one by the attributes of the
    /// gateway's fields. The `Server` of your instance comes from [`server`](Self::server).
    #[must_use]
    pub fn gateway<G: Gateway>(mut self /* chain the calls */, instance: G) -> Self {
        self.plan.given.add(instance);
        self
    }

    /// A handle to a gateway's namespace, before there is an app: for services that gateways need or
    /// that HTTP handlers hold. The handle works as soon as [`build`](Self::build) has returned, until the app
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

    /// Adds a tower layer around gateways and routes alike, outside of the layers that were added before. A
    /// method gets what the layer puts on a request as [`Extension`](crate::Extension).
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
    #[cfg(feature = "unstable-socketioxide")]
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
