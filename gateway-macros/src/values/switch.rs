//! `switch` reads an option that is on or off: `ignore_unknown_events`.

use syn::LitBool;

use crate::{
    arguments::{Form, Named},
    errors::Errors,
};

/// Accepts a word that stands alone, or is `true` or `false`.
pub(crate) fn switch(option: &Named, errors: &mut Errors) -> Option<bool> {
    let value = match &option.form {
        Form::Bare => return Some(true),
        Form::Value(value) => syn::parse2::<LitBool>(value.clone()).ok(),
        Form::List(_) => None,
    };
    if value.is_none() {
        let name = &option.name;
        option.refuse_value(
            format!("`{name}` takes `true` or `false`, as in `{name} = false`; alone it is `true`"),
            errors,
        );
    }
    value.map(|value| value.value)
}
