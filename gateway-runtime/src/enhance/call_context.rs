//! `CallContext` is what the parameters of an enhancer's function are taken from.

use std::{
    any::{Any, TypeId},
    borrow::Borrow,
    sync::Arc,
};

use super::{Call, Target};
use crate::{
    error::WsError,
    extract::{HasGiven, HasSocket},
    handles::Socket,
    message::Message,
    reply::Route,
};

/// A call of a method, or a connection of a client, with the method that it is for.
pub struct CallContext<'a> {
    source: Source<'a>,
    target: &'a Arc<Target>,
}

enum Source<'a> {
    /// Before the method.
    Message(&'a mut Message),
    /// After the method, which has consumed the message.
    Route(&'a Route),
    /// When a client connects, or a hook of its connection has failed.
    Connection(&'a Socket),
}

impl<'a> CallContext<'a> {
    #[inline]
    pub(crate) fn of_message(message: &'a mut Message, target: &'a Arc<Target>) -> Self {
        let source = Source::Message(message);
        Self { source, target }
    }

    pub(crate) fn of_route(route: &'a Route, target: &'a Arc<Target>) -> Self {
        let source = Source::Route(route);
        Self { source, target }
    }

    pub(crate) fn of_connection(socket: &'a Socket, target: &'a Arc<Target>) -> Self {
        let source = Source::Connection(socket);
        Self { source, target }
    }

    /// The message, for what reads the message.
    ///
    /// # Errors
    /// There is no message: the macros and the start-up let nobody come here who needs one.
    pub fn message(&mut self) -> Result<&mut Message, WsError> {
        match &mut self.source {
            Source::Message(message) => Ok(message),
            Source::Route(_) | Source::Connection(_) => {
                Err(WsError::internal("there is no message to read"))
            }
        }
    }

    /// The call, for who keeps it.
    #[must_use]
    pub fn call(&self) -> Call {
        match &self.source {
            Source::Message(message) => Call::of_message(message, self.target),
            Source::Route(route) => Call::of_route(route, self.target),
            Source::Connection(socket) => Call::of_connection((*socket).clone(), self.target),
        }
    }

    pub(super) fn target(&self) -> &Target {
        self.target
    }
}

impl HasSocket for CallContext<'_> {
    fn socket(&self) -> impl Borrow<Socket> {
        match &self.source {
            Source::Message(message) => message.socket(),
            Source::Route(route) => route.socket(),
            Source::Connection(socket) => (*socket).clone(),
        }
    }
}

impl HasGiven for CallContext<'_> {
    fn given(&self, of: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
        match &self.source {
            Source::Message(message) => message.given(of),
            Source::Route(route) => route.given(of),
            Source::Connection(socket) => socket.session().user_data().given(of),
        }
    }
}
