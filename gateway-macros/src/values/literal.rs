//! `literal` reads a value of one token: `name = 64`, `name = "text"`.

use syn::{LitStr, Path, parse::Parse};

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
    let constant = if is_constant(&option.form) {
        "; an attribute cannot read a constant"
    } else {
        ""
    };
    option.refuse_value(
        format!("`{name}` takes {expected}, as in `{name} = {example}`{constant}"),
        errors,
    );
    None
}

/// Whether the value is the name of something, such as `events::PORT`.
fn is_constant(form: &Form) -> bool {
    matches!(form, Form::Value(value)
    if syn::parse2::<Path>(value.clone()).is_ok_and(|path| path.get_ident().is_none_or(|name| {
        name.to_string().starts_with(|first: char| first.is_uppercase())
    })))
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
