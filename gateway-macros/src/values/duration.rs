//! `duration`, `period` and `every` read a length of time: `timeout = "5s"`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::LitStr;

use super::literal::string;
use crate::{arguments::Named, errors::Errors, suggestion};

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

/// The units, with their milliseconds. Nothing that a client waits for takes hours.
const UNITS: &[(&str, u64)] = &[("ms", 1), ("s", 1_000), ("m", 60_000)];

/// The units of a period, in which something is counted.
const UNITS_OF_PERIODS: &[(&str, u64)] =
    &[("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

/// Accepts `name = "250ms"`, `name = "5s"` and `name = "2m"`: how long something may take. `example` is for the
/// messages.
pub(crate) fn duration(option: &Named, example: &str, errors: &mut Errors) -> Option<Milliseconds> {
    read(
        option,
        UNITS,
        example,
        "nothing could be done in time",
        errors,
    )
}

/// Accepts the same as [`duration`], and `name = "1h"`. `at_zero` says, for the message, what a time of 0 would do.
pub(crate) fn period(
    option: &Named,
    example: &str,
    at_zero: &str,
    errors: &mut Errors,
) -> Option<Milliseconds> {
    read(option, UNITS_OF_PERIODS, example, at_zero, errors)
}

fn read(
    option: &Named,
    units: &[(&str, u64)],
    example: &str,
    at_zero: &str,
    errors: &mut Errors,
) -> Option<Milliseconds> {
    let literal = string(option, "a duration", example, errors)?;
    let name = &option.name;
    let written = format!("{name} = \"{example}\"");
    of_literal(
        &literal,
        units,
        &name.to_string(),
        &written,
        at_zero,
        errors,
    )
}

/// Accepts `"250ms"`, `"5s"`, `"2m"` and `"1h"`: how often a timer runs.
pub(crate) fn every(literal: &LitStr, errors: &mut Errors) -> Option<Milliseconds> {
    let example = "#[interval(\"1s\")]";
    let at_zero = "the method would run without end";
    of_literal(
        literal,
        UNITS_OF_PERIODS,
        "interval",
        example,
        at_zero,
        errors,
    )
}

/// `name` is what is given by the literal, and `example` how it could be written, for the messages.
fn of_literal(
    literal: &LitStr,
    units: &[(&str, u64)],
    name: &str,
    example: &str,
    at_zero: &str,
    errors: &mut Errors,
) -> Option<Milliseconds> {
    let value = literal.value();
    match milliseconds(&value, units) {
        Ok(milliseconds) => Some(Milliseconds(milliseconds)),
        Err(problem) => {
            let value = value.escape_debug();
            errors.at(
                literal.span(),
                match problem {
                    Problem::Malformed => format!(
                        "`{value}` is no duration; write a whole number with {}, as in `{example}`",
                        alternatives(units)
                    ),
                    Problem::Zero => {
                        format!("`{name}` is 0, so that {at_zero}; use more, as in `{example}`")
                    }
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

/// The units in a sentence: `` `ms`, `s` or `m` ``.
fn alternatives(units: &[(&str, u64)]) -> String {
    let names: Vec<&str> = units.iter().map(|(name, _)| *name).collect();
    suggestion::list(&names).replace(" and ", " or ")
}

fn milliseconds(value: &str, units: &[(&str, u64)]) -> Result<u64, Problem> {
    let end = value
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(value.len());
    let (number, unit) = value.split_at(end);
    let unit = units.iter().find(|(name, _)| *name == unit);
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
