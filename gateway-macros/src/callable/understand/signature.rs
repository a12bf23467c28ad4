//! `check_signature` makes sure that the app can call a function: `fn` or `async fn` without type parameters.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericParam, Safety, Token};

use crate::{
    callable::{Callable, Role},
    errors::Errors,
};

/// Refuses generic parameters and qualifiers.
pub(crate) fn check_signature(function: &Callable, role: Role, errors: &mut Errors) {
    check_generics(function, role, errors);
    check_qualifiers(function, role, errors);
}

/// Refuses type and const parameters: the app calls one function, not a family of functions.
/// Lifetimes are allowed, since they do not choose between functions.
fn check_generics(function: &Callable, role: Role, errors: &mut Errors) {
    let name = function.name();
    for parameter in &function.signature.generics.params {
        let (kind, parameter) = match parameter {
            GenericParam::Lifetime(_) => continue,
            GenericParam::Type(parameter) => ("type", &parameter.ident),
            GenericParam::Const(parameter) => ("const", &parameter.ident),
        };
        errors.at(
            parameter.span(),
            format!(
                "`{name}` has the {kind} parameter `{parameter}`; {} is called with known \
                 types: write out what it stands for",
                role.noun()
            ),
        );
    }
}

fn check_qualifiers(function: &Callable, role: Role, errors: &mut Errors) {
    let signature = &function.signature;
    let name = function.name();
    let noun = role.noun();
    let mut refuse = |tokens: TokenStream, written: &str| {
        errors.over(
            tokens,
            format!("`{name}` is `{written}`; {noun} is `fn` or `async fn`: remove `{written}`"),
        );
    };
    if let Some(token) = &signature.constness {
        refuse(quote!(#token), "const");
    }
    if let Safety::Unsafe(token) = &signature.safety {
        refuse(quote!(#token), "unsafe");
    }
    if let Some(abi) = &signature.abi {
        refuse(quote!(#abi), "extern");
    }
    if let Some(variadic) = &signature.variadic {
        let dots: Token![...] = variadic.dots;
        errors.over(
            quote!(#dots),
            format!("`{name}` is variadic; {noun} has a fixed number of parameters: list them"),
        );
    }
}
