//! `Errors` collects the mistakes of the user.
//!
//! A user who made three mistakes wants to read three errors in one build. So no phase stops at the
//! first mistake: each phase reports to [`Errors`] and goes on with what is left. [`report`] makes an
//! `Errors` and always prints what was collected, so that no mistake is forgotten on the way.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::quote;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Errors {
    combined: Option<syn::Error>,
    /// Whether the printed code may name a runtime that does not exist.
    is_runtime_wrong: bool,
}

/// Runs one macro: prints what `expand` returns, then every mistake that `expand` reported.
///
/// The user's item comes first in what `expand` returns, because rust-analyzer takes a token's
/// first occurrence as the real one.
pub(crate) fn report(expand: impl FnOnce(&mut Errors) -> TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut output = expand(&mut errors);
    output.extend(errors.into_tokens());
    output
}

/// Runs one macro as [`report`] does, for what stands where a constant may stand, and prints the mistakes in a constant.
///
/// The compiler reports no names that it cannot find in a module that has a `compile_error!` itself, so a name with a
/// typo would be reported in the next build only. That is wanted where the path of the runtime is wrong, and with it
/// each name in what is printed.
pub(crate) fn report_in_constant(expand: impl FnOnce(&mut Errors) -> TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut output = expand(&mut errors);
    let is_runtime_wrong = errors.is_runtime_wrong;
    if let Some(mistakes) = errors.into_tokens() {
        output.extend(if is_runtime_wrong {
            mistakes
        } else {
            quote!(const _: () = { #mistakes };)
        });
    }
    output
}

impl Errors {
    /// For reading what is read a second time elsewhere.
    pub(crate) fn ignored() -> Self {
        Self::default()
    }

    /// What was collected, as the compiler is told of it.
    fn into_tokens(self) -> Option<TokenStream> {
        self.combined.map(syn::Error::into_compile_error)
    }

    /// Notes that a mistake is in the path of the runtime.
    pub(crate) fn suspect_runtime(&mut self) {
        self.is_runtime_wrong = true;
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
