//! `ErrorType` is a type that derives `WsError`, as it is printed.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Attribute, Generics, LitStr, Member, Type};

use super::message::Message;
use crate::runtime_path::RuntimePath;

/// An enum, or a struct, which has one case.
pub(super) struct ErrorType {
    pub(super) name: Ident,
    pub(super) generics: Generics,
    pub(super) runtime: RuntimePath,
    pub(super) cases: Vec<Case>,
}

/// A variant, or the struct.
pub(super) struct Case {
    /// `BuyError::OutOfStock`
    pub(super) path: TokenStream,
    /// The place of the variant's name.
    pub(super) span: Span,
    /// `#[doc = ".."]`
    pub(super) docs: Vec<Attribute>,
    pub(super) fields: Vec<Field>,
    pub(super) kind: Kind,
}

/// What the client is told of a case.
pub(super) enum Kind {
    /// A code, a message, and the fields.
    Told { code: LitStr, text: Text },
    /// That the server has failed. The message is for the log.
    Internal(Option<Message>),
    /// What the case's only field is to be told.
    Transparent,
}

/// Where a message comes from.
pub(super) enum Text {
    /// `message = ".."`
    Given(Message),
    /// The type's `Display`; with the format string that `thiserror` makes it of, if there is one.
    Displayed(Option<LitStr>),
}

pub(super) struct Field {
    pub(super) member: Member,
    /// The variable that holds a reference to the field.
    pub(super) variable: Ident,
    pub(super) ty: Type,
    pub(super) role: Role,
}

/// What becomes of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The client gets the field in `details`.
    Detail,
    /// The log gets the field, as the reason of the error.
    Source,
    /// Nobody gets the field, unless the message names it.
    Skipped,
}

impl Case {
    /// The fields that the client gets.
    pub(super) fn details(&self) -> impl Iterator<Item = &Field> {
        self.fields
            .iter()
            .filter(|field| field.role == Role::Detail)
    }

    /// The field that the log gets.
    pub(super) fn source(&self) -> Option<&Field> {
        self.fields.iter().find(|field| field.role == Role::Source)
    }
}
