//! `Context` is what the parameters of a method are taken from: a message, or what a hook is called
//! with.

use std::borrow::Borrow as _;

use super::{FromInit as _, FromSocket as _, HasSocket, InitContext, Inject};
use crate::{
    error::{BoxError, WsError},
    handles::Server,
};

/// What parameters are taken from that every method can have.
pub trait Context {
    /// Why a parameter cannot be taken: for the client, or at start-up for whoever starts the app.
    type Error;

    /// The namespace that the method's gateway serves.
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
