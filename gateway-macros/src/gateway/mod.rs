//! `#[websocket_gateway(..)]` on a struct implements `Gateway` for the struct.
//!
//! Options and fields go through the phases in this order: `syn` parses, `understand` makes the
//! `model` and reports what is wrong, `expand` prints the model.

mod expand;
mod model;
mod understand;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, ItemStruct};

use crate::{
    attributes::{ENHANCING, INJECT, ON_METHODS, ON_PARAMETERS, WEBSOCKET_SERVER},
    errors::Errors,
    strip::strip,
};

#[cfg(test)]
pub(crate) use understand::KNOWN_OPTIONS;

use model::{Gateway, Options};

/// Prints the struct without our attributes, then the implementation of `Gateway`: the real one, or
/// after a mistake a stub, so that users of the type see no second error.
pub(crate) fn expand(
    arguments: TokenStream,
    item: TokenStream,
    errors: &mut Errors,
) -> TokenStream {
    let options = understand::options(arguments, errors);
    let mut item = match syn::parse2::<ItemStruct>(item.clone()) {
        Ok(item) => item,
        Err(error) => {
            errors.push(error);
            return strip(item, &[&[WEBSOCKET_SERVER, INJECT], ENHANCING]);
        }
    };
    let (fields, enhancers) = understand::structure(&mut item, &options.runtime, errors);

    let implementation = if errors.is_empty() {
        expand::gateway(&Gateway {
            name: &item.ident,
            options: &options,
            fields,
            enhancers,
            attributes: &item.attrs,
        })
    } else {
        expand::stub(&item.ident, &item.generics, &options)
    };
    quote!(#item #implementation)
}

/// Refuses an enum or a union, with a stub: other code may already treat the type as a gateway.
pub(crate) fn refuse(kind: &str, item: TokenStream, errors: &mut Errors) -> TokenStream {
    // `#[default]` belongs to `derive(Default)` there.
    let item = strip(
        item,
        &[&[WEBSOCKET_SERVER], ON_METHODS, ON_PARAMETERS, ENHANCING],
    );
    let stub = match syn::parse2::<DeriveInput>(item.clone()) {
        Ok(DeriveInput {
            ident, generics, ..
        }) => {
            errors.at(
                ident.span(),
                format!(
                    "`{ident}` is {}; a gateway is a struct: make it one",
                    article(kind)
                ),
            );
            expand::stub(&ident, &generics, &Options::default())
        }
        Err(error) => {
            errors.push(error);
            TokenStream::new()
        }
    };
    quote!(#item #stub)
}

fn article(kind: &str) -> String {
    let article = if kind == "enum" { "an" } else { "a" };
    format!("{article} {kind}")
}
