//! The probes on a type that travels: its schema, its arguments, its event, and its rules. Each is a method of [`Of`] for the types
//! that have what is asked for, and a method of a trait for all others.

use schemars::JsonSchema;

use crate::{
    contract::{Binary, Schema},
    describe::{Arity, Of, Types, Way},
    event::ServerEvent,
    message::Validate,
    wire::Args,
};

/// Has the type a schema?
impl<T: JsonSchema> Of<T> {
    /// The type's schema.
    pub fn __gateway_schema(self, types: &mut Types, way: Way) -> Schema {
        types.schema::<T>(way)
    }
}

/// The second level of this question.
pub trait NoSchema {
    /// Nothing is known of the type.
    fn __gateway_schema(self, types: &mut Types, way: Way) -> Schema;
}

impl<T: ?Sized> NoSchema for Of<T> {
    fn __gateway_schema(self, types: &mut Types, _: Way) -> Schema {
        types.unknown(self.__gateway_name())
    }
}

/// Is the type binary data? Asked before its schema.
impl Of<bytes::Bytes> {
    /// The schema of binary data.
    pub fn __gateway_binary(self, types: &mut Types, way: Way) -> Option<Schema> {
        Some(types.schema::<Binary>(way))
    }
}

impl Of<Option<bytes::Bytes>> {
    /// The schema of binary data, or null.
    pub fn __gateway_binary(self, types: &mut Types, way: Way) -> Option<Schema> {
        Some(types.schema::<Option<Binary>>(way))
    }
}

/// The second level of this question.
pub trait NotBinary: Sized {
    /// It is not.
    fn __gateway_binary(self, _: &mut Types, _: Way) -> Option<Schema> {
        None
    }
}

impl<T: ?Sized> NotBinary for Of<T> {}

/// How many arguments is the type?
impl Of<()> {
    /// No argument.
    #[must_use]
    pub fn __gateway_arity(self) -> Arity {
        Arity::None
    }
}

impl<T> Of<Args<T>> {
    /// Several arguments.
    #[must_use]
    pub fn __gateway_arity(self) -> Arity {
        Arity::Several
    }
}

/// The second level of this question.
pub trait OneArgument: Sized {
    /// One argument.
    fn __gateway_arity(self) -> Arity {
        Arity::One
    }
}

impl<T: ?Sized> OneArgument for Of<T> {}

/// Is the type an event?
impl<T: ServerEvent> Of<T> {
    /// The event's name, and its documentation.
    #[must_use]
    pub fn __gateway_event(self) -> Option<(&'static str, &'static str)> {
        Some((T::NAME, T::DOCS))
    }
}

/// The second level of this question.
pub trait Nameless: Sized {
    /// It is not.
    fn __gateway_event(self) -> Option<(&'static str, &'static str)> {
        None
    }
}

impl<T: ?Sized> Nameless for Of<T> {}

/// May an argument of this type be left out?
impl<T> Of<Option<T>> {
    /// It may.
    #[must_use]
    pub fn __gateway_optional(self) -> bool {
        true
    }
}

/// The second level of this question.
pub trait Required: Sized {
    /// It may not.
    fn __gateway_optional(self) -> bool {
        false
    }
}

impl<T: ?Sized> Required for Of<T> {}

/// Has a body of this type rules?
impl<T: Validate> Of<T> {
    /// It has.
    #[must_use]
    pub fn __gateway_rules(self) -> bool {
        true
    }
}

/// The second level of this question.
pub trait WithoutRules: Sized {
    /// It has none.
    fn __gateway_rules(self) -> bool {
        false
    }
}

impl<T: ?Sized> WithoutRules for Of<T> {}
