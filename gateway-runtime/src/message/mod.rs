//! `Message` is one message of a client, from which the parameters of its handler are taken.

mod body;
mod bound_handler;
mod invalid_field;
mod nothing_to_validate;
mod validate;
mod validation_mode;

use std::{
    any::{Any, TypeId},
    sync::Arc,
    time::Duration,
};

use serde::de::DeserializeOwned;
use tracing::Span;

pub use body::Body;
pub(crate) use body::Member;
pub(crate) use bound_handler::BoundHandler;
pub(crate) use invalid_field::InvalidField;
#[doc(hidden)]
pub use nothing_to_validate::NothingToValidate;
pub use validate::Validate;
#[doc(hidden)]
pub use validation_mode::{
    BodiesByType, BodyByType, BodyWithoutRules, ByType, OpenBody, PlainBody, Unchecked,
    UnvalidatedBody, Validated, ValidatedByGateway,
};

use crate::{
    error::WsError,
    handles::Socket,
    protocol::{Packet, RawSocket},
    reply::{AckReply, Extra, Pattern, Reply, Route},
    seldom::Seldom,
    session::{ErrorCause, GivenValue, Session},
    wire::{ArgumentReader, FieldNames, Undecodable, event_of},
};

/// One message of a client, as custom extractors see the message: see [`FromMessage`](crate::FromMessage).
pub struct Message {
    packet: Packet,
    arguments: ArgumentReader,
    reply: Reply,
}

impl Message {
    /// A message of the event `pattern`, whose name ends at `event_end` in the packet.
    #[inline]
    pub(crate) fn new(
        socket: RawSocket,
        session: Arc<Session>,
        pattern: Pattern,
        event_end: usize,
        packet: Packet,
        acknowledgement: Option<i64>,
    ) -> Self {
        let is_echoed = session.context().errors.cause == ErrorCause::PatternAndPayload;
        let extra = is_echoed.then(|| Arc::new(Extra::with_packet(packet.clone())));
        Self {
            packet,
            arguments: ArgumentReader::at(event_end),
            reply: Reply::new(Route::new(socket, session, acknowledgement, pattern, extra)),
        }
    }

    /// A message that nobody waits for.
    pub(crate) fn unanswered(route: Route, packet: Packet) -> Self {
        let mut reply = Reply::new(route);
        reply.forget();
        Self {
            arguments: ArgumentReader::at(event_of(&packet).1),
            packet,
            reply,
        }
    }

    /// The event's name.
    #[must_use]
    pub fn event(&self) -> &str {
        event_of(&self.packet).0
    }

    /// The socket that sent the message.
    #[must_use]
    pub fn socket(&self) -> Socket {
        self.reply.route().socket()
    }

    /// Whether the client passed a callback and so waits for an acknowledgement.
    #[must_use]
    pub fn wants_acknowledgement(&self) -> bool {
        self.reply.route().wanted_acknowledgement().is_some()
    }

    /// A clone of the value of type `T` that was provided to the app, for extractors of your own.
    #[must_use]
    pub fn provider<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        self.reply.route().session.context().providers.get()
    }

    /// A value that a guard gave: before this message, or else when the client connected.
    pub(crate) fn given(&self, of: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
        self.reply.route().given(of)
    }

    /// Keeps a value that a guard gave before this message.
    pub(crate) fn give(&mut self, value: GivenValue) {
        self.extra_mut().give(value);
    }

    /// Keeps what the client sent, for who reads it after the method.
    pub(crate) fn keep_packet(&mut self) {
        let packet = self.packet.clone();
        self.extra_mut().packet = Some(packet);
    }

    /// Lets the answer complete the span of this message.
    pub(crate) fn trace(&mut self, span: &Span) {
        self.extra_mut().span = Some(span.clone());
    }

    /// Lets somebody see the failures of this message.
    #[inline]
    pub(crate) fn watch(&mut self, watched: &Arc<Extra>) {
        let route = self.reply.route_mut();
        match &mut route.extra {
            None => route.extra = Some(Arc::clone(watched)),
            Some(extra) => Arc::make_mut(extra).filters.clone_from(&watched.filters),
        }
    }

    fn extra_mut(&mut self) -> &mut Extra {
        let route = self.reply.route_mut();
        Arc::make_mut(route.extra.get_or_insert_default())
    }

    /// What the client sent.
    pub(crate) fn packet(&self) -> &Packet {
        &self.packet
    }

    /// The way back to the client.
    pub(crate) fn route(&self) -> &Route {
        self.reply.route()
    }

    pub(crate) fn route_mut(&mut self) -> &mut Route {
        self.reply.route_mut()
    }

    /// Takes the next positional argument.
    pub(crate) fn next_argument<T: DeserializeOwned>(&mut self) -> Result<T, WsError> {
        let next = self.arguments.next(&self.packet);
        next.map_err(|what| self.undecodable(&what))
    }

    /// Goes back to the first argument, if any was taken: a guard leaves the message to the method as it was.
    #[inline]
    pub(crate) fn rewind(&mut self) {
        if self.arguments.taken() > 0 {
            self.arguments = ArgumentReader::at(event_of(&self.packet).1);
        }
    }

    /// Notes that the handler takes more than one argument, so that errors say which it is.
    pub(crate) fn expect_several_arguments(&mut self) {
        self.arguments.expect_several();
    }

    /// The error for an argument that does not decode.
    #[cold]
    fn undecodable(&self, what: &Undecodable) -> WsError {
        let event = self.reply.route().pattern.as_str();
        if !self.arguments.expects_several() {
            return what.in_event(event);
        }
        if what.is_unexpected_object_at_first() {
            warn_of_members(event);
        }
        what.in_event_with_several(event)
    }

    /// Decodes the member `key` of the first argument.
    pub(crate) fn body_key<T: DeserializeOwned>(&self, key: &str) -> Result<T, WsError> {
        let member = ArgumentReader::member(&self.packet, key);
        member.map_err(|what| what.in_event(self.reply.route().pattern.as_str()))
    }

    /// How many arguments were taken.
    pub(crate) fn arguments_taken(&self) -> usize {
        self.arguments.taken()
    }

    /// The client's names for the fields of the argument with this number, beginning with 0.
    pub(crate) fn names_of_argument<T: DeserializeOwned>(&self, number: usize) -> FieldNames {
        FieldNames::of_argument::<T>(&self.packet, number)
    }

    /// The client's names for the fields of the member `key` of the first argument.
    pub(crate) fn names_of_member<T: DeserializeOwned>(&self, key: &str) -> FieldNames {
        FieldNames::of_member::<T>(&self.packet, key)
    }

    /// The reply, which remains when all parameters are taken.
    pub(crate) fn into_reply(self) -> Reply {
        self.reply
    }

    /// Whether an `Ack` has the reply.
    #[inline]
    pub(crate) fn is_shared(&self) -> bool {
        self.reply.is_by_hand()
    }

    /// The reply for an `Ack`; `None` if the message has given it to another `Ack` already.
    pub(crate) fn share_reply(&mut self) -> Option<Arc<AckReply>> {
        self.reply.share()
    }
}

/// Says how to take the members of an object. The client is not told, since the attribute is no business of it.
fn warn_of_members(event: &str) {
    static HINT: Seldom = Seldom::new(Duration::from_mins(1));
    if HINT.is_due() {
        tracing::warn!(
            event,
            "a client sent an object as the first argument, and the handler takes several arguments, of which the \
             first is no object; if its parameters are members of that object, name them: `#[message_body(\"name\")]`"
        );
    }
}

/// The first argument of an undecoded packet; `None` if the argument does not decode.
#[cfg(feature = "__bench")]
pub(crate) fn first_argument<T: DeserializeOwned>(packet: &Packet) -> Option<T> {
    ArgumentReader::at(event_of(packet).1).next(packet).ok()
}
