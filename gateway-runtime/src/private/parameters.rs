//! `inject`, `param` and their like take a parameter with an attribute out of a method's context:
//! one function for each attribute, in handlers and hooks alike.

use std::borrow::Borrow as _;

use serde::de::DeserializeOwned;

use crate::{
    error::WsError,
    extract::{self, Context, HasSocket, ServerHandle, SocketHandle},
    gateway::Gateway,
    message::Message,
    providers::Provider,
};

/// Notes that a method has several parameters marked `#[message_body]`, so that the error for one of them says which
/// argument it is.
pub fn expect_several_arguments(message: &mut Message) {
    message.expect_several_arguments();
}

/// Takes a parameter marked `#[connected_socket]`.
#[must_use]
pub fn connected_socket<G: Gateway, T: SocketHandle<G>>(context: &impl HasSocket) -> T {
    T::of(context.socket().borrow())
}

/// Takes a parameter of type `Server<..>`.
#[must_use]
pub fn own_server<G: Gateway, T: ServerHandle<G>>(context: &impl Context) -> T {
    T::of(context.own_server())
}

/// Takes a parameter marked `#[inject]`.
///
/// # Errors
/// Never in an app that has started: a missing provider is a start-up error.
pub fn inject<T: Provider, C: Context>(context: &C) -> Result<T, C::Error> {
    context.inject()
}

/// Takes a parameter marked `#[handshake_auth]`.
///
/// # Errors
/// The auth does not decode.
pub fn handshake_auth<T: AuthPayload>(context: &impl HasSocket) -> Result<T, WsError> {
    context.socket().borrow().handshake().auth()
}

/// What a parameter marked `#[handshake_auth]` can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be decoded from the auth of a handshake",
    label = "this type does not deserialise into something that it owns",
    note = "derive `Deserialize` for it, and use owned types in it: `String` instead of `&str`"
)]
pub trait AuthPayload: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> AuthPayload for T {}

/// Takes a parameter marked `#[param]`.
///
/// # Errors
/// The namespace's parameter does not decode.
pub fn param<T: ParamValue>(context: &impl HasSocket, name: &str) -> Result<T, WsError> {
    extract::param(context.socket().borrow(), name)
}

/// What a parameter marked `#[param]` can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the parameter of a namespace",
    label = "this type does not deserialise from text",
    note = "derive `Deserialize` for a newtype of text or a number, or for an enum without data"
)]
pub trait ParamValue: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> ParamValue for T {}
