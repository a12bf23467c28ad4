//! A length of time: `timeout = "5s"`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::{
    entries::{Form, string},
    errors::Errors,
};

/// The units, with their milliseconds.
const UNITS: &[(&str, u64)] = &[("ms", 1), ("s", 1_000), ("m", 60_000)];

/// Accepts `name = "250ms"`, `name = "5s"` and `name = "2m"`, as milliseconds. `example` is for the
/// messages.
pub(crate) fn parse(name: &Ident, form: Form, example: &str, errors: &mut Errors) -> Option<u64> {
    let literal = string(name, form, "a duration", example, errors)?;
    let value = literal.value();
    match milliseconds(&value) {
        Ok(milliseconds) => Some(milliseconds),
        Err(problem) => {
            let value = value.escape_debug();
            errors.at(
                literal.span(),
                match problem {
                    Problem::Malformed => format!(
                        "`{value}` is no duration; write a whole number with `ms`, `s` or `m`, as \
                         in `{name} = \"{example}\"`"
                    ),
                    Problem::Zero => format!(
                        "`{name}` is 0, so that nothing could be done in time; use more, as in \
                         `{name} = \"{example}\"`"
                    ),
                    Problem::TooLarge => {
                        format!("`{value}` is too long for `{name}`; use a shorter time")
                    }
                },
            );
            None
        }
    }
}

enum Problem {
    Malformed,
    Zero,
    TooLarge,
}

fn milliseconds(value: &str) -> Result<u64, Problem> {
    let end = value
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(value.len());
    let (number, unit) = value.split_at(end);
    let unit = UNITS.iter().find(|(name, _)| *name == unit);
    let (Some((_, factor)), false) = (unit, number.is_empty()) else {
        return Err(Problem::Malformed);
    };
    // Digits alone fail only by being too many.
    let number: u64 = number.parse().map_err(|_| Problem::TooLarge)?;
    match number.checked_mul(*factor) {
        Some(0) => Err(Problem::Zero),
        Some(milliseconds) => Ok(milliseconds),
        None => Err(Problem::TooLarge),
    }
}

// Expands to:
//
//     ::core::time::Duration::from_millis(5000u64)
//
// In no span of the user's, whose lints would prefer another unit.
pub(crate) fn expand(milliseconds: u64) -> TokenStream {
    quote!(::core::time::Duration::from_millis(#milliseconds))
}
