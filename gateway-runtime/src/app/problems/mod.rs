//! What is wrong with the declarations of the chosen gateways, apart from fields that are missing.

mod patterns;
mod requirements;

use std::any::TypeId;

pub(super) use patterns::patterns;
pub(super) use requirements::requirements;

use super::builder::Asked;
use crate::{
    place::place,
    registry::{EventName, GatewayRecord, HandlerRecord, HookRecord},
    sorted::SortedMap,
};

/// Two gateways that share a namespace have to agree on what belongs to the namespace.
pub(super) fn contradictions(gateways: &[&GatewayRecord]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut by_namespace: SortedMap<&str, Vec<&GatewayRecord>> = SortedMap::new();
    for gateway in gateways {
        by_namespace
            .get_or_insert_with(gateway.options.namespace, Vec::new)
            .push(gateway);
    }
    for (namespace, sharing) in by_namespace {
        let mut clash = |option: &str, first: &GatewayRecord, second: &GatewayRecord| {
            problems.push(format!(
                "`{}` ({}) and `{}` ({}) share the namespace `{namespace}` and contradict each other \
                 in `{option}`; write the same value on both, or on one of them only",
                first.name,
                place(first.place),
                second.name,
                place(second.place),
            ));
        };
        if let Some((first, second)) = contradiction(&sharing, |options| options.ordering) {
            clash("ordering", first, second);
        }
        if let Some((first, second)) = contradiction(&sharing, |options| options.max_in_flight) {
            clash("max_in_flight", first, second);
        }
    }
    problems
}

/// The first two that give the option different values; one that does not give it agrees with all.
fn contradiction<'a, T: PartialEq>(
    gateways: &[&'a GatewayRecord],
    option: impl Fn(&crate::gateway::GatewayOptions) -> Option<T>,
) -> Option<(&'a GatewayRecord, &'a GatewayRecord)> {
    let mut given = gateways
        .iter()
        .filter(|gateway| option(&gateway.options).is_some());
    let first = given.next()?;
    let second = given.find(|gateway| option(&gateway.options) != option(&first.options))?;
    Some((first, second))
}

/// Two handlers for one event of a namespace: on Node both would run and the first to answer would
/// win.
pub(super) fn clashes<'a>(
    handlers: impl Iterator<Item = (&'a GatewayRecord, &'a HandlerRecord, String)>,
) -> Vec<String> {
    let mut by_event: SortedMap<(&str, String), Vec<(&GatewayRecord, &HandlerRecord)>> =
        SortedMap::new();
    for (gateway, handler, event) in handlers {
        by_event
            .get_or_insert_with((gateway.options.namespace, event), Vec::new)
            .push((gateway, handler));
    }
    by_event
        .into_iter()
        .filter(|(_, subscribers)| subscribers.len() > 1)
        .map(|((namespace, event), subscribers)| {
            let what = match subscribers.first() {
                Some((
                    _,
                    HandlerRecord {
                        event: EventName::Fallback,
                        ..
                    },
                )) => "the fallback".to_owned(),
                _ => format!("the event `{event}`"),
            };
            let who: Vec<String> = subscribers
                .iter()
                .map(|(gateway, handler)| {
                    format!(
                        "`{}::{}` ({})",
                        gateway.name,
                        handler.method,
                        place(handler.place)
                    )
                })
                .collect();
            format!(
                "{what} of the namespace `{namespace}` has {} handlers: {}; keep one",
                who.len(),
                who.join(" and ")
            )
        })
        .collect()
}

/// Names that socket.io keeps for itself, which a method's name can become by `rename_all`. Written
/// names are checked by the macros.
pub(super) fn reserved_names<'a>(
    handlers: impl Iterator<Item = (&'a GatewayRecord, &'a HandlerRecord, String)>,
) -> Vec<String> {
    const RESERVED: [&str; 7] = [
        "connect",
        "connect_error",
        "disconnect",
        "disconnecting",
        "exception",
        "newListener",
        "removeListener",
    ];
    handlers
        .filter(|(_, _, event)| RESERVED.contains(&event.as_str()))
        .map(|(gateway, handler, event)| {
            format!(
                "the event of `{}::{}` ({}) is `{event}`, which is reserved; name another in its attribute",
                gateway.name,
                handler.method,
                place(handler.place)
            )
        })
        .collect()
}

/// A second hook of a kind in another block of the same gateway.
pub(super) fn double_hooks<'a>(
    hooks: impl Iterator<Item = (&'a GatewayRecord, &'a HookRecord)>,
) -> Vec<String> {
    // By type: there may be several of one name.
    let mut by_kind: SortedMap<(&str, TypeId, &str), Vec<&HookRecord>> = SortedMap::new();
    for (gateway, hook) in hooks {
        let kind = (gateway.name, (gateway.gateway)(), hook.kind.attribute());
        by_kind.get_or_insert_with(kind, Vec::new).push(hook);
    }
    by_kind
        .into_iter()
        .filter(|(_, hooks)| hooks.len() > 1)
        .map(|((gateway, _, attribute), hooks)| {
            let methods: Vec<String> = hooks
                .iter()
                .map(|hook| format!("`{}` ({})", hook.method, place(hook.place)))
                .collect();
            format!(
                "`{gateway}` has {} methods marked `#[{attribute}]`: {}; keep one",
                hooks.len(),
                methods.join(" and ")
            )
        })
        .collect()
}

/// Handles that were asked for and would never run.
pub(super) fn absent_servers(asked_for: &[Asked], present: impl Fn(TypeId) -> bool) -> Vec<String> {
    asked_for
        .iter()
        .filter(|asked| !present(asked.gateway))
        .map(|asked| {
            format!(
                "a `Server<{0}>` was asked for ({1}), and `{0}` is not in the app; add it to `only`",
                asked.name,
                place(asked.place)
            )
        })
        .collect()
}
