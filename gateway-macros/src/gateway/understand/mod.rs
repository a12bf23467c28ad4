//! `options` and `structure` understand what was written on a gateway's struct, and report what is
//! wrong with it.

mod options;

use quote::quote;
use syn::ItemStruct;

use crate::{
    attributes::{
        self, ENHANCING, INJECT, ON_FUNCTIONS, Place, WEBSOCKET_GATEWAY, WEBSOCKET_SERVER,
    },
    enhancer_list::{self, EnhancerList},
    errors::Errors,
    fields::{self, Field, Owner},
    runtime_path::RuntimePath,
};

#[cfg(test)]
pub(crate) use options::KNOWN as KNOWN_OPTIONS;
pub(crate) use options::options;

/// Takes our attributes from the struct and from its fields, and returns the fields with what stands around all methods.
pub(crate) fn structure(
    item: &mut ItemStruct,
    runtime: &RuntimePath,
    errors: &mut Errors,
) -> (Vec<Field>, EnhancerList) {
    let enhancers = take_attributes(item, errors);
    let fields = fields::take(item, runtime, Owner::Gateway, errors);
    refuse_generics(item, errors);
    (fields, enhancers)
}

/// Takes what stands around all methods, and reports other attributes of ours beside `#[websocket_gateway]`, which mean
/// nothing on a struct.
fn take_attributes(item: &mut ItemStruct, errors: &mut Errors) -> EnhancerList {
    let names: &[&[&str]] = &[
        &[WEBSOCKET_GATEWAY, WEBSOCKET_SERVER, INJECT],
        ON_FUNCTIONS,
        ENHANCING,
    ];
    let helpers = attributes::take(&mut item.attrs, Place::Item, names);
    for helper in &helpers {
        helper.check_spelling(errors);
        if helper.is_enhancing() {
            continue;
        }
        if helper.name == WEBSOCKET_GATEWAY {
            errors.over(
                helper.tokens(),
                format!(
                    "`{}` is marked twice; write all options in one `#[websocket_gateway(..)]`",
                    item.ident
                ),
            );
        } else if ON_FUNCTIONS.contains(&helper.name) {
            helper.refuse_place(errors);
        } else {
            helper.refuse_with("marks a field; move it there", errors);
        }
    }
    let enhancing = helpers
        .iter()
        .filter(|helper| helper.is_enhancing() && helper.is_readable());
    enhancer_list::understand(enhancing, errors)
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
