//! `#[guard]`, `#[interceptor]`, `#[filter]` and `#[pipe]` make an enhancer of a function.
//!
//! The function stays as it is, so that a test can call it, and a struct of the same name and visibility stands beside it:
//! a type lives in another namespace than a function, so one `use` imports both. The struct has braces, since a unit struct
//! would be a value too.
//!
//! The function goes through the phases in this order: `syntax` parses it, `understand` makes the `model` of it and reports
//! what is wrong, `expand` prints the model.

mod expand;
mod model;
mod syntax;
mod understand;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use crate::{
    attributes::{ENHANCING, ON_PARAMETERS},
    editor,
    errors::{self, Errors},
    strip::strip,
};

pub(crate) use model::Kind;
use syntax::Function;

/// Prints what only editors see, the function without our attributes, and the enhancer: the real one, or after a mistake a
/// stub, so that users of its name see no second error.
pub(crate) fn expand(kind: Kind, arguments: TokenStream, item: TokenStream) -> TokenStream {
    // Nothing can stand beside a method, which is refused.
    let mut output = if is_method(&item) {
        TokenStream::new()
    } else {
        editor::function_mentions(kind.attribute(), &arguments, &item)
    };
    output.extend(errors::report(|errors| {
        enhancer(kind, arguments, item, errors)
    }));
    output
}

fn enhancer(
    kind: Kind,
    arguments: TokenStream,
    item: TokenStream,
    errors: &mut Errors,
) -> TokenStream {
    let options = understand::options(kind, arguments, errors);
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            understand::refuse_item(kind, &item, error, errors);
            return strip(item, &[ON_PARAMETERS, ENHANCING]);
        }
    };
    let before = errors.count();
    let enhancer = understand::function(kind, &function, &options, errors);
    if function.has_receiver() {
        // A struct cannot stand among methods.
        return quote!(#function);
    }
    let printed = if errors.count() == before {
        expand::enhancer(&enhancer)
    } else {
        expand::stub(&enhancer)
    };
    quote!(#function #printed)
}

/// Whether a function has a parameter `self`, by its tokens.
fn is_method(item: &TokenStream) -> bool {
    item.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            let mut tokens = group.stream().into_iter();
            tokens.any(|token| matches!(token, TokenTree::Ident(word) if word == "self"))
        }
        _ => false,
    })
}
