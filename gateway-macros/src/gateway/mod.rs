//! `#[websocket_gateway(..)]` on a struct: its options, and how it is made.

mod expand;
mod fields;
mod model;
mod numbers;
mod options;
mod server;
mod values;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, ItemStruct};

use crate::{
    attributes::{
        self, INJECT, NOT_YET, ON_METHODS, ON_PARAMETERS, WEBSOCKET_GATEWAY, WEBSOCKET_SERVER,
    },
    errors::Errors,
    strip::strip,
};

use model::Gateway;
use options::Options;

/// The struct without our attributes, then the implementation of `Gateway`: the real one, or after
/// a mistake a stub, so that users of the type see no second error.
pub(crate) fn expand(
    arguments: TokenStream,
    item: TokenStream,
    errors: &mut Errors,
) -> TokenStream {
    let options = Options::parse(arguments, errors);
    let mut item = match syn::parse2::<ItemStruct>(item.clone()) {
        Ok(item) => item,
        Err(error) => {
            errors.push(error);
            return strip(item, &[&[WEBSOCKET_SERVER, INJECT]]);
        }
    };
    take_attributes(&mut item, errors);
    let fields = fields::take(&mut item, errors);
    refuse_generics(&item, errors);

    let implementation = if errors.is_empty() {
        expand::gateway(&Gateway {
            name: &item.ident,
            options: &options,
            fields,
        })
    } else {
        expand::stub(&item.ident, &item.generics, &options)
    };
    quote!(#item #implementation)
}

/// An enum or a union: refused, but other code may already treat it as a gateway.
pub(crate) fn refuse(kind: &str, item: TokenStream, errors: &mut Errors) -> TokenStream {
    // `#[default]` belongs to `derive(Default)` there.
    let item = strip(item, &[&[WEBSOCKET_SERVER], ON_METHODS, ON_PARAMETERS]);
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

/// Attributes of ours beside `#[websocket_gateway]`.
fn take_attributes(item: &mut ItemStruct, errors: &mut Errors) {
    let misplaced: &[&[&str]] = &[&[WEBSOCKET_GATEWAY, WEBSOCKET_SERVER, INJECT], NOT_YET];
    for helper in attributes::take(&mut item.attrs, misplaced) {
        if helper.is_not_yet() {
            helper.refuse_not_yet(errors);
        } else if helper.name == WEBSOCKET_GATEWAY {
            errors.over(
                helper.tokens(),
                format!(
                    "`{}` is marked twice; write all options in one `#[websocket_gateway(..)]`",
                    item.ident
                ),
            );
        } else {
            errors.over(
                helper.tokens(),
                format!("{} marks a field; move it there", helper.quoted()),
            );
        }
    }
}

/// Each gateway is made once, by its type; a generic struct is many types.
fn refuse_generics(item: &ItemStruct, errors: &mut Errors) {
    if let Some(first) = item.generics.params.first() {
        let parameters = match first {
            syn::GenericParam::Lifetime(_) => {
                "lifetime parameters; a gateway lives as long as the app and owns its fields"
            }
            _ => "generic parameters; a gateway is one type, of which the app makes one value",
        };
        let generics = &item.generics.params;
        errors.over(
            quote!(#generics),
            format!("`{}` has {parameters}: remove them", item.ident),
        );
    }
}
