//! `server_event` is what the expansion of a method marked `#[on_server_event]` calls, beside what all methods call.

use serde::de::DeserializeOwned;

use crate::{
    error::BoxError,
    extract::{FromInit, ServerEventContext},
};

pub use self::ServerEventOutput as Returned;
pub use super::init::Parameter;
pub use crate::extract::ServerEventContext as Context;

/// What a parameter without an attribute of such a method can be: what implements `FromInit`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a method marked `#[on_server_event]`",
    label = "another server calls the method, and no client",
    note = "it takes `#[message_body]`, `Server`, `Server<Self>`, and providers: `#[inject]`"
)]
pub trait ServerEventParameter: Sized {
    /// Takes the parameter.
    ///
    /// # Errors
    /// The method is not called.
    #[doc(hidden)]
    fn of_context(context: &ServerEventContext) -> Result<Self, BoxError>;
}

#[diagnostic::do_not_recommend]
impl<T: FromInit> ServerEventParameter for T {
    fn of_context(context: &ServerEventContext) -> Result<Self, BoxError> {
        T::from_init(context.init())
    }
}

/// What a parameter marked `#[message_body]` of such a method can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be decoded from the payload of a server event",
    label = "this type does not deserialise into something that it owns",
    note = "derive `Deserialize` for it, and use owned types in it: `String` instead of `&str`"
)]
pub trait ServerEventBody: Sized {
    /// Takes the parameter.
    ///
    /// # Errors
    /// The payload does not decode.
    #[doc(hidden)]
    fn of_context(context: &ServerEventContext) -> Result<Self, BoxError>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> ServerEventBody for T {
    fn of_context(context: &ServerEventContext) -> Result<Self, BoxError> {
        let decoded = serde_json::from_str(context.payload());
        decoded.map_err(|error| format!("the payload cannot be decoded: {error}").into())
    }
}

/// What such a method returns.
#[diagnostic::on_unimplemented(
    message = "a method marked `#[on_server_event]` returns `()` or `Result<(), E>`, not `{Self}`",
    label = "the server that has emitted the event does not wait for a value",
    note = "the error `E` is any error type; it is logged"
)]
pub trait ServerEventOutput {
    /// Turns what the method returned into a result.
    ///
    /// # Errors
    /// The error that the method returned.
    #[doc(hidden)]
    fn into_result(self) -> Result<(), BoxError>;
}

#[diagnostic::do_not_recommend]
impl ServerEventOutput for () {
    fn into_result(self) -> Result<(), BoxError> {
        Ok(())
    }
}

impl<E: Into<BoxError>> ServerEventOutput for Result<(), E> {
    fn into_result(self) -> Result<(), BoxError> {
        self.map_err(Into::into)
    }
}
