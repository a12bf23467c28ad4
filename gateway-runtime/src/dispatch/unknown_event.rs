//! `UnknownEvent` answers a message whose event nobody handles.

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
            Some(inbox) => refuse(&inbox, message),
            None => AfterCall::nothing(),
        })
    }
}

/// Tells the client that nobody handles the event, and the log which events there are.
#[cold]
pub(super) fn refuse(inbox: &Inbox, message: Message) -> AfterCall {
    let event = message.event();
    let error = WsError::not_found(format!("no handler for the event `{event}`"));
    let runtime = &inbox.runtime;
    let failure = Failure::new(error, FailureKind::UnknownEvent);
    if tracing::enabled!(tracing::Level::DEBUG) && runtime.unknown_events.is_due() {
        tracing::debug!(
            socket = %message.socket().id(),
            "no gateway of the namespace {} handles the event {}{}",
            runtime.context.name,
            Quoted(event),
            alternatives(event, "event", &runtime.table.events()),
        );
        message.into_reply().fail_with_line(failure)
    } else {
        message.into_reply().fail(failure)
    }
}
