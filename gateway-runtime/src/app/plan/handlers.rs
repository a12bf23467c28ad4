//! `NamedHandler` is a subscription whose event name is decided.

use std::any::TypeId;

use crate::{
    registry::{self, GatewayRecord, HandlerRecord, Subscribed},
    reply::Pattern,
};

/// A method that handles an event of its gateway.
#[derive(Clone)]
pub(crate) struct NamedHandler {
    pub(crate) gateway: &'static GatewayRecord,
    pub(crate) record: &'static HandlerRecord,
    /// The event's name; empty for the fallback.
    pub(crate) event: Pattern,
}

impl NamedHandler {
    /// The method: its gateway, and its name.
    pub(super) fn method(&self) -> (TypeId, &'static str) {
        ((self.gateway.gateway)(), self.record.method)
    }
}

/// The subscriptions of `gateways`, in the order of their places in the program.
pub(super) fn handlers_of(gateways: &[&'static GatewayRecord]) -> Vec<NamedHandler> {
    registry::handlers()
        .into_iter()
        .filter_map(|record| {
            let gateway = owner(gateways, record.gateway)?;
            let event = match record.event {
                Subscribed::Named(name) => Pattern::Literal(name),
                Subscribed::Fallback => Pattern::Literal(""),
                Subscribed::Method => match gateway.options.rename_all {
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

/// One subscription of each method: a method that subscribes to several events has a record for each.
pub(super) fn methods(handlers: &[NamedHandler]) -> impl Iterator<Item = &NamedHandler> {
    let mut seen = Vec::new();
    handlers.iter().filter(move |handler| {
        let method = handler.method();
        let is_new = !seen.contains(&method);
        if is_new {
            seen.push(method);
        }
        is_new
    })
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
