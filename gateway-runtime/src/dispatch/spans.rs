//! `begin_connection` and `of_message` make the spans of connections and of messages, for whoever collects traces. A span that
//! nobody collects is not made.

use std::sync::Arc;

use tracing::{Level, Span, debug_span, field::Empty, level_enabled};

use super::{Inbox, NamespaceRuntime};
use crate::{
    handles::Handshake, message::Message, panics::called, protocol::RawSocket,
    registry::Subscriber, session::Session,
};

/// Gives a socket its span: that of the app, or else `connection` at DEBUG.
pub(super) fn begin_connection(
    runtime: &NamespaceRuntime,
    session: &Arc<Session>,
    socket: &RawSocket,
) {
    let span = match &runtime.connection_span {
        Some(make) => {
            let handshake = Handshake::new(socket.clone(), Arc::clone(session));
            called(|| make(&handshake)).unwrap_or_else(|panic| {
                tracing::error!(panic, "what makes the span of a connection panicked");
                Span::none()
            })
        }
        None if level_enabled!(Level::DEBUG) => debug_span!(
            "connection",
            namespace = session.namespace().path(),
            socket = %socket.id(),
        ),
        None => return,
    };
    session.begin_span(span);
}

/// The span of a message, at DEBUG, which its answer completes with the outcome.
#[inline]
pub(super) fn of_message(inbox: &Inbox, subscriber: &Subscriber, message: &mut Message) -> Span {
    if !level_enabled!(Level::DEBUG) {
        return Span::none();
    }
    begin_message(inbox, subscriber, message)
}

#[cold]
fn begin_message(inbox: &Inbox, subscriber: &Subscriber, message: &mut Message) -> Span {
    let session = &inbox.session;
    let span = debug_span!(
        parent: &session.span(),
        "message",
        namespace = session.namespace().path(),
        event = message.event(),
        handler = subscriber.name,
        socket = %message.route().socket.id(),
        outcome = Empty,
    );
    if !span.is_disabled() {
        message.trace(&span);
    }
    span
}
