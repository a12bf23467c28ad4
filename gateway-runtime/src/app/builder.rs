//! Describing an app.

use std::{
    any::TypeId,
    collections::HashMap,
    convert::Infallible,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{Router, extract::Request, response::IntoResponse, routing::Route};
use tokio::net::ToSocketAddrs;
use tower_layer::Layer;
use tower_service::Service;

use super::{
    GatewayApp, GatewaySet, assemble, assemble::Plan, chosen::Chosen, options::AppOptions,
    outer_layers::OuterLayers,
};
use crate::{
    adapter::{AdapterChoice, WebSocketAdapter},
    error::{AppError, WsError},
    gateway::{Gateway, Links},
    handles::{ErrorContext, Server, Socket},
    options::Parser,
    providers::Providers,
    registry::AnyGateway,
    session::{ErrorCause, ErrorDelivery, ErrorPolicy},
    sync::lock,
};

/// Describes an app: see [`GatewayApp::builder`].
///
/// Without [`only`](Self::only) the app has every gateway of the program, from every linked crate. A
/// crate that holds nothing but gateways has to be named once, `use my_gateways as _;`, or the
/// linker leaves it out.
pub struct GatewayAppBuilder {
    providers: Providers,
    links: Arc<Links>,
    /// Gateways that a handle was asked for, with the caller's place.
    asked_for: Mutex<Vec<Asked>>,
    chosen: Option<Vec<Chosen>>,
    made: HashMap<TypeId, (&'static str, AnyGateway)>,
    made_twice: Vec<&'static str>,
    router: Router,
    outer: OuterLayers,
    /// Only if it is not the adapter's.
    sharing: Option<AdapterChoice>,
    errors: ErrorPolicy,
    pub(super) options: AppOptions,
}

/// A handle was asked for here.
pub(super) struct Asked {
    pub(super) gateway: TypeId,
    pub(super) name: &'static str,
    pub(super) place: &'static std::panic::Location<'static>,
}

impl GatewayAppBuilder {
    pub(super) fn new() -> Self {
        Self {
            providers: Providers::default(),
            links: Arc::default(),
            asked_for: Mutex::default(),
            chosen: None,
            made: HashMap::new(),
            made_twice: Vec::new(),
            router: Router::new(),
            outer: OuterLayers::default(),
            sharing: None,
            errors: ErrorPolicy::default(),
            options: AppOptions::default(),
        }
    }

    /// Provides a value to the fields marked `#[inject]`, by its exact type: `Arc<dyn Mailer>` and
    /// `Arc<Smtp>` are two types. The last value of a type counts.
    #[must_use]
    pub fn provide<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.providers.insert(value);
        self
    }

    /// Takes only these gateways, given as a tuple: `.only::<(Chat, Payments)>()`.
    #[must_use]
    pub fn only<S: GatewaySet>(mut self) -> Self {
        self.chosen = Some(S::chosen());
        self
    }

    /// Takes an instance made by hand instead of making one of its fields' attributes. Its
    /// `Server` comes from [`server`](Self::server).
    #[must_use]
    pub fn gateway<G: Gateway>(mut self, instance: G) -> Self {
        if self
            .made
            .insert(TypeId::of::<G>(), (G::NAME, Arc::new(instance)))
            .is_some()
        {
            self.made_twice.push(G::NAME);
        }
        self
    }

    /// A handle to a gateway's namespace, before there is an app: for services that gateways need or
    /// that HTTP handlers hold. It works as soon as [`build`](Self::build) has returned, until the app has
    /// been shut down, which ends the service's loops with [`closed`](Server::closed). A gateway that the
    /// app does not have is a start-up error.
    #[must_use]
    #[track_caller]
    pub fn server<G: Gateway>(&self) -> Server<G> {
        lock(&self.asked_for).push(Asked {
            gateway: TypeId::of::<G>(),
            name: G::NAME,
            place: std::panic::Location::caller(),
        });
        Server::linked(self.links.link::<G>())
    }

    /// Ordinary routes, served beside the gateways on the same port.
    #[must_use]
    pub fn router(mut self, router: Router) -> Self {
        self.router = router;
        self
    }

    /// A tower layer around gateways and routes alike, outside of those that were given before: what it
    /// puts on a request, a method gets as [`Extension`](crate::Extension).
    #[must_use]
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.outer.push(layer);
        self
    }

    /// How clients are told of errors; by default as the acknowledgement if the client asked for one,
    /// else as the event `exception`.
    ///
    /// ```
    /// use gateway_runtime::{ErrorCause, ErrorDelivery, GatewayApp};
    ///
    /// // As NestJS does it:
    /// let builder = GatewayApp::builder()
    ///     .error_delivery(ErrorDelivery::Exception)
    ///     .error_cause(ErrorCause::PatternAndPayload);
    /// ```
    #[must_use]
    pub fn error_delivery(mut self, delivery: ErrorDelivery) -> Self {
        self.errors.delivery = delivery;
        self
    }

    /// What `cause` holds in an error; by default the event's name.
    #[must_use]
    pub fn error_cause(mut self, cause: ErrorCause) -> Self {
        self.errors.cause = cause;
        self
    }

    /// Maps every error of messages and connection hooks before a client is told, in one place: for
    /// errors of libraries that methods return as they are, for codes of your own, for messages in
    /// another language. It gets refusals and panics too. What it returns is what the client and the log
    /// get. It runs in the place of the answer and must not block.
    ///
    /// ```
    /// use gateway_runtime::{GatewayApp, WsError};
    ///
    /// let builder = GatewayApp::builder().on_error(|error, context| {
    ///     let source = std::error::Error::source(&error);
    ///     match source.and_then(|source| source.downcast_ref::<std::io::Error>()) {
    ///         Some(io) if io.kind() == std::io::ErrorKind::NotFound => {
    ///             WsError::not_found(format!("`{}` found no such file", context.event().unwrap_or_default()))
    ///         }
    ///         _ => error,
    ///     }
    /// });
    /// ```
    #[must_use]
    pub fn on_error(
        mut self,
        map: impl Fn(WsError, &ErrorContext<'_>) -> WsError + Send + Sync + 'static,
    ) -> Self {
        self.errors.map = Some(Arc::new(move |error, event, socket, session| {
            let socket = Socket::new(socket.clone(), Arc::clone(session));
            map(error, &ErrorContext::new(event, &socket))
        }));
        self
    }

    /// How many namespaces a dynamic one may stand for at a time; 10,000 by default. A client that would
    /// make one more gets a `connect_error`.
    #[must_use]
    pub fn max_dynamic_namespaces(mut self, limit: usize) -> Self {
        self.options.max_dynamic_namespaces = limit;
        self
    }

    /// How many namespaces of a dynamic one a connection may be in at a time; 100 by default. One more is
    /// a `connect_error`. So no client can take all that there may be.
    ///
    /// A namespace that the connection was the last to leave counts until it is removed, a second later.
    #[must_use]
    pub fn max_dynamic_namespaces_per_connection(mut self, limit: usize) -> Self {
        self.options.max_dynamic_namespaces_per_connection = limit;
        self
    }

    /// How many answers may wait for one socket while its client does not read. One more, and it is
    /// disconnected. Default: 16,384 answers.
    #[must_use]
    pub fn max_waiting_answers(mut self, answers: usize) -> Self {
        self.options.max_waiting_answers = answers;
        self
    }

    /// How messages are written on the wire; [`Parser::Common`] unless it is said.
    #[must_use]
    pub fn parser(mut self, parser: Parser) -> Self {
        self.options.parser = parser;
        self
    }

    /// Lets `adapter` decide for all gateways: NestJS's `useWebSocketAdapter`. The last one counts.
    #[must_use]
    pub fn adapter(mut self, adapter: impl WebSocketAdapter) -> Self {
        self.options.adapter = Arc::new(adapter);
        self
    }

    /// Shares rooms between servers in this way, whatever the adapter says.
    #[cfg(feature = "unstable-socketioxide")]
    pub(crate) fn shared_through(mut self, sharing: AdapterChoice) -> Self {
        self.sharing = Some(sharing);
        self
    }

    /// Makes the gateways, checks everything that can be checked, registers the namespaces and runs
    /// the init hooks.
    ///
    /// # Errors
    /// [`AppError`] that lists every problem of the stage that failed: missing providers, two
    /// handlers for one event, contradictory options, handles to gateways that are not in the app;
    /// then options that no client could live with; then failed init hooks.
    pub async fn build(self) -> Result<GatewayApp, AppError> {
        assemble::assemble(Plan {
            providers: self.providers,
            links: self.links,
            asked_for: self
                .asked_for
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner),
            chosen: self.chosen,
            made: self.made,
            made_twice: self.made_twice,
            router: self.router,
            outer: self.outer,
            adapter: self
                .sharing
                .unwrap_or_else(|| self.options.adapter.sharing().into_choice()),
            errors: self.errors,
            options: self.options,
        })
        .await
    }

    /// [`build`](Self::build), then [`GatewayApp::listen`].
    ///
    /// # Errors
    /// As those two.
    pub async fn listen(self, address: impl ToSocketAddrs + fmt::Debug) -> Result<(), AppError> {
        self.build().await?.listen(address).await
    }
}

impl fmt::Debug for GatewayAppBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GatewayAppBuilder").finish_non_exhaustive()
    }
}

impl Default for GatewayAppBuilder {
    fn default() -> Self {
        Self::new()
    }
}
