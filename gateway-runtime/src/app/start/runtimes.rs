//! `runtimes` merges the gateways of each namespace of an endpoint into one runtime.

use std::sync::{Arc, OnceLock};

use super::{
    common::Common,
    subscriber::{EventLabel, is_measured, subscriber},
    watched::watched,
};
use crate::{
    app::plan::{NamedHandler, PlannedEndpoint},
    dispatch::{Member, NamespaceRuntime, ServerEventHook, UnknownEvent},
    enhance::ConnectionGuards,
    gateway::Ordering,
    mistakes::LineLimit,
    registry::{GatewayRecord, HookKind, Subscribed, Table, Waiting},
    session::NamespaceContext,
    sorted::SortedMap,
    watchdog::{Kind, Watched},
};

/// How many messages of one socket may be in work, unless its gateways decide otherwise.
const MAX_IN_FLIGHT: usize = 1_024;
/// How many messages of the greatest length the `auth` may have that a client has sent for all its namespaces.
const MESSAGES_OF_AUTH: usize = 4;

/// The runtimes of an endpoint, in the order of their namespaces' names.
pub(super) fn runtimes(planned: &PlannedEndpoint, common: &Common) -> Vec<Arc<NamespaceRuntime>> {
    let mut runtimes: SortedMap<&'static str, NamespaceRuntime> = SortedMap::new();
    // Clients of Engine.IO 3 are in the namespace `/` before they can enter another.
    #[cfg(feature = "v3")]
    runtimes.get_or_insert_with("/", || empty("/", planned, common));
    for gateway in &planned.gateways {
        let namespace = gateway.options.namespace;
        let runtime = runtimes.get_or_insert_with(namespace, || empty(namespace, planned, common));
        // The check has found that the gateways of a namespace agree on these options.
        if let Some(ordering) = gateway.options.ordering {
            runtime.ordering = ordering;
        }
        if let Some(max_in_flight) = gateway.options.max_in_flight {
            runtime.max_in_flight = max_in_flight;
        }
        if let Some(ignores) = gateway.options.ignore_unknown_events {
            runtime.ignores_unknown_events = ignores;
        }
        runtime.members.push(member(gateway, common));
    }
    for handler in &planned.handlers {
        if let Some(runtime) = runtimes.get_mut(&handler.gateway.options.namespace) {
            subscribe(runtime, handler, common);
        }
    }
    let runtimes = runtimes.into_iter();
    let runtimes = runtimes.map(|(name, mut runtime)| {
        guard_unknown_events(&mut runtime, common);
        runtime.guards = connection_guards(name, planned, common);
        Arc::new(runtime)
    });
    runtimes.collect()
}

fn empty(name: &'static str, planned: &PlannedEndpoint, common: &Common) -> NamespaceRuntime {
    NamespaceRuntime {
        context: Arc::new(NamespaceContext {
            name,
            max_waiting_answers: common.options.max_waiting_answers,
            heartbeat: planned.settings.heartbeat(),
            lifecycle: Arc::clone(&common.lifecycle),
            errors: common.errors.clone(),
            #[cfg(feature = "metrics")]
            metrics: common.lifecycle.metrics_of(name),
            blocking: Arc::clone(&common.blocking),
            providers: Arc::clone(&common.providers),
            served: OnceLock::new(),
        }),
        members: Vec::new(),
        table: Table::default(),
        guards: ConnectionGuards::default(),
        connection_span: common.options.connection_span.clone(),
        max_auth: planned
            .settings
            .max_payload
            .saturating_mul(MESSAGES_OF_AUTH),
        ordering: Ordering::Start,
        max_in_flight: MAX_IN_FLIGHT,
        ignores_unknown_events: common.options.ignores_unknown_events,
        unknown_events: LineLimit::default(),
    }
}

/// A gateway with its hooks.
fn member(gateway: &GatewayRecord, common: &Common) -> Member {
    let mut member = Member {
        name: gateway.name,
        connection: None,
        disconnect: None,
        filters: common.enhancers.filters_of_hooks(gateway),
        target: Arc::new(common.enhancers.target_of_gateway(gateway)),
        connecting: Waiting::default(),
        leaving: Waiting::default(),
        server_events: Vec::new(),
    };
    let hooks = common.hooks.iter();
    for hook in hooks.filter(|hook| (hook.gateway.gateway)() == (gateway.gateway)()) {
        match &hook.record.kind {
            HookKind::Init(_)
            | HookKind::Shutdown(_)
            | HookKind::Interval(..)
            | HookKind::Event(_) => {}
            HookKind::ServerEvent(event, bind) => {
                let run = common.instance(gateway).and_then(bind);
                let run = run.map(|run| watched(run, "a server event", hook, common));
                member.server_events.extend(run.map(|run| ServerEventHook {
                    event,
                    name: format!("{} (server event)", hook.name()).into(),
                    run,
                }));
            }
            HookKind::Connection(bind) => {
                let run = common.instance(gateway).and_then(bind);
                let run = run.map(|run| watched(run, "a connection hook", hook, common));
                member.connection = run;
            }
            HookKind::Disconnect(bind) => {
                let run = common.instance(gateway).and_then(bind);
                let run = run.map(|run| watched(run, "a disconnect hook", hook, common));
                member.disconnect = run;
            }
        }
    }
    member
}

fn subscribe(runtime: &mut NamespaceRuntime, handler: &NamedHandler, common: &Common) {
    let NamedHandler {
        gateway,
        record,
        event,
    } = handler;
    let Some(bound) = common.instance(gateway).and_then(record.bind) else {
        return;
    };
    let timeout = record.timeout.or(gateway.options.timeout);
    let (bound, timeout) = common.enhancers.layers(handler).around(bound, timeout);
    let name = format!("{}::{}", gateway.name, record.method);
    let label = match record.event {
        Subscribed::Fallback => EventLabel::Fallback,
        _ => EventLabel::Declared(event.as_str()),
    };
    let namespace = Some(gateway.options.namespace);
    let watched = common.watchdog().watch(Kind::Handler, &name, namespace);
    let subscriber = subscriber(&runtime.context, label, name, watched, bound, timeout);
    match record.event {
        Subscribed::Fallback => runtime.table.set_fallback(gateway.name, subscriber),
        _ => runtime
            .table
            .insert(gateway.name, event.clone(), subscriber),
    }
}

/// Lets messages that nobody handles pass the limits and guards of the app too, and be measured.
fn guard_unknown_events(runtime: &mut NamespaceRuntime, common: &Common) {
    let layers = common.enhancers.layers_of_unknown_events();
    if layers.is_empty() && !is_measured(&runtime.context) {
        return;
    }
    let (handler, timeout) = layers.around(Box::new(UnknownEvent), None);
    let name = "an event without handler".to_owned();
    let subscriber = subscriber(
        &runtime.context,
        EventLabel::Unknown,
        name,
        Watched::default(),
        handler,
        timeout,
    );
    runtime.table.set_unknown(subscriber);
}

/// The guards that a client of a namespace passes before its CONNECT.
fn connection_guards(
    namespace: &str,
    planned: &PlannedEndpoint,
    common: &Common,
) -> ConnectionGuards {
    let gateways = planned.gateways.iter().copied();
    let gateways: Vec<&GatewayRecord> = gateways
        .filter(|gateway| gateway.options.namespace == namespace)
        .collect();
    if gateways.is_empty() {
        // The root namespace that clients of Engine.IO 3 pass through.
        return ConnectionGuards::default();
    }
    let timeouts = gateways
        .iter()
        .filter_map(|gateway| gateway.options.timeout);
    // A guard that does not end would else hold its client until the client gives up.
    let timeout = timeouts.min().unwrap_or(planned.settings.connect_timeout);
    let mut guards = common.enhancers.connection_guards(&gateways);
    for guard in &mut guards {
        let kind = Kind::Other("a guard of connections");
        guard.watched = common.watchdog().watch(
            kind,
            &guard.name,
            gateways.first().map(|gateway| gateway.options.namespace),
        );
    }
    ConnectionGuards::new(guards, timeout)
}
