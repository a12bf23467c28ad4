//! `Errors` collects the mistakes of the user.
//!
//! A user who made three mistakes wants to read three errors in one build. So no phase stops at the
//! first mistake: each phase reports to [`Errors`] and goes on with what is left. [`report`] makes an
//! `Errors` and always prints what was collected, so that no mistake is forgotten on the way.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};

/// The mistakes found so far.
pub(crate) struct Errors {
    combined: Option<syn::Error>,
}

/// Runs one macro: prints what `expand` returns, then every mistake that `expand` reported.
///
/// The user's item comes first in what `expand` returns, because rust-analyzer takes a token's
/// first occurrence as the real one.
pub(crate) fn report(expand: impl FnOnce(&mut Errors) -> TokenStream) -> TokenStream {
    let mut errors = Errors { combined: None };
    let mut output = expand(&mut errors);
    if let Some(error) = errors.combined {
        output.extend(error.into_compile_error());
    }
    output
}

impl Errors {
    /// For reading what is read a second time elsewhere.
    pub(crate) fn ignored() -> Self {
        Self { combined: None }
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.combined {
            Some(combined) => combined.combine(error),
            None => self.combined = Some(error),
        }
    }

    /// Reports at one token.
    pub(crate) fn at(&mut self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Reports at all of `tokens`, or at the attribute if `tokens` is empty.
    pub(crate) fn over(&mut self, tokens: TokenStream, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Keeps the value or reports the error.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.combined.is_none()
    }

    /// The number of mistakes so far, which tells later whether a part had mistakes of its own.
    pub(crate) fn count(&self) -> usize {
        self.combined.iter().flatten().count()
    }
}
