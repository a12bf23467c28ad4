//! `reported_at` makes spans for printed code, which decide where the code is reported and whose
//! names it uses.
//!
//! A span says two things: a place in the source, and whose names and lints apply there. Printed
//! code is ours, so that its names do not meet the user's and lints of the user's crate stay
//! silent; but a type error in printed code belongs at the type that the user wrote. A span of
//! [`reported_at`] has the user's place and our names.
//!
//! The exception is a call that asks for its own place with `#[track_caller]`: there the compiler
//! walks out of every expansion, and only a span that is wholly the user's (`quote_spanned!` with
//! the span of a user's token) names the user's line instead of the attribute's.

use proc_macro2::{Ident, Span};
use quote::format_ident;

/// A span with the place of `span`, and the names and lints of this crate.
pub(crate) fn reported_at(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// A variable of the expansion, which the user's code cannot name.
pub(crate) fn variable(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// A variable like [`variable`] that is reported at the place of `span`: the compiler blames the
/// argument that a call does not accept, so the argument has to stand where its type does.
pub(crate) fn variable_at(name: &str, span: Span) -> Ident {
    Ident::new(name, reported_at(span))
}

/// A keyword at no place of the user's: beside a type, an editor would explain the keyword to
/// whoever hovers over the type.
pub(crate) fn keyword(word: &str) -> Ident {
    Ident::new(word, Span::mixed_site())
}

/// A variable for the parameter or field at `index`.
pub(crate) fn numbered(name: &str, index: usize) -> Ident {
    format_ident!("__{name}{index}", span = Span::mixed_site())
}
