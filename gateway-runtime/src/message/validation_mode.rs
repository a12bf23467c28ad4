//! Whether bodies are validated: decided by the gateway's `validate`, or by the parameter's.
//!
//! The methods are in another item than the gateway's options, so the compiler decides: a gateway with
//! `validate` has a function of its own that gives [`Validated`], which wins over the one that
//! [`PlainBodies`] gives every type.

use super::{Body, Member, Message, Validate};
use crate::error::WsError;

/// Every type, as far as it does not say otherwise.
pub trait PlainBodies {
    /// Bodies are taken as they decode.
    #[must_use]
    fn __gateway_bodies() -> Plain {
        Plain
    }
}

impl<G> PlainBodies for G {}

/// Bodies are taken as they decode.
pub struct Plain;

impl Plain {
    /// A parameter marked `#[message_body]`.
    ///
    /// # Errors
    /// The argument is missing or does not decode.
    pub fn body<T: Body>(self, message: &mut Message) -> Result<T, WsError> {
        T::take(message)
    }

    /// A parameter marked `#[message_body("key")]`.
    ///
    /// # Errors
    /// The member is missing or does not decode.
    pub fn body_key<T: Member>(self, message: &mut Message, key: &str) -> Result<T, WsError> {
        message.body_key(key)
    }
}

/// Bodies are validated.
pub struct Validated;

impl Validated {
    /// A parameter marked `#[message_body(validate)]`.
    ///
    /// # Errors
    /// The argument is missing, does not decode or is not valid.
    pub fn body<T: Body + Validate>(self, message: &mut Message) -> Result<T, WsError> {
        valid(Plain.body(message)?, "")
    }

    /// A parameter marked `#[message_body("key", validate)]`.
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
