//! Merging the gateways of each namespace into one runtime.

use std::{
    any::TypeId,
    collections::HashMap,
    sync::{Arc, OnceLock},
    time::Duration,
};

use crate::{
    dispatch::{Member, NamespaceRuntime},
    gateway::Ordering,
    providers::Providers,
    registry,
    registry::{
        AnyGateway, EventName, GatewayRecord, HandlerRecord, HookKind, HookRecord, Subscriber,
        Table, Waiting,
    },
    reply::Pattern,
    session::{DynamicLimits, ErrorPolicy, Lifecycle, NamespaceContext},
    sorted::SortedMap,
};

/// How many messages of one socket may be in work, if its gateways do not say.
const MAX_IN_FLIGHT: usize = 1_024;

/// A subscription whose event name is decided.
pub(super) struct NamedHandler {
    pub(super) gateway: &'static GatewayRecord,
    pub(super) record: &'static HandlerRecord,
    pub(super) event: Pattern,
}

/// The subscriptions of the chosen gateways.
pub(super) fn handlers_of(gateways: &[&'static GatewayRecord]) -> Vec<NamedHandler> {
    registry::handlers()
        .into_iter()
        .filter_map(|record| {
            let gateway = owner(gateways, record.gateway)?;
            let event = match record.event {
                EventName::Literal(name) => Pattern::Literal(name),
                EventName::Fallback => Pattern::Literal(""),
                EventName::Method => match gateway.options.rename_all {
                    None => Pattern::Literal(record.method),
                    Some(casing) => Pattern::Cased(casing.apply(record.method).into()),
                },
            };
            Some(NamedHandler {
                gateway,
                record,
                event,
            })
        })
        .collect()
}

/// The hooks of the chosen gateways, in the gateways' name order.
pub(super) fn hooks_of(
    gateways: &[&'static GatewayRecord],
) -> Vec<(&'static GatewayRecord, &'static HookRecord)> {
    let hooks = registry::hooks();
    gateways
        .iter()
        .flat_map(|gateway| {
            hooks
                .iter()
                .filter(|hook| (hook.gateway)() == (gateway.gateway)())
                .map(|hook| (*gateway, *hook))
        })
        .collect()
}

fn owner(
    gateways: &[&'static GatewayRecord],
    gateway: fn() -> TypeId,
) -> Option<&'static GatewayRecord> {
    gateways
        .iter()
        .find(|record| (record.gateway)() == gateway())
        .copied()
}

/// What all namespaces of an app have in common.
pub(super) struct Common {
    pub(super) lifecycle: Arc<Lifecycle>,
    pub(super) errors: ErrorPolicy,
    pub(super) providers: Arc<Providers>,
    pub(super) max_waiting_answers: usize,
    pub(super) dynamic: Arc<DynamicLimits>,
}

/// One runtime for each namespace of a server whose clients have this heartbeat, by name. The declarations
/// were checked before.
pub(super) fn merge(
    gateways: &[&'static GatewayRecord],
    instances: &HashMap<TypeId, AnyGateway>,
    handlers: Vec<NamedHandler>,
    hooks: &[(&'static GatewayRecord, &'static HookRecord)],
    common: &Common,
    heartbeat: Duration,
) -> Vec<Arc<NamespaceRuntime>> {
    let instance = |gateway: &GatewayRecord| instances.get(&(gateway.gateway)()).cloned();
    let empty = |name: &'static str| NamespaceRuntime {
        context: Arc::new(NamespaceContext {
            name,
            max_waiting_answers: common.max_waiting_answers,
            heartbeat,
            lifecycle: Arc::clone(&common.lifecycle),
            errors: common.errors.clone(),
            providers: Arc::clone(&common.providers),
            served: OnceLock::new(),
        }),
        members: Vec::new(),
        table: Table::default(),
        ordering: Ordering::Start,
        max_in_flight: MAX_IN_FLIGHT,
    };
    let mut runtimes: SortedMap<&'static str, NamespaceRuntime> = SortedMap::new();
    // Clients of Engine.IO 3 need it.
    #[cfg(feature = "v3")]
    runtimes.get_or_insert_with("/", || empty("/"));
    for gateway in gateways {
        let namespace = gateway.options.namespace;
        let runtime = runtimes.get_or_insert_with(namespace, || empty(namespace));
        if let Some(ordering) = gateway.options.ordering {
            runtime.ordering = ordering;
        }
        if let Some(max_in_flight) = gateway.options.max_in_flight {
            runtime.max_in_flight = max_in_flight;
        }
        let mut member = Member {
            name: gateway.name,
            connection: None,
            disconnect: None,
            connecting: Waiting::default(),
            leaving: Waiting::default(),
        };
        for (_, hook) in hooks
            .iter()
            .filter(|(owner, _)| (owner.gateway)() == (gateway.gateway)())
        {
            match &hook.kind {
                HookKind::Init(_) => {}
                HookKind::Connection(bind) => member.connection = instance(gateway).and_then(bind),
                HookKind::Disconnect(bind) => member.disconnect = instance(gateway).and_then(bind),
            }
        }
        runtime.members.push(member);
    }
    for NamedHandler {
        gateway,
        record,
        event,
    } in handlers
    {
        let Some(runtime) = runtimes.get_mut(&gateway.options.namespace) else {
            continue;
        };
        let Some(handler) = instance(gateway).and_then(record.bind) else {
            continue;
        };
        let subscriber = Subscriber {
            handler,
            timeout: record.timeout.or(gateway.options.timeout),
            name: format!("{}::{}", gateway.name, record.method),
            waiting: Waiting::default(),
        };
        match record.event {
            EventName::Fallback => runtime.table.set_fallback(gateway.name, subscriber),
            _ => runtime.table.insert(gateway.name, event, subscriber),
        }
    }
    runtimes
        .into_iter()
        .map(|(_, runtime)| Arc::new(runtime))
        .collect()
}
