//! `Payload` is what is known of a type that travels.

use crate::contract::Schema;

/// What is known of a type that travels.
#[derive(Debug)]
pub struct Payload {
    /// How many arguments it is.
    pub arity: Arity,
    /// Its schema.
    pub schema: Schema,
    /// Its event and the event's documentation, if it is one.
    pub event: Option<(&'static str, &'static str)>,
    /// The type's name in Rust.
    pub rust: &'static str,
}

/// How many arguments a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arity {
    /// No argument: `()`.
    None,
    /// One argument.
    One,
    /// An [`Args`](crate::Args): one argument for each member of its tuple.
    Several,
}
