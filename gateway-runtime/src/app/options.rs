//! What the builder was told that is not about one gateway's methods.

use std::{any::TypeId, collections::HashMap, sync::Arc, time::Duration};

use crate::{
    adapter::{InMemoryAdapter, WebSocketAdapter},
    options::{Parser, ServerOptions},
    registry::GatewayRecord,
    session::DynamicLimits,
};

/// The options of [`GatewayAppBuilder`](super::GatewayAppBuilder). Its methods say what they mean.
pub(super) struct AppOptions {
    pub(super) adapter: Arc<dyn WebSocketAdapter>,
    /// Of all servers.
    pub(super) servers: ServerOptions,
    /// Of the server of one gateway, with the gateway's name.
    pub(super) gateways: HashMap<TypeId, (&'static str, ServerOptions)>,
    pub(super) max_waiting_answers: usize,
    pub(super) max_dynamic_namespaces: usize,
    /// How long the body of a request to the gateways may take.
    pub(super) request_body_timeout: Duration,
    /// How long the head of a request to a listener of the app's may take.
    pub(super) request_head_timeout: Duration,
    /// What the app's own end may take.
    pub(super) shutdown_deadline: Duration,
    pub(super) max_dynamic_namespaces_per_connection: usize,
    pub(super) parser: Parser,
}

impl Default for AppOptions {
    fn default() -> Self {
        Self {
            adapter: Arc::new(InMemoryAdapter),
            servers: ServerOptions::default(),
            gateways: HashMap::new(),
            max_waiting_answers: 16_384,
            max_dynamic_namespaces: 10_000,
            request_body_timeout: Duration::from_mins(1),
            request_head_timeout: Duration::from_secs(15),
            // Docker kills after 10 s.
            shutdown_deadline: Duration::from_secs(9),
            max_dynamic_namespaces_per_connection: 100,
            parser: Parser::default(),
        }
    }
}

impl AppOptions {
    /// What is said of the server of a gateway, in the order of precedence that
    /// [`options`](crate::options) documents.
    pub(super) fn of(&self, gateway: &GatewayRecord) -> ServerOptions {
        let options = self.of_any(ServerOptions::from(&gateway.options.server));
        match self.gateways.get(&(gateway.gateway)()) {
            Some((_, own)) => options.overridden_by(own.clone()),
            None => options,
        }
    }

    /// What is said of every server, over what an attribute says.
    pub(super) fn of_any(&self, declared: ServerOptions) -> ServerOptions {
        self.adapter
            .configure(declared)
            .overridden_by(self.servers.clone())
    }

    /// What the patterns of all servers share.
    pub(super) fn dynamic_limits(&self) -> DynamicLimits {
        DynamicLimits::new(
            self.max_dynamic_namespaces,
            self.max_dynamic_namespaces_per_connection,
        )
    }

    /// Values that no client could live with, apart from those of servers.
    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.max_waiting_answers == 0 {
            problems.push(
                "`max_waiting_answers` is 0, which disconnects every client whose buffer is full for \
                 a moment; give it 1 or more"
                    .to_owned(),
            );
        }
        for (option, time) in [
            ("request_head_timeout", self.request_head_timeout),
            ("request_body_timeout", self.request_body_timeout),
        ] {
            if time.is_zero() {
                problems.push(format!(
                    "`{option}` is 0, which refuses every request; give it some seconds"
                ));
            }
        }
        for (option, limit) in [
            ("max_dynamic_namespaces", self.max_dynamic_namespaces),
            (
                "max_dynamic_namespaces_per_connection",
                self.max_dynamic_namespaces_per_connection,
            ),
        ] {
            if limit == 0 {
                problems.push(format!(
                    "`{option}` is 0, which refuses every client of a dynamic namespace; give it 1 or more"
                ));
            }
        }
        problems
    }
}
