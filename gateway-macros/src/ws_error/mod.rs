//! `derive` is the expansion of `#[derive(WsError)]`: how an error of the user's becomes a `WsError`, and which codes the error has.
//!
//! The compiler parses the item and has removed what a `#[cfg]` leaves out, so that the phases are `understand`, which makes the
//! `model`, and `expand`, which prints it.

mod expand;
mod message;
mod model;
mod understand;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::errors;

pub(crate) fn derive(item: TokenStream) -> TokenStream {
    errors::report(|errors| {
        let Some(item) = errors.keep(syn::parse2::<DeriveInput>(item)) else {
            return TokenStream::new();
        };
        let understood = understand::understand(&item, errors);
        if errors.is_empty() {
            expand::expand(&understood)
        } else {
            expand::stub(&understood)
        }
    })
}
