//! `duration` and `period` read a length of time: `timeout = "5s"`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::literal::string;
use crate::{arguments::Named, errors::Errors};

/// A duration that was read.
#[derive(Clone, Copy)]
pub(crate) struct Milliseconds(u64);

// Expands to:
//
//     ::core::time::Duration::from_millis(5000u64)
//
// The tokens stand in no span of the user's, where a lint would prefer another unit.
impl ToTokens for Milliseconds {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(milliseconds) = self;
        tokens.extend(quote!(::core::time::Duration::from_millis(#milliseconds)));
    }
}

/// The units, with their milliseconds.
const UNITS: &[(&str, u64)] = &[("ms", 1), ("s", 1_000), ("m", 60_000)];

/// Accepts `name = "250ms"`, `name = "5s"` and `name = "2m"`: how long something may take. `example` is for the
/// messages.
pub(crate) fn duration(option: &Named, example: &str, errors: &mut Errors) -> Option<Milliseconds> {
    period(option, example, "nothing could be done in time", errors)
}

/// Accepts the same as [`duration`]. `at_zero` says, for the message, what a time of 0 would do.
pub(crate) fn period(
    option: &Named,
    example: &str,
    at_zero: &str,
    errors: &mut Errors,
) -> Option<Milliseconds> {
    let literal = string(option, "a duration", example, errors)?;
    let name = &option.name;
    let value = literal.value();
    match milliseconds(&value) {
        Ok(milliseconds) => Some(Milliseconds(milliseconds)),
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
                        "`{name}` is 0, so that {at_zero}; use more, as in `{name} = \"{example}\"`"
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
    // A number of digits alone fails only by being too large.
    let number: u64 = number.parse().map_err(|_| Problem::TooLarge)?;
    match number.checked_mul(*factor) {
        Some(0) => Err(Problem::Zero),
        Some(milliseconds) => Ok(milliseconds),
        None => Err(Problem::TooLarge),
    }
}
