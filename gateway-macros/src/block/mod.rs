//! `#[websocket_gateway]` on an `impl` block: its handlers and hooks.

mod answer;
mod check;
mod events;
mod expand;
mod handler;
mod hook;
mod methods;
mod model;
mod output;
mod parameters;
mod require;
mod signature;
mod source;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    attributes::{ON_METHODS, ON_PARAMETERS},
    errors::Errors,
    gateway::runtime_only,
    strip::strip,
};

use syntax::ImplBlock;

/// The block without our attributes, then the registrations of the methods that are right.
///
/// They are printed even after a mistake in another method, so that type errors show in the same
/// build.
pub(crate) fn expand(
    arguments: TokenStream,
    item: TokenStream,
    errors: &mut Errors,
) -> TokenStream {
    let runtime = runtime_only(arguments, errors);
    let block = match syn::parse2::<ImplBlock>(item.clone()) {
        Ok(block) => block,
        Err(error) => {
            errors.push(error);
            return strip(item, &[ON_METHODS, ON_PARAMETERS]);
        }
    };
    let registrations =
        methods::understand(&block, &runtime, errors).map(|block| expand::block(&block));
    quote!(#block #registrations)
}
