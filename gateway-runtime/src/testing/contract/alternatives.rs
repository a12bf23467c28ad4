//! `meant` finds the alternative of a schema that a wrong value was meant to be, so that what is wrong inside of the
//! value is said.

use jsonschema::{ValidationError, error::ValidationErrorKind};

/// What is wrong with the one alternative that the value was meant to be; `None` if `error` is about no alternatives, or
/// if nobody can tell.
pub(super) fn meant<'e>(error: &'e ValidationError<'_>) -> Option<&'e [ValidationError<'static>]> {
    let (ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }) =
        error.kind()
    else {
        return None;
    };
    let depth = depth(error);
    only(context, |error| {
        is_inside(error, depth) && !is_tag(error, depth)
    })
    .or_else(|| {
        only(context, |error| {
            !is_other_type(error, depth) && !is_tag(error, depth)
        })
    })
    .or_else(|| only(context, |error| !is_other_type(error, depth)))
}

/// The one alternative all of whose errors pass.
fn only<'e>(
    alternatives: &'e [Vec<ValidationError<'static>>],
    passes: impl Fn(&ValidationError<'_>) -> bool,
) -> Option<&'e [ValidationError<'static>]> {
    let mut passing = alternatives
        .iter()
        .filter(|errors| errors.iter().all(&passes));
    match (passing.next(), passing.next()) {
        (Some(errors), None) => Some(errors),
        _ => None,
    }
}

fn depth(error: &ValidationError<'_>) -> usize {
    error.instance_path().segments().count()
}

/// Whether the value itself is right, and something inside of it is wrong.
fn is_inside(error: &ValidationError<'_>, value: usize) -> bool {
    depth(error) > value
}

/// Whether the value, or the member that tells the alternatives apart, is another one.
fn is_tag(error: &ValidationError<'_>, value: usize) -> bool {
    let is_fixed = matches!(
        error.kind(),
        ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. }
    );
    is_fixed && depth(error) <= value + 1
}

/// Whether the value has another type.
fn is_other_type(error: &ValidationError<'_>, value: usize) -> bool {
    error.kind().keyword() == "type" && depth(error) == value
}
