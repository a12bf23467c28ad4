//! `clashing_events` and `reserved_events` find event names that a method cannot subscribe to.

use crate::{
    app::plan::NamedHandler, place::place, protocol::is_reserved, registry::Subscribed,
    sorted::SortedMap,
};

/// The event that carries errors to clients.
const EXCEPTION: &str = "exception";

/// Events of a namespace with two handlers: on Node both would run, and the first to answer would win.
pub(super) fn clashing_events(handlers: &[NamedHandler]) -> Vec<String> {
    let mut by_event: SortedMap<(&str, &str), Vec<&NamedHandler>> = SortedMap::new();
    for handler in handlers {
        let event = (handler.gateway.options.namespace, handler.event.as_str());
        by_event.get_or_insert_with(event, Vec::new).push(handler);
    }
    by_event
        .into_iter()
        .filter(|(_, subscribers)| subscribers.len() > 1)
        .map(|((namespace, event), subscribers)| {
            let what = match subscribers.first().map(|first| first.record.event) {
                Some(Subscribed::Fallback) => "the fallback".to_owned(),
                _ => format!("the event `{event}`"),
            };
            let who: Vec<String> = subscribers
                .iter()
                .map(|handler| {
                    format!(
                        "`{}::{}` ({})",
                        handler.gateway.name,
                        handler.record.method,
                        place(handler.record.place)
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

/// Reserved names, which a method's name can become by `rename_all`. The macros check the names that attributes
/// write.
pub(super) fn reserved_events(handlers: &[NamedHandler]) -> Vec<String> {
    handlers
        .iter()
        .filter(|handler| {
            let event = handler.event.as_str();
            is_reserved(event) || event == EXCEPTION
        })
        .map(|handler| {
            format!(
                "the event of `{}::{}` ({}) is `{}`, which is reserved; name another in its attribute",
                handler.gateway.name,
                handler.record.method,
                place(handler.record.place),
                handler.event.as_str(),
            )
        })
        .collect()
}
