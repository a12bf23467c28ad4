//! `Context` is what the parameters of a method are taken from: a message, or the context that a hook is called
//! with.

use std::borrow::Borrow as _;

use super::{
    EventContext, FromInit as _, FromSocket as _, HasSocket, InitContext, Inject,
    ServerEventContext, ShutdownContext,
};
use crate::{
    error::{BoxError, WsError},
    handles::Server,
};

/// The source of the parameters that every method and every hook can have.
pub trait Context {
    /// Why a parameter cannot be taken: an error for the client or, in an init hook, one that stops the
    /// start-up; in what the app calls later without a client, one that is logged.
    type Error;

    /// The handle to the namespace that the method's gateway serves.
    fn own_server(&self) -> Server;

    /// A clone of the provider of type `T`.
    ///
    /// # Errors
    /// The app has no such provider.
    fn inject<T: Clone + Send + Sync + 'static>(&self) -> Result<T, Self::Error>;
}

impl<C: HasSocket> Context for C {
    type Error = WsError;

    fn own_server(&self) -> Server {
        self.socket().borrow().server()
    }

    fn inject<T: Clone + Send + Sync + 'static>(&self) -> Result<T, WsError> {
        Inject::from_socket(self.socket().borrow()).map(|Inject(provider)| provider)
    }
}

impl Context for InitContext {
    type Error = BoxError;

    fn own_server(&self) -> Server {
        self.server().clone()
    }

    fn inject<T: Clone + Send + Sync + 'static>(&self) -> Result<T, BoxError> {
        Inject::from_init(self).map(|Inject(provider)| provider)
    }
}

impl Context for ShutdownContext {
    type Error = BoxError;

    fn own_server(&self) -> Server {
        self.init().own_server()
    }

    fn inject<T: Clone + Send + Sync + 'static>(&self) -> Result<T, BoxError> {
        self.init().inject()
    }
}

impl Context for ServerEventContext {
    type Error = BoxError;

    fn own_server(&self) -> Server {
        self.init().own_server()
    }

    fn inject<T: Clone + Send + Sync + 'static>(&self) -> Result<T, BoxError> {
        self.init().inject()
    }
}

impl<E> Context for EventContext<E> {
    type Error = BoxError;

    fn own_server(&self) -> Server {
        self.init().own_server()
    }

    fn inject<T: Clone + Send + Sync + 'static>(&self) -> Result<T, BoxError> {
        self.init().inject()
    }
}
