//! `Call` is one call of a method, as the enhancers around the method see it.

use std::{
    any::{Any, TypeId},
    sync::Arc,
};

use serde::de::DeserializeOwned;

use super::{CallContext, Target};
use crate::{
    error::WsError,
    extract::{HasGiven, taken},
    handles::{Handshake, Socket},
    message::Message,
    protocol::Packet,
    reply::{Extra, Pattern, Route},
    wire::{ArgumentReader, event_of},
};

/// One call of a method, or one connection of a client: NestJS's `ExecutionContext`. It is a parameter of a
/// `#[guard]`, an `#[interceptor]` or a `#[filter]`, and what the traits [`Guard`](crate::Guard),
/// [`Interceptor`](crate::Interceptor) and [`Filter`](crate::Filter) get. Cloning is cheap.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[interceptor]
/// async fn logged(call: Call, next: Next) -> Result<Outcome, Failure> {
///     let outcome = next.run().await;
///     println!("{:?} of {}: {}", call.event(), call.socket().id(), outcome.is_ok());
///     outcome
/// }
/// ```
#[derive(Clone)]
pub struct Call {
    socket: Socket,
    target: Arc<Target>,
    message: Option<Called>,
}

/// What a call before a message has, and a connection has not.
#[derive(Clone)]
struct Called {
    pattern: Pattern,
    packet: Option<Packet>,
    extra: Option<Arc<Extra>>,
    acknowledgement: Option<i64>,
}

impl Call {
    pub(super) fn of_message(message: &Message, target: &Arc<Target>) -> Self {
        let mut call = Self::of_route(message.route(), target);
        if let Some(called) = &mut call.message {
            called.packet = Some(message.packet().clone());
        }
        call
    }

    /// The packet is there if it was kept.
    pub(super) fn of_route(route: &Route, target: &Arc<Target>) -> Self {
        let kept = route.extra.as_deref();
        Self {
            socket: route.socket(),
            target: Arc::clone(target),
            message: Some(Called {
                pattern: route.pattern.clone(),
                packet: kept.and_then(|extra| extra.packet.clone()),
                extra: route.extra.clone(),
                acknowledgement: route.wanted_acknowledgement(),
            }),
        }
    }

    pub(super) fn of_connection(socket: Socket, target: &Arc<Target>) -> Self {
        Self {
            socket,
            target: Arc::clone(target),
            message: None,
        }
    }

    /// The name of the gateway. It is `None` for a global guard when a client connects, and for an event that no
    /// method handles.
    #[must_use]
    pub fn gateway(&self) -> Option<&'static str> {
        self.target.gateway
    }

    /// The name of the method: NestJS's `getHandler().name`. It is `None` when a client connects, and for an event
    /// that no method handles.
    #[must_use]
    pub fn method(&self) -> Option<&'static str> {
        self.target.method
    }

    /// The event; `None` when a client connects.
    #[must_use]
    pub fn event(&self) -> Option<&str> {
        let called = self.message.as_ref()?;
        Some(called.pattern.as_str())
    }

    /// The client: NestJS's `switchToWs().getClient()`.
    #[must_use]
    pub fn socket(&self) -> &Socket {
        &self.socket
    }

    /// The request with which the client connected, and what the client has sent as `auth`.
    #[must_use]
    pub fn handshake(&self) -> Handshake {
        self.socket.handshake()
    }

    /// Whether the client waits for an acknowledgement.
    #[must_use]
    pub fn wants_acknowledgement(&self) -> bool {
        let called = self.message.as_ref();
        called.is_some_and(|called| called.acknowledgement.is_some())
    }

    /// The metadata of type `T`: that of the method, else that of its gateway. See
    /// [`set_metadata`](macro@crate::set_metadata).
    #[must_use]
    pub fn metadata<T: 'static>(&self) -> Option<&T> {
        self.target.metadata(TypeId::of::<T>())?.downcast_ref()
    }

    /// All metadata of type `T`: that of the method, then that of its gateway. NestJS's
    /// `Reflector.getAllAndMerge`.
    #[must_use]
    pub fn metadata_all<T: 'static>(&self) -> Vec<&T> {
        let all = self.target.all_metadata(TypeId::of::<T>());
        all.filter_map(|metadata| metadata.downcast_ref()).collect()
    }

    /// A clone of the value of type `T` that a guard gave: before this message, or else when the client connected.
    #[must_use]
    pub fn given<T: Clone + 'static>(&self) -> Option<T> {
        taken(self)
    }

    /// Decodes the first argument of the message: NestJS's `switchToWs().getData()`. Enhancers run before the
    /// method's own body is decoded, so the client's data may be anything: a body of another type is an error of
    /// this method, and not of the message.
    ///
    /// # Errors
    /// The argument is missing or does not decode. When a client connects, there is no message.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, WsError> {
        let called = self.message.as_ref();
        let Some((called, packet)) =
            called.and_then(|called| Some((called, called.packet.as_ref()?)))
        else {
            return Err(WsError::internal("there is no message to read"));
        };
        let mut arguments = ArgumentReader::at(event_of(packet).1);
        let body = arguments.next(packet);
        body.map_err(|what| what.in_event(called.pattern.as_str()))
    }

    /// Lets the function of an enhancer take its parameters from this call. A message that it reads has the same
    /// content, and nobody gets an answer to it.
    pub(super) fn with_context<R>(&self, start: impl FnOnce(&mut CallContext<'_>) -> R) -> R {
        match self.unanswered_message() {
            Some(mut message) => start(&mut CallContext::of_message(&mut message, &self.target)),
            None => start(&mut CallContext::of_connection(&self.socket, &self.target)),
        }
    }

    /// A message with the same content, of which nobody gets an answer; `None` when a client connects.
    fn unanswered_message(&self) -> Option<Message> {
        let called = self.message.as_ref()?;
        let packet = called.packet.clone()?;
        Some(Message::unanswered(
            Route::new(
                self.socket.raw().clone(),
                Arc::clone(self.socket.session()),
                None,
                called.pattern.clone(),
                called.extra.clone(),
            ),
            packet,
        ))
    }
}

impl HasGiven for Call {
    fn given(&self, of: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
        let extra = self
            .message
            .as_ref()
            .and_then(|called| called.extra.as_deref());
        let before_message = extra.and_then(|extra| extra.given(of));
        before_message.or_else(|| self.socket.session().user_data().given(of))
    }
}
