//! `words` prints the user's own words in attributes that leave nothing of them where rust-analyzer looks: the names in lists of
//! enhancers, metadata, pipes, and functions that make keys.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, TypePath};

use crate::{
    arguments::{self, Form, Named},
    attributes::{
        MESSAGE_BODY, SET_METADATA, THROTTLE, USE_ENHANCERS, USE_FILTERS, USE_GUARDS,
        USE_INTERCEPTORS,
    },
    errors::Errors,
};

// Expands to this, with the types and the expressions among the arguments:
//
//     const _: fn((authenticated,)) = |_| {};
//     const _: fn() = || { let _ = (Audit::new("cancel"),); };
//
// The first is there for each list, also for one that is empty yet: as with options, completion compares two expansions.
pub(super) fn words(attribute: &str, list: TokenStream) -> TokenStream {
    let errors = &mut Errors::ignored();
    let arguments = arguments::split(list.clone(), errors);
    let (types, values): (Vec<TypePath>, Vec<Expr>) = match attribute {
        USE_GUARDS | USE_INTERCEPTORS | USE_FILTERS | USE_ENHANCERS => {
            let types = arguments.iter().cloned().filter_map(parsed).collect();
            let is_value = |argument: &&TokenStream| {
                parsed::<TypePath>(TokenStream::clone(argument)).is_none()
            };
            let values = arguments.iter().filter(is_value).cloned();
            (types, values.filter_map(parsed).collect())
        }
        SET_METADATA => (Vec::new(), parsed(list).into_iter().collect()),
        THROTTLE => (Vec::new(), named("by", arguments, errors)),
        MESSAGE_BODY => (named("pipe", arguments, errors), Vec::new()),
        _ => return TokenStream::new(),
    };
    let values =
        (!values.is_empty()).then(|| quote!(const _: fn() = || { let _ = (#(#values,)*); };));
    quote! {
        const _: fn((#(#types,)*)) = |_| {};
        #values
    }
}

fn parsed<T: syn::parse::Parse>(tokens: TokenStream) -> Option<T> {
    syn::parse2(tokens).ok()
}

/// The value of the option `name`.
fn named<T: syn::parse::Parse>(
    name: &str,
    arguments: Vec<TokenStream>,
    errors: &mut Errors,
) -> Vec<T> {
    let values = arguments.into_iter().filter_map(|argument| {
        let option = Named::parse(argument, errors).ok()??;
        match option.form {
            Form::Value(value) if option.name == name => parsed(value),
            _ => None,
        }
    });
    values.collect()
}
