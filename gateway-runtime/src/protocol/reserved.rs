//! `is_reserved` tells the names that are not for events of an application.

/// Whether `event` is one of Socket.IO's own: a client ends its connection when it is sent an event of that name, and
/// `emit` on Node throws an error.
#[inline]
pub(crate) fn is_reserved(event: &str) -> bool {
    matches!(
        event,
        "connect"
            | "connect_error"
            | "disconnect"
            | "disconnecting"
            | "newListener"
            | "removeListener"
    )
}

/// Whether servers of Node would take the event `event` of another server for one of their own: their listeners to it end
/// the process, and so does an `error` without a listener.
pub(super) fn is_reserved_between_servers(event: &str) -> bool {
    matches!(event, "connect" | "connection" | "new_namespace" | "error")
}
