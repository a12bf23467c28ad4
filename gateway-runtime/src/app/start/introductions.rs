//! `introductions` are what the start-up log says of the gateways of an endpoint.

use super::common::Common;
use crate::{
    app::{
        endpoint::Introduction,
        plan::{GatewayHook, PlannedEndpoint},
    },
    registry::{GatewayRecord, HookKind, Subscribed},
};

/// One for each gateway, in the order of their names.
pub(super) fn introductions(planned: &PlannedEndpoint, common: &Common) -> Vec<Introduction> {
    let gateways = planned.gateways.iter();
    gateways
        .map(|gateway| introduction(gateway, planned, common))
        .collect()
}

fn introduction(
    gateway: &GatewayRecord,
    planned: &PlannedEndpoint,
    common: &Common,
) -> Introduction {
    let is_its = |owner: &GatewayRecord| (owner.gateway)() == (gateway.gateway)();
    let handlers = planned.handlers.iter();
    let (fallbacks, events): (Vec<_>, Vec<_>) = handlers
        .filter(|handler| is_its(handler.gateway))
        .partition(|handler| matches!(handler.record.event, Subscribed::Fallback));
    let hooks = common.hooks.iter();
    let (others, mut hooks): (Vec<_>, Vec<_>) = hooks
        .filter(|GatewayHook { gateway, .. }| is_its(gateway))
        .map(|hook| &hook.record.kind)
        .partition(|kind| kind.may_be_several());
    let is_timer = |kind: &&HookKind| matches!(kind, HookKind::Interval(..));
    let timers = others.iter().copied().filter(is_timer).count();
    // In the order in which they run, and not in that of the source.
    hooks.sort_unstable_by_key(|kind| kind.turn());
    // There may be several methods for events of other servers.
    hooks.dedup_by_key(|kind| kind.turn());
    Introduction {
        gateway: gateway.name,
        crate_name: gateway.crate_name(),
        namespace: gateway.options.namespace,
        events: events.len(),
        has_fallback: !fallbacks.is_empty(),
        hooks: hooks.into_iter().map(HookKind::name).collect(),
        timers,
        listeners: others.len() - timers,
    }
}
