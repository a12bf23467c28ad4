//! `AppOptions` are the options of the builder: those of the app itself, and those of its endpoints.

use std::{any::TypeId, path::PathBuf, sync::Arc, time::Duration};

#[cfg(feature = "tls")]
use crate::serve::Tls;
use crate::{
    adapter::{InMemoryAdapter, WebSocketAdapter},
    admission::AdmissionLimits,
    blocking::MAX_BLOCKING,
    handles::ConnectionSpan,
    options::{AllowedHosts, Drain, Parser, ServerOptions},
    registry::GatewayRecord,
    sorted::SortedMap,
    watchdog::Watchdog,
};

/// The options of [`GatewayAppBuilder`](crate::GatewayAppBuilder), whose methods document them.
#[derive(Clone)]
pub(crate) struct AppOptions {
    pub(crate) adapter: Arc<dyn WebSocketAdapter>,
    /// The options of all endpoints.
    pub(crate) servers: ServerOptions,
    /// The options of the endpoint of one gateway, with the gateway's name.
    pub(crate) gateways: SortedMap<TypeId, (&'static str, ServerOptions)>,
    /// How many connections there may be, of whom and how fast.
    pub(crate) admission: AdmissionLimits,
    /// The hosts by which clients may name the app; `None`: any.
    pub(crate) allowed_hosts: Option<AllowedHosts>,
    pub(crate) max_waiting_answers: usize,
    pub(crate) max_dynamic_namespaces: usize,
    pub(crate) max_dynamic_namespaces_per_connection: usize,
    /// How long the body of a request to the gateways may take.
    pub(crate) request_body_timeout: Duration,
    /// How long the head of a request to a listener of the app may take.
    pub(crate) request_head_timeout: Duration,
    /// How long the app's own end may take.
    pub(crate) shutdown_deadline: Duration,
    /// How clients are let go before the app ends.
    pub(crate) drain: Option<Drain>,
    /// How many methods marked `blocking` run at a time.
    pub(crate) max_blocking: usize,
    /// Who warns of code that holds its thread.
    pub(crate) watchdog: Watchdog,
    pub(crate) parser: Parser,
    /// TLS of the app's own listeners.
    #[cfg(feature = "tls")]
    pub(crate) tls: Option<Tls>,
    /// What makes the spans of connections.
    pub(crate) connection_span: Option<ConnectionSpan>,
    /// Whether the app counts and measures what it does.
    #[cfg(feature = "metrics")]
    pub(crate) is_measured: bool,
    /// Whether each body has to be validated, or a plain value, or marked `unchecked`.
    pub(crate) requires_validation: bool,
    /// Whether events without a handler are ignored, where the gateways do not say it.
    pub(crate) ignores_unknown_events: bool,
    /// Where the files of the JavaScript client are, if the app serves them.
    pub(crate) client: Option<PathBuf>,
}

impl Default for AppOptions {
    fn default() -> Self {
        Self {
            adapter: Arc::new(InMemoryAdapter),
            servers: ServerOptions::default(),
            gateways: SortedMap::new(),
            admission: AdmissionLimits::default(),
            allowed_hosts: None,
            max_waiting_answers: 16_384,
            max_dynamic_namespaces: 10_000,
            max_dynamic_namespaces_per_connection: 100,
            request_body_timeout: Duration::from_mins(1),
            request_head_timeout: Duration::from_secs(15),
            // Docker kills a container after 10 s.
            shutdown_deadline: Duration::from_secs(9),
            drain: None,
            max_blocking: MAX_BLOCKING,
            watchdog: Watchdog::default(),
            parser: Parser::default(),
            #[cfg(feature = "tls")]
            tls: None,
            connection_span: None,
            #[cfg(feature = "metrics")]
            is_measured: false,
            requires_validation: false,
            ignores_unknown_events: false,
            client: None,
        }
    }
}

impl AppOptions {
    /// The options of the endpoint of a gateway, in the order of precedence that
    /// [`options`](crate::options) documents.
    pub(super) fn of(&self, gateway: &GatewayRecord) -> ServerOptions {
        let options = self.of_any(ServerOptions::from(&gateway.options.server));
        match self.gateways.get(&(gateway.gateway)()) {
            Some((_, own)) => options.overridden_by(own.clone()),
            None => options,
        }
    }

    /// The options of every endpoint, over those that an attribute declares.
    pub(super) fn of_any(&self, declared: ServerOptions) -> ServerOptions {
        self.adapter
            .configure(declared)
            .overridden_by(self.servers.clone())
    }
}
