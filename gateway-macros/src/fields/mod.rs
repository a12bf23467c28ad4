//! `Field` is a field of a struct that the app makes, with the source of its first value: of a gateway, or of a
//! struct marked `#[injectable]`.

mod expand;
mod understand;
mod unshared;

use syn::{Attribute, Expr, Generics, Ident, Member, Type, WherePredicate, parse_quote};

pub(crate) use expand::{create, require};
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

/// The generic parameters of the struct `name`, with a clause that fulfils the bounds of `Gateway` and of
/// `Injectable`: tasks share the value that the app makes.
pub(crate) fn shared(name: &Ident, generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    if !generics.params.is_empty() {
        let (_, arguments, _) = generics.split_for_impl();
        let bounds: WherePredicate =
            parse_quote!(#name #arguments: ::core::marker::Send + ::core::marker::Sync + 'static);
        generics.make_where_clause().predicates.push(bounds);
    }
    generics
}

/// A field's name as the user knows the field.
pub(crate) fn field_name(member: &Member) -> String {
    match member {
        Member::Named(name) => name.to_string(),
        Member::Unnamed(index) => index.index.to_string(),
    }
}
