//! `emits` reads the types of the events that a gateway sends: `emits(ReceiveMessage)`.

use quote::ToTokens;
use syn::{Token, Type, parse::Parser, punctuated::Punctuated};

use crate::{
    arguments::{Form, Named},
    errors::Errors,
};

/// Accepts `emits(Type, path::Type, ..)`.
pub(super) fn emits(option: &Named, errors: &mut Errors) -> Vec<Type> {
    const EXPECTED: &str =
        "`emits` takes types that derive `ServerEvent`, as in `emits(ReceiveMessage)`";
    let Form::List(list) = &option.form else {
        option.refuse_value(EXPECTED, errors);
        return Vec::new();
    };
    let mut types: Vec<Type> = Vec::new();
    let Ok(parsed) = Punctuated::<Type, Token![,]>::parse_terminated.parse2(list.clone()) else {
        errors.over(list.clone(), EXPECTED);
        return types;
    };
    for ty in parsed {
        let tokens = ty.to_token_stream();
        // The compiler's error about two implementations for one type would point at neither.
        if types
            .iter()
            .any(|known| known.to_token_stream().to_string() == tokens.to_string())
        {
            let written = tokens.to_string().replace(' ', "");
            errors.over(
                tokens,
                format!("`{written}` is in `emits` twice; remove one"),
            );
        } else {
            types.push(ty);
        }
    }
    types
}
