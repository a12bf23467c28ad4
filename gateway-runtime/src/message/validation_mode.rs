//! `Plain` and `Validated` are the two ways to take a body: as the body decodes, or validated too. The option
//! `validate` of the gateway decides, or that of the parameter.
//!
//! The macro that expands the methods does not see the gateway's options, which are on another item. So the
//! compiler decides: a gateway with `validate` has a function `__gateway_bodies` of its own, which returns
//! [`Validated`] and has precedence over the one that [`PlainBodies`] gives to every type.

use super::{Body, Member, Message, Validate};
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
        valid(Plain.body(message)?, "")
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
        valid(Plain.body_key(message, key)?, key)
    }
}

fn valid<T: Validate>(value: T, at: &str) -> Result<T, WsError> {
    match value.invalid_fields(at) {
        fields if fields.is_empty() => Ok(value),
        fields => Err(WsError::invalid(fields)),
    }
}
