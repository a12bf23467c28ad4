//! What the user meant by a gateway's struct.

use proc_macro2::Ident;
use syn::{Attribute, Expr, Member, Type};

use super::options::Options;

/// A struct that can be made by the app.
pub(crate) struct Gateway<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) options: &'a Options,
    pub(crate) fields: Vec<Field>,
}

/// A field and where its first value comes from.
pub(crate) struct Field {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) source: Source,
    pub(crate) cfgs: Vec<Attribute>,
}

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
