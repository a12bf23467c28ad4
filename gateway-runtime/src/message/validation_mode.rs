//! `ByType`, `Validated`, `ValidatedByGateway` and `Unchecked` are the four ways to take a body: validated if its type has
//! rules, validated in any case, validated unless there is nothing to validate, and as the body decodes. The words at the
//! parameter decide, or else the option `validate` of the gateway.
//!
//! The macro that expands the methods does not see the gateway's options, which are on another item. So the
//! compiler decides: a gateway with `validate` has a function `__gateway_bodies` of its own, which returns
//! [`ValidatedByGateway`] and has precedence over the one that [`BodiesByType`] gives to every type.
//!
//! Whether there is anything to validate depends on the body's type, which is concrete in the user's crate. There,
//! method resolution finds the methods of [`BodyByType`] and [`GatewayBody`] themselves for a type that is [`Validate`],
//! and those of traits, which have less precedence, for every other type. So a body without rules is taken by the same
//! code as without the feature `validation`.

use std::marker::PhantomData;

use super::{Body, Member, Message, NothingToValidate, Validate};
use crate::error::WsError;

/// Gives every type the function `__gateway_bodies` of a gateway without `validate`.
pub trait BodiesByType {
    /// How the gateway's bodies are taken.
    #[must_use]
    fn __gateway_bodies() -> ByType {
        ByType
    }
}

impl<G> BodiesByType for G {}

/// The mode in which bodies are taken as they decode.
pub struct Unchecked;

impl Unchecked {
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
        let value: T = Unchecked.body(message)?;
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
        let value: T = Unchecked.body_key(message, key)?;
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

/// The mode in which bodies are validated if their type has rules. Without the feature `validation` no type has.
pub struct ByType;

impl ByType {
    /// The mode for a body of type `T`.
    #[cfg(feature = "validation")]
    #[must_use]
    pub fn of<T>(self) -> BodyByType<T> {
        BodyByType(PhantomData)
    }

    /// The mode for a body of type `T`, which is the same for every type.
    #[cfg(not(feature = "validation"))]
    #[must_use]
    pub fn of<T>(self) -> Unchecked {
        Unchecked
    }
}

/// The mode for a body of type `T` that is validated if `T` has rules.
// The methods have the type once more as a parameter of their own, so that the compiler reports a type with which a
// method cannot be called where the user has written the type, and not at the call. So do those of `GatewayBody`.
pub struct BodyByType<T>(PhantomData<T>);

impl<T: Validate> BodyByType<T> {
    /// Takes a parameter marked `#[message_body]`.
    ///
    /// # Errors
    /// The argument is missing, does not decode or is not valid.
    pub fn body<B: Body + Validate>(self, message: &mut Message) -> Result<B, WsError> {
        Validated.body(message)
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
        Validated.body_key(message, key)
    }

    /// Nothing reaches the method that the rules refuse.
    #[must_use]
    pub fn checked(self) -> bool {
        true
    }
}

/// The mode for a body whose type has no rules.
pub trait BodyWithoutRules: Sized {
    /// Takes a parameter marked `#[message_body]`.
    ///
    /// # Errors
    /// The argument is missing or does not decode.
    fn body<B: Body>(self, message: &mut Message) -> Result<B, WsError> {
        B::take(message)
    }

    /// Takes a parameter marked `#[message_body("key")]`.
    ///
    /// # Errors
    /// The member is missing or does not decode.
    fn body_key<B: Member>(self, message: &mut Message, key: &str) -> Result<B, WsError> {
        message.body_key(key)
    }
}

impl<T> BodyWithoutRules for BodyByType<T> {}

/// Whether a body without rules is a plain value.
pub trait PlainBody: Sized {
    /// There is nothing to check.
    #[must_use]
    fn checked(self) -> bool {
        true
    }
}

impl<T: NothingToValidate> PlainBody for BodyByType<T> {}

/// The same for every other body, which the compiler reaches last: through a reference.
pub trait OpenBody: Sized {
    /// Anything that decodes reaches the method.
    #[must_use]
    fn checked(self) -> bool {
        false
    }
}

impl<T> OpenBody for &BodyByType<T> {}

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
pub struct GatewayBody<T> {
    validated: Validated,
    of: PhantomData<T>,
}

impl<T> GatewayBody<T> {
    /// What cannot be validated does not compile.
    #[must_use]
    pub fn checked(self) -> bool {
        let Self {
            validated: Validated,
            ..
        } = self;
        true
    }
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

/// The mode for a body whose type is no [`Validate`], in a gateway that is marked `validate`.
pub trait UnvalidatedBody: Sized {
    /// Takes a parameter marked `#[message_body]`.
    ///
    /// # Errors
    /// The argument is missing or does not decode.
    fn body<B: Body + NothingToValidate>(self, message: &mut Message) -> Result<B, WsError> {
        Unchecked.body(message)
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
        Unchecked.body_key(message, key)
    }
}

impl<T> UnvalidatedBody for GatewayBody<T> {}
