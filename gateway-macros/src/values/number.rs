//! `port`, `limit` and `count` read whole numbers: `port = 81`, `max_in_flight = 64`.

use std::{fmt::Display, str::FromStr};

use proc_macro2::Literal;
use syn::{LitInt, LitStr};

use super::literal::literal;
use crate::{
    arguments::{Form, Named},
    errors::Errors,
};

/// Accepts `port = 81`: a whole number up to 65535.
pub(crate) fn port(option: &Named, errors: &mut Errors) -> Option<Literal> {
    let number = whole(option, "81", "u16", errors)?;
    if let Ok(port) = number.base10_parse::<u16>() {
        return Some(at(&number, Literal::u16_suffixed(port)));
    }
    errors.at(
        number.span(),
        format!("`{number}` is no port; use one up to 65535, or 0 for one that the system chooses"),
    );
    None
}

/// Accepts `name = 64`: a whole number from 1. `at_zero` says, for the message, what a limit of 0
/// would do.
pub(crate) fn limit(
    option: &Named,
    example: &str,
    at_zero: &str,
    errors: &mut Errors,
) -> Option<Literal> {
    from_1(
        option,
        (example, "usize"),
        at_zero,
        Literal::usize_suffixed,
        errors,
    )
}

/// Accepts the same as [`limit`], up to 4,294,967,295.
pub(crate) fn count(
    option: &Named,
    example: &str,
    at_zero: &str,
    errors: &mut Errors,
) -> Option<Literal> {
    from_1(
        option,
        (example, "u32"),
        at_zero,
        Literal::u32_suffixed,
        errors,
    )
}

fn from_1<N>(
    option: &Named,
    (example, suffix): (&str, &str),
    at_zero: &str,
    suffixed: fn(N) -> Literal,
    errors: &mut Errors,
) -> Option<Literal>
where
    N: FromStr<Err: Display> + Default + PartialEq,
{
    let number = whole(option, example, suffix, errors)?;
    let name = &option.name;
    let problem = match number.base10_parse::<N>() {
        Ok(value) if value == N::default() => {
            format!("`{name}` is 0, so that {at_zero}; use 1 or more")
        }
        Ok(value) => return Some(at(&number, suffixed(value))),
        Err(_) if number.base10_digits().starts_with('-') => {
            format!("`{number}` is too small for `{name}`; use 1 or more")
        }
        Err(_) => format!("`{number}` is too large for `{name}`; use a smaller number"),
    };
    errors.at(number.span(), problem);
    None
}

/// The number after `=`, without a suffix or with `suffix`.
fn whole(option: &Named, example: &str, suffix: &str, errors: &mut Errors) -> Option<LitInt> {
    let name = &option.name;
    if let Form::Value(value) = &option.form
        && let Ok(text) = syn::parse2::<LitStr>(value.clone())
        && let digits = text.value()
        && !digits.is_empty()
        && digits.chars().all(|letter| letter.is_ascii_digit())
    {
        errors.at(
            text.span(),
            format!("`{name}` takes a number without quotes; write `{name} = {digits}`"),
        );
        return None;
    }
    let number = literal::<LitInt>(option, "a whole number", example, errors)?;
    if !number.suffix().is_empty() && number.suffix() != suffix {
        let digits = number.base10_digits();
        errors.at(
            number.span(),
            format!("`{number}` is of another type; write `{name} = {digits}`"),
        );
        return None;
    }
    Some(number)
}

/// The number to print, at the place of the number that was written.
fn at(written: &LitInt, mut printed: Literal) -> Literal {
    printed.set_span(written.span());
    printed
}
