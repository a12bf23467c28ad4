//! `Plain`, `Validated` and `ValidatedByGateway` are the three ways to take a body: as the body decodes, validated, or
//! validated if there is anything to validate. The option `validate` of the gateway decides, or that of the parameter.
//!
//! The macro that expands the methods does not see the gateway's options, which are on another item. So the
//! compiler decides: a gateway with `validate` has a function `__gateway_bodies` of its own, which returns
//! [`ValidatedByGateway`] and has precedence over the one that [`PlainBodies`] gives to every type.
//!
//! Whether there is anything to validate depends on the body's type, which is concrete in the user's crate. There,
//! method resolution finds the methods of [`GatewayBody`] itself for a type that is [`Validate`], and those of
//! [`UnvalidatedBody`], which have less precedence, for every other type.

use std::marker::PhantomData;

use super::{Body, Member, Message, NothingToValidate, Validate};
use crate::error::WsError;

/// Gives every type the function `__gateway_bodies` of a gateway without `validate`.
pub trait PlainBodies {
    /// How the gateway's bodies are taken.
    #[must_use]
    fn __gateway_bodies() -> Plain {
        Plain
    }
}

impl<G> PlainBodies for G {}

/// The mode in which bodies are taken as they decode.
pub struct Plain;

impl Plain {
    /// The mode for a body of type `T`, which is the same for every type.
    #[must_use]
    pub fn of<T>(self) -> Self {
        self
    }

    /// Takes a parameter marked `#[message_body]`.
    ///
    /// # Errors
    /// The argument is missing or does not decode.
    pub fn body<T: Body>(self, message: &mut Message) -> Result<T, WsError> {
        T::take(message)
    }

    /// Takes a parameter marked `#[message_body("key")]`.
    ///
    /// # Errors
    /// The member is missing or does not decode.
    pub fn body_key<T: Member>(self, message: &mut Message, key: &str) -> Result<T, WsError> {
        message.body_key(key)
    }
}

/// The mode in which bodies are validated after they were decoded.
pub struct Validated;

impl Validated {
    /// Takes a parameter marked `#[message_body(validate)]`.
    ///
    /// # Errors
    /// The argument is missing, does not decode or is not valid.
    pub fn body<T: Body + Validate>(self, message: &mut Message) -> Result<T, WsError> {
        let first = message.arguments_taken();
        let value: T = Plain.body(message)?;
        match value.invalid_fields() {
            invalid if invalid.is_empty() => Ok(value),
            invalid => Err(WsError::invalid(T::name_fields(message, first, invalid))),
        }
    }

    /// Takes a parameter marked `#[message_body("key", validate)]`.
    ///
    /// # Errors
    /// The member is missing, does not decode or is not valid.
    pub fn body_key<T: Member + Validate>(
        self,
        message: &mut Message,
        key: &str,
    ) -> Result<T, WsError> {
        let value: T = Plain.body_key(message, key)?;
        match value.invalid_fields() {
            invalid if invalid.is_empty() => Ok(value),
            invalid => {
                let names = message.names_of_member::<T>(key);
                let fields = invalid.into_iter().map(|field| field.named(&names, key));
                Err(WsError::invalid(fields.collect()))
            }
        }
    }
}

/// The mode in which bodies are validated, unless there is nothing to validate in their type.
pub struct ValidatedByGateway;

impl ValidatedByGateway {
    /// The mode for a body of type `T`.
    #[must_use]
    pub fn of<T>(self) -> GatewayBody<T> {
        GatewayBody {
            validated: Validated,
            of: PhantomData,
        }
    }
}

/// The mode for a body of type `T` in a gateway that is marked `validate`.
// The methods have the type once more as a parameter of their own, so that the compiler reports a type with which a
// method cannot be called where the user has written the type, and not at the call.
pub struct GatewayBody<T> {
    validated: Validated,
    of: PhantomData<T>,
}

impl<T: Validate> GatewayBody<T> {
    /// Takes a parameter marked `#[message_body]`.
    ///
    /// # Errors
    /// The argument is missing, does not decode or is not valid.
    pub fn body<B: Body + Validate>(self, message: &mut Message) -> Result<B, WsError> {
        self.validated.body(message)
    }

    /// Takes a parameter marked `#[message_body("key")]`.
    ///
    /// # Errors
    /// The member is missing, does not decode or is not valid.
    pub fn body_key<B: Member + Validate>(
        self,
        message: &mut Message,
        key: &str,
    ) -> Result<B, WsError> {
        self.validated.body_key(message, key)
    }
}

/// The mode for a body whose type is no [`Validate`].
pub trait UnvalidatedBody: Sized {
    /// Takes a parameter marked `#[message_body]`.
    ///
    /// # Errors
    /// The argument is missing or does not decode.
    fn body<B: Body + NothingToValidate>(self, message: &mut Message) -> Result<B, WsError> {
        Plain.body(message)
    }

    /// Takes a parameter marked `#[message_body("key")]`.
    ///
    /// # Errors
    /// The member is missing or does not decode.
    fn body_key<B: Member + NothingToValidate>(
        self,
        message: &mut Message,
        key: &str,
    ) -> Result<B, WsError> {
        Plain.body_key(message, key)
    }
}

impl<T> UnvalidatedBody for GatewayBody<T> {}
