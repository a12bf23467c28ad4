//! `literal` reads a value of one token: `name = 64`, `name = "text"`.

use syn::{LitStr, parse::Parse};

use crate::{
    arguments::{Form, Named},
    errors::Errors,
};

/// The literal after `=`, or a report of what is `expected` there.
pub(super) fn literal<L: Parse>(
    option: &Named,
    expected: &str,
    example: &str,
    errors: &mut Errors,
) -> Option<L> {
    if let Form::Value(value) = &option.form
        && let Ok(literal) = syn::parse2(value.clone())
    {
        return Some(literal);
    }
    let name = &option.name;
    option.refuse_value(
        format!("`{name}` takes {expected}, as in `{name} = {example}`"),
        errors,
    );
    None
}

/// The string after `=`; `expected` says what the string is, for the message.
pub(crate) fn string(
    option: &Named,
    expected: &str,
    example: &str,
    errors: &mut Errors,
) -> Option<LitStr> {
    literal(option, expected, &format!("\"{example}\""), errors)
}
