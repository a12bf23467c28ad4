//! `#[websocket_gateway]` on an `impl` block registers the block's handlers and hooks.
//!
//! The block goes through the phases in this order: `syntax` parses the block, `understand` makes
//! the `model` of what is right in it and reports the rest, `expand` prints the model.

mod expand;
mod model;
mod syntax;
mod understand;

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    attributes::{ENHANCING, ON_METHODS, ON_PARAMETERS},
    errors::Errors,
    runtime_path::RuntimePath,
    strip::strip,
};

use syntax::ImplBlock;

/// Prints the block without our attributes, then the registrations of the methods that are right.
///
/// These registrations are printed even after a mistake in another method, so that type errors show
/// in the same build.
pub(crate) fn expand(
    arguments: TokenStream,
    item: TokenStream,
    errors: &mut Errors,
) -> TokenStream {
    let runtime = RuntimePath::of_block(arguments, errors);
    let block = match syn::parse2::<ImplBlock>(item.clone()) {
        Ok(block) => block,
        Err(error) => {
            errors.push(error);
            return strip(item, &[ON_METHODS, ON_PARAMETERS, ENHANCING]);
        }
    };
    let registrations =
        understand::block(&block, &runtime, errors).map(|block| expand::block(&block));
    quote!(#block #registrations)
}
