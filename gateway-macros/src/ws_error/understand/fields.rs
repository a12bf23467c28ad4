//! The fields of a case: which of them the client gets, and which one is for the log.

use proc_macro2::{Ident, Span};
use syn::{Attribute, Fields, Member, spanned::Spanned};

use super::{
    super::model::{Field, Role},
    options,
};
use crate::{errors::Errors, spans::numbered};

/// The attributes by which `thiserror` knows the reason of an error.
const SOURCES: &[&str] = &["source", "from"];

/// `is_of_thiserror` says whether `thiserror` reads the fields as well, for which one called `source` is the reason.
pub(super) fn understand(
    fields: &Fields,
    is_of_thiserror: bool,
    errors: &mut Errors,
) -> Vec<Field> {
    let fields = fields.iter().enumerate().map(|(index, field)| {
        let is_skipped = options::is_skipped(&field.attrs, errors);
        let is_called = |name: &str| field.ident.as_ref().is_some_and(|ident| ident == name);
        let is_source = has(&field.attrs, SOURCES) || is_of_thiserror && is_called("source");
        let role = if is_source {
            Role::Source
        } else if is_skipped || has(&field.attrs, &["backtrace"]) {
            Role::Skipped
        } else {
            Role::Detail
        };
        let (member, variable) = match &field.ident {
            Some(name) => (Member::Named(name.clone()), at_type(name, field.ty.span())),
            None => (Member::from(index), numbered("field", index)),
        };
        Field {
            member,
            variable,
            ty: field.ty.clone(),
            role,
        }
    });
    fields.collect()
}

/// The name as the format string knows it, at the place of the type, which the compiler blames.
fn at_type(name: &Ident, ty: Span) -> Ident {
    let mut name = name.clone();
    name.set_span(name.span().located_at(ty));
    name
}

fn has(attributes: &[Attribute], names: &[&str]) -> bool {
    let is = |attribute: &Attribute| names.iter().any(|name| attribute.path().is_ident(name));
    attributes.iter().any(is)
}
