//! `choice` reads a string out of a list: `ordering = "sequential"`.

use proc_macro2::Ident;

use super::literal::string;
use crate::{arguments::Named, errors::Errors, suggestion};

/// Accepts one of `choices`, which are spellings with the variant that is printed for each.
pub(crate) fn choice(
    option: &Named,
    choices: &[(&str, &str)],
    example: &str,
    errors: &mut Errors,
) -> Option<Ident> {
    let literal = string(option, "a string", example, errors)?;
    let value = literal.value();
    if let Some((_, variant)) = choices.iter().find(|(spelling, _)| *spelling == value) {
        return Some(Ident::new(variant, literal.span()));
    }
    let spellings: Vec<&str> = choices.iter().map(|(spelling, _)| *spelling).collect();
    let remedy = match suggestion::closest(&value, &spellings) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the values are {}", suggestion::list(&spellings)),
    };
    errors.at(
        literal.span(),
        format!("unknown value `{value}` of `{}`; {remedy}", option.name),
    );
    None
}
