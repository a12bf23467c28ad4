//! `parse` reads how often a timer runs: `#[interval("1s")]`.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{LitInt, LitStr};

use crate::{
    arguments::{self, Arguments},
    attributes::Helper,
    errors::Errors,
    values::{Milliseconds, every},
};

/// Accepts `#[interval("250ms")]`, with `ms`, `s`, `m` or `h`.
pub(super) fn parse(helper: &Helper, errors: &mut Errors) -> Option<Milliseconds> {
    let list = match Arguments::of(&helper.attribute) {
        Arguments::List(list) if !list.is_empty() => list,
        Arguments::Value(value) => {
            let written = value.to_string();
            errors.over(
                value,
                format!("the period stands in parentheses; write `#[interval({written})]`"),
            );
            return None;
        }
        _ => {
            errors.over(
                helper.tokens(),
                "how often does the method run? write the period, as in `#[interval(\"1s\")]`",
            );
            return None;
        }
    };
    let mut arguments = arguments::split(list, errors).into_iter();
    let first = arguments.next()?;
    if let Some(second) = arguments.next() {
        errors.over(
            second,
            "`#[interval(..)]` takes the period alone; remove this",
        );
        return None;
    }
    if let Ok(period) = syn::parse2::<LitStr>(first.clone()) {
        return every(&period, errors);
    }
    let problem = not_a_string(&first);
    errors.over(first, problem);
    None
}

/// NestJS writes the period as a number of milliseconds, and may name it first.
fn not_a_string(written: &TokenStream) -> String {
    match syn::parse2::<LitInt>(written.clone()) {
        Ok(number) => format!(
            "the period has a unit; write `#[interval(\"{}ms\")]`",
            number.base10_digits()
        ),
        Err(_) => format!(
            "`{}` is no period; write a string, as in `#[interval(\"1s\")]`",
            written.to_token_stream()
        ),
    }
}
