//! `FromCall` and `FromMessageCall` are what an unmarked parameter of an enhancer's function implements.

use std::borrow::Borrow as _;

use super::{Call, CallContext, Metadata};
use crate::{
    error::WsError,
    extract::{FromMessage, FromSocket, HasSocket as _, Requirements},
};

/// A parameter of a guard, an interceptor or a filter.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a guard, an interceptor or a filter",
    label = "not an extractor of connections",
    note = "such a function takes `Call`, `Socket`, `Metadata<T>`, what implements `FromSocket`, and marked parameters: \
            `#[inject]`, `#[guarded]`, `#[handshake_auth]`, `#[param]`",
    note = "a guard that runs before messages only, `#[guard(message)]`, takes bodies and what implements `FromMessage` too"
)]
pub trait FromCall: Sized {
    /// Takes the parameter from the call.
    ///
    /// # Errors
    /// The error refuses the message or the client.
    fn from_call(context: &mut CallContext<'_>) -> Result<Self, WsError>;

    /// Notes what the parameter needs of the app.
    fn require(_: &mut Requirements<'_>) {}
}

#[diagnostic::do_not_recommend]
impl<T: FromSocket> FromCall for T {
    fn from_call(context: &mut CallContext<'_>) -> Result<Self, WsError> {
        T::from_socket(context.socket().borrow())
    }

    fn require(requirements: &mut Requirements<'_>) {
        <T as FromSocket>::require(requirements);
    }
}

impl FromCall for Call {
    fn from_call(context: &mut CallContext<'_>) -> Result<Self, WsError> {
        Ok(context.call())
    }

    fn require(requirements: &mut Requirements<'_>) {
        requirements.reads_call();
    }
}

/// A parameter of a guard that runs before messages only.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a guard",
    label = "neither a marked body nor an extractor",
    note = "if it is what the client sends, mark the parameter: `#[message_body]`",
    note = "such a guard takes `Call`, `Metadata<T>`, and what implements `FromMessage`"
)]
pub trait FromMessageCall: Sized {
    /// Takes the parameter from the call.
    ///
    /// # Errors
    /// The error refuses the message.
    fn from_message_call(context: &mut CallContext<'_>) -> Result<Self, WsError>;

    /// Notes what the parameter needs of the app.
    fn require(_: &mut Requirements<'_>) {}
}

#[diagnostic::do_not_recommend]
impl<T: FromMessage> FromMessageCall for T {
    fn from_message_call(context: &mut CallContext<'_>) -> Result<Self, WsError> {
        T::from_message(context.message()?)
    }

    fn require(requirements: &mut Requirements<'_>) {
        <T as FromMessage>::require(requirements);
    }
}

impl FromMessageCall for Call {
    fn from_message_call(context: &mut CallContext<'_>) -> Result<Self, WsError> {
        Self::from_call(context)
    }

    fn require(requirements: &mut Requirements<'_>) {
        <Self as FromCall>::require(requirements);
    }
}

impl<T: Send + Sync + 'static> FromMessageCall for Metadata<T> {
    fn from_message_call(context: &mut CallContext<'_>) -> Result<Self, WsError> {
        Self::from_call(context)
    }

    fn require(requirements: &mut Requirements<'_>) {
        <Self as FromCall>::require(requirements);
    }
}

impl<T: Send + Sync + 'static> FromMessageCall for Option<Metadata<T>> {
    fn from_message_call(context: &mut CallContext<'_>) -> Result<Self, WsError> {
        Self::from_call(context)
    }
}
