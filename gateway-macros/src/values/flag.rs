//! `flag` reads an option that has no value: `validate`.

use crate::{
    arguments::{Form, Named},
    errors::Errors,
};

/// Accepts a word that stands alone.
pub(crate) fn flag(option: &Named, errors: &mut Errors) -> bool {
    let is_bare = matches!(option.form, Form::Bare);
    if !is_bare {
        let name = &option.name;
        option.refuse_value(
            format!("`{name}` stands alone: write `{name}`, or remove it"),
            errors,
        );
    }
    is_bare
}
