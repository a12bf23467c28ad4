//! `refuse` answers a message whose event nobody handles.

use super::Inbox;
use crate::{
    error::WsError,
    message::Message,
    mistakes::{Quoted, alternatives},
};

/// Tells the client that nobody handles the event, and the log which events there are.
#[cold]
pub(super) fn refuse(inbox: &Inbox, message: Message) {
    let event = message.event();
    let error = WsError::not_found(format!("no handler for the event `{event}`"));
    let runtime = &inbox.runtime;
    if tracing::enabled!(tracing::Level::DEBUG) && runtime.unknown_events.is_due() {
        tracing::debug!(
            socket = %message.socket().id(),
            "no gateway of the namespace {} handles the event {}{}",
            runtime.context.name,
            Quoted(event),
            alternatives(event, "event", &runtime.table.events()),
        );
        message.into_reply().fail_with_line(error);
    } else {
        message.into_reply().fail(error);
    }
}
