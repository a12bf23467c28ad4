//! One message of a client: its parts, before and while a handler takes them.

mod body;
mod member;
mod missing;
mod position;
mod tree;
mod undecodable;

use std::sync::Arc;

use socketioxide_core::Value;

pub use body::Body;
pub(crate) use missing::Missing;
use position::Position;

use crate::{
    adapter::RawSocket,
    dispatch::Session,
    error::WsError,
    registry::{Pattern, Subscription},
    reply::{Reply, Route, SharedReply},
    socket::Socket,
};

/// One message, as custom extractors see it: see [`FromMessage`](crate::FromMessage).
pub struct Message {
    value: Value,
    position: Position,
    reply: Reply,
    subscription: Option<Subscription>,
}

impl Message {
    /// A message and what the namespace's table says of its event.
    pub(crate) fn new(
        socket: Arc<RawSocket>,
        session: Arc<Session>,
        (pattern, subscription): (Pattern, Option<Subscription>),
        value: Value,
        acknowledgement: Option<i64>,
    ) -> Self {
        let position = Position::after_event(&value);
        Self {
            value,
            position,
            reply: Reply::new(Route {
                socket,
                session,
                acknowledgement,
                pattern,
            }),
            subscription,
        }
    }

    /// The event's name.
    #[must_use]
    pub fn event(&self) -> &str {
        event_of(&self.value).unwrap_or_default()
    }

    /// The socket that sent it.
    #[must_use]
    pub fn socket(&self) -> Socket {
        self.reply.route().socket()
    }

    /// Whether the client passed a callback, so that it waits for an acknowledgement.
    #[must_use]
    pub fn wants_acknowledgement(&self) -> bool {
        self.reply.route().acknowledgement.is_some()
    }

    /// The next positional argument.
    pub(crate) fn next_body<T: Body>(&mut self) -> Result<T, WsError> {
        let next = self.position.next(&self.value);
        next.map_err(|what| what.in_event(self.reply.route().pattern.as_str()))
    }

    /// The member `key` of the first argument.
    pub(crate) fn body_key<T: Body>(&self, key: &str) -> Result<T, WsError> {
        let member = Position::member(&self.value, key);
        member.map_err(|what| what.in_event(self.reply.route().pattern.as_str()))
    }

    /// Who handles it.
    pub(crate) fn subscription(&self) -> Option<Subscription> {
        self.subscription
    }

    /// What remains when all parameters are taken.
    pub(crate) fn into_reply(self) -> Reply {
        self.reply
    }

    /// The way to answer by hand.
    pub(crate) fn share_reply(&mut self) -> Option<Arc<SharedReply>> {
        self.reply.share()
    }
}

/// The event's name in an undecoded packet: the first string of the array. The protocol library has
/// checked that it is one and that it holds no escapes, so the next quote ends it.
pub(crate) fn event_of(value: &Value) -> Option<&str> {
    let text = value.as_str()?.as_str();
    let start = text.find('"')? + 1;
    let length = text.get(start..)?.find('"')?;
    text.get(start..start + length)
}
