//! `UnknownEvent` answers a message whose event nobody handles, or ignores it.

use std::sync::Arc;

use super::Inbox;
use crate::{
    error::{Failure, FailureKind, WsError},
    message::{BoundHandler, Message},
    mistakes::{Quoted, alternatives},
    reply::{AfterCall, Work},
};

/// The handler of all events that no method handles, behind the global limits and guards.
pub(crate) struct UnknownEvent;

impl BoundHandler for UnknownEvent {
    fn start(&self, message: Message) -> Work {
        let socket = message.socket();
        Work::ready(match socket.raw().attached::<Arc<Inbox>>() {
            Some(inbox) => answer(&inbox, message),
            None => AfterCall::nothing(),
        })
    }
}

/// Refuses the event, or ignores it where its namespace or the app says so.
#[cold]
pub(super) fn answer(inbox: &Inbox, message: Message) -> AfterCall {
    if inbox.runtime.ignores_unknown_events {
        ignore(inbox, message);
        return AfterCall::nothing();
    }
    refuse(inbox, message)
}

/// Tells the log alone.
fn ignore(inbox: &Inbox, message: Message) {
    let runtime = &inbox.runtime;
    if tracing::enabled!(tracing::Level::DEBUG) && runtime.unknown_events.is_due() {
        let event = message.event();
        tracing::debug!(
            socket = %message.socket().id(),
            "the event {} is ignored, since no gateway of the namespace {} handles it{}",
            Quoted(event),
            runtime.context.name,
            alternatives(event, "event", &runtime.table.events()),
        );
    }
    message.into_reply().release();
}

/// Tells the client that nobody handles the event, and the log which events there are.
fn refuse(inbox: &Inbox, message: Message) -> AfterCall {
    let event = message.event();
    let error = WsError::not_found(format!("no handler for the event `{event}`"));
    let runtime = &inbox.runtime;
    let failure = Failure::new(error, FailureKind::UnknownEvent);
    if tracing::enabled!(tracing::Level::DEBUG) {
        // The events that exist are looked up and named for the first lines of a minute alone.
        let alternatives = if runtime.unknown_events.is_due() {
            alternatives(event, "event", &runtime.table.events())
        } else {
            String::new()
        };
        tracing::debug!(
            socket = %message.socket().id(),
            "no gateway of the namespace {} handles the event {}{alternatives}",
            runtime.context.name,
            Quoted(event),
        );
    }
    // A line of the refusal would have the name as the client sent it, however long that is.
    message.into_reply().fail_with_line(failure)
}
