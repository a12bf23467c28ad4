//! `options` and `structure` understand what was written on a gateway's struct, and report what is
//! wrong with it.

mod options;

use quote::quote;
use syn::ItemStruct;

use crate::{
    attributes::{self, INJECT, NOT_YET, Place, WEBSOCKET_GATEWAY, WEBSOCKET_SERVER},
    errors::Errors,
    fields::{self, Field},
    runtime_path::RuntimePath,
};

#[cfg(test)]
pub(crate) use options::KNOWN as KNOWN_OPTIONS;
pub(crate) use options::options;

/// Takes our attributes from the struct and from its fields, and returns the fields.
pub(crate) fn structure(
    item: &mut ItemStruct,
    runtime: &RuntimePath,
    errors: &mut Errors,
) -> Vec<Field> {
    take_attributes(item, errors);
    let fields = fields::take(item, runtime, errors);
    refuse_generics(item, errors);
    fields
}

/// Reports attributes of ours beside `#[websocket_gateway]`, which mean nothing on a struct.
fn take_attributes(item: &mut ItemStruct, errors: &mut Errors) {
    let misplaced: &[&[&str]] = &[&[WEBSOCKET_GATEWAY, WEBSOCKET_SERVER, INJECT], NOT_YET];
    for helper in attributes::take(&mut item.attrs, Place::Item, misplaced) {
        helper.check_spelling(errors);
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
            helper.refuse_with("marks a field; move it there", errors);
        }
    }
}

/// Refuses generic parameters: each gateway is made once, by its type, and a generic struct is many
/// types.
fn refuse_generics(item: &ItemStruct, errors: &mut Errors) {
    if let Some(first) = item.generics.params.first() {
        let parameters = match first {
            syn::GenericParam::Lifetime(_) => {
                "lifetime parameters; a gateway lives as long as the app and owns its fields: \
                 remove them"
            }
            _ => {
                "generic parameters; a gateway is one type, of which the app makes one value: replace \
                 them by an `Arc<dyn Trait>` in a field marked `#[inject]`, or write a `macro_rules!` that \
                 makes a gateway for each type"
            }
        };
        let generics = &item.generics.params;
        errors.over(
            quote!(#generics),
            format!("`{}` has {parameters}", item.ident),
        );
    }
}
