//! Starting the servers: each with its namespaces.

use std::{any::TypeId, collections::HashMap, sync::Arc};

use super::{
    namespaces::{self, Common},
    options::AppOptions,
    register::register,
    server::AppServer,
    server_plan::PlannedServer,
};
use crate::{
    adapter::AdapterChoice,
    engine::Engine,
    protocol,
    registry::{AnyGateway, GatewayRecord, HookRecord},
};

/// One server with its namespaces, and what could not be served.
pub(super) async fn start(
    server: &PlannedServer,
    options: &AppOptions,
    adapter: &AdapterChoice,
    instances: &HashMap<TypeId, AnyGateway>,
    hooks: &[(&'static GatewayRecord, &'static HookRecord)],
    common: &Common,
) -> (Option<AppServer>, Vec<String>) {
    let settings = &server.settings;
    let (protocol, service) =
        protocol::Server::new(&settings.protocol(options.parser), adapter.clone());
    let runtimes = namespaces::merge(
        &server.gateways,
        instances,
        namespaces::handlers_of(&server.gateways),
        hooks,
        common,
        settings.heartbeat(),
    );
    let mut problems = register(&protocol, &runtimes, &common.dynamic).await;
    let rules = settings.rules(options.request_body_timeout);
    let engine = Engine::new(service, rules, Arc::clone(&common.lifecycle))
        .map_err(|error| problems.push(format!("the system gives no random numbers: {error}")));
    let started = engine.map(|engine| AppServer::new(settings, engine, protocol, runtimes));
    (started.ok(), problems)
}

/// One line for each subscription, as NestJS logs them.
pub(super) fn announce(servers: &[Arc<AppServer>]) {
    let mut has_gateways = false;
    for server in servers {
        for runtime in &server.namespaces {
            has_gateways |= !runtime.members.is_empty();
            for (gateway, event) in runtime.subscriptions() {
                tracing::info!(
                    namespace = runtime.context.name,
                    "{gateway} subscribed to the {event} message"
                );
            }
        }
    }
    if !has_gateways {
        tracing::warn!(
            "the app has no gateway; a crate that holds nothing but gateways has to be named once in the \
             program: `use my_gateways as _;`"
        );
    }
}
