//! `Field` is a field of a struct that the app makes, with the source of its first value: of a gateway, or of a
//! struct marked `#[injectable]`.

mod expand;
mod understand;
mod unshared;

use syn::{Attribute, Expr, Member, Type};

pub(crate) use expand::create;
pub(crate) use understand::take;

/// Whose fields they are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    Gateway,
    /// A struct marked `#[injectable]`.
    Injectable,
}

/// A field and where its first value comes from.
pub(crate) struct Field {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) source: Source,
    pub(crate) cfgs: Vec<Attribute>,
}

/// Where a field's first value comes from.
pub(crate) enum Source {
    /// `#[websocket_server]`
    Server,
    /// `#[inject]`
    Provider,
    /// `#[default = expression]`
    Expression(Box<Expr>),
    /// No attribute: `Default`.
    Default,
}

/// A field's name as the user knows the field.
pub(crate) fn field_name(member: &Member) -> String {
    match member {
        Member::Named(name) => name.to_string(),
        Member::Unnamed(index) => index.index.to_string(),
    }
}
