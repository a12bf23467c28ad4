//! `check` refuses return types that no handler or hook can have, as far as the spelling tells.

use quote::{ToTokens, quote};
use syn::{Type, TypeImplTrait, TypeParamBound};

use crate::{
    callable::{Callable, Role, understand::check_args},
    errors::Errors,
    types,
};

pub(crate) fn check(function: &Callable, role: Role, errors: &mut Errors) {
    let Some(returned) = types::returned(&function.signature.output) else {
        return;
    };
    if let Type::Never(never) = returned {
        // The compiler would call the printed code after the call unreachable.
        let (name, noun) = (function.name(), role.noun());
        errors.over(
            quote!(#never),
            format!("`{name}` returns `!`; {noun} has to return: remove `-> !`"),
        );
    } else if role == Role::Handler {
        check_borrows(function, types::success(returned), Part::Answer, errors);
        if let Some(failure) = types::failure(returned) {
            check_borrows(function, failure, Part::Error, errors);
        }
        check_args(returned, errors);
    }
}

/// A part of what a handler returns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Answer,
    /// It is kept in its own type until filters have seen it.
    Error,
}

/// Refuses an answer or an error that borrows: it is sent after the call, when nothing holds the
/// gateway any more. The compiler's own message would name variables of the expansion.
fn check_borrows(function: &Callable, returned: &Type, part: Part, errors: &mut Errors) {
    let name = function.name();
    let borrowing = types::borrowing_impl_trait(returned);
    let parts = match part {
        Part::Answer => "answers",
        Part::Error => "errors",
    };
    // An `Arc` has no lifetime that `impl Trait` could capture.
    if let Some(open) = borrowing.filter(|_| !function.takes_arc()) {
        let bound = first_trait(open);
        let plural = if bound == "Stream" { "streams" } else { parts };
        let has_captures = open
            .bounds
            .iter()
            .any(|bound| matches!(bound, TypeParamBound::PreciseCapture(_)));
        let remedy = if has_captures {
            "write `use<>`"
        } else {
            "add `+ use<>`"
        };
        errors.over(
            open.to_token_stream(),
            format!(
                "`{name}` returns an `impl {bound}` that borrows `self`; {plural} outlive the \
                 call: {remedy}, and clone what it needs from `self`"
            ),
        );
    } else if let Some(reference) = types::borrow(returned) {
        errors.over(
            reference.to_token_stream(),
            format!(
                "`{name}` returns what it borrows; {parts} outlive the call: use {}",
                types::owned(reference)
            ),
        );
    } else if let Some(lifetime) = types::lifetime(returned) {
        errors.over(
            lifetime.to_token_stream(),
            format!(
                "`{name}` returns what it borrows for `{lifetime}`; {parts} outlive the call: \
                 use `'static`, and clone what it needs from `self`"
            ),
        );
    }
}

/// The name of the first trait in `impl path::Trait<..> + ..`.
fn first_trait(open: &TypeImplTrait) -> String {
    open.bounds
        .iter()
        .find_map(|bound| match bound {
            TypeParamBound::Trait(bound) => bound.path.segments.last(),
            _ => None,
        })
        .map_or_else(|| "Trait".to_owned(), |segment| segment.ident.to_string())
}
