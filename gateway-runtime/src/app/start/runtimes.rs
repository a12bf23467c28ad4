//! `runtimes` merges the gateways of each namespace of an endpoint into one runtime.

use std::sync::{Arc, OnceLock};

use super::common::Common;
use crate::{
    app::plan::{NamedHandler, PlannedEndpoint},
    dispatch::{Member, NamespaceRuntime},
    gateway::Ordering,
    mistakes::LineLimit,
    registry::{AnyGateway, GatewayRecord, HookKind, Subscribed, Subscriber, Table, Waiting},
    session::NamespaceContext,
    sorted::SortedMap,
};

/// How many messages of one socket may be in work, unless its gateways decide otherwise.
const MAX_IN_FLIGHT: usize = 1_024;

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
        runtime.members.push(member(gateway, common));
    }
    for handler in &planned.handlers {
        if let Some(runtime) = runtimes.get_mut(&handler.gateway.options.namespace) {
            subscribe(&mut runtime.table, handler, common);
        }
    }
    let runtimes = runtimes.into_iter();
    runtimes.map(|(_, runtime)| Arc::new(runtime)).collect()
}

fn empty(name: &'static str, planned: &PlannedEndpoint, common: &Common) -> NamespaceRuntime {
    NamespaceRuntime {
        context: Arc::new(NamespaceContext {
            name,
            max_waiting_answers: common.options.max_waiting_answers,
            heartbeat: planned.settings.heartbeat(),
            lifecycle: Arc::clone(&common.lifecycle),
            errors: common.errors.clone(),
            providers: Arc::clone(&common.providers),
            served: OnceLock::new(),
        }),
        members: Vec::new(),
        table: Table::default(),
        ordering: Ordering::Start,
        max_in_flight: MAX_IN_FLIGHT,
        unknown_events: LineLimit::default(),
    }
}

/// A gateway with its hooks.
fn member(gateway: &GatewayRecord, common: &Common) -> Member {
    let mut member = Member {
        name: gateway.name,
        connection: None,
        disconnect: None,
        connecting: Waiting::default(),
        leaving: Waiting::default(),
    };
    let hooks = common.hooks.iter();
    for hook in hooks.filter(|hook| (hook.gateway.gateway)() == (gateway.gateway)()) {
        match &hook.record.kind {
            HookKind::Init(_) => {}
            HookKind::Connection(bind) => {
                member.connection = instance(gateway, common).and_then(bind);
            }
            HookKind::Disconnect(bind) => {
                member.disconnect = instance(gateway, common).and_then(bind);
            }
        }
    }
    member
}

fn subscribe(table: &mut Table, handler: &NamedHandler, common: &Common) {
    let NamedHandler {
        gateway,
        record,
        event,
    } = handler;
    let Some(bound) = instance(gateway, common).and_then(record.bind) else {
        return;
    };
    let subscriber = Subscriber {
        handler: bound,
        timeout: record.timeout.or(gateway.options.timeout),
        name: format!("{}::{}", gateway.name, record.method),
        waiting: Waiting::default(),
    };
    match record.event {
        Subscribed::Fallback => table.set_fallback(gateway.name, subscriber),
        _ => table.insert(gateway.name, event.clone(), subscriber),
    }
}

fn instance(gateway: &GatewayRecord, common: &Common) -> Option<AnyGateway> {
    common.instances.get(&(gateway.gateway)()).cloned()
}
