//! Printing a block's registrations. Nothing here can fail.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{handler, hook, model::Block, syntax::Method};
use crate::spans::reported_at;

// Expands to:
//
//     const _: fn() = || assert_gateway::<ChatGateway>();
//     const _: () = { .. };
//     const _: () = { .. };
pub(crate) fn block(block: &Block<'_>) -> TokenStream {
    let assertion = assertion(block);
    let handlers = block
        .handlers
        .iter()
        .map(|handler| handler::expand(block, handler));
    let hooks = block.hooks.iter().map(|hook| hook::expand(block, hook));
    quote!(#assertion #(#handlers)* #(#hooks)*)
}

// Expands to, so that a struct that is no gateway is reported once, at the block's type:
//
//     const _: fn() = || assert_gateway::<ChatGateway>();
fn assertion(block: &Block<'_>) -> TokenStream {
    let gateway = block.gateway;
    let span = reported_at(gateway.span());
    let private = block.runtime.private(span);
    quote_spanned!(span=> const _: fn() = || #private::assert_gateway::<#gateway>();)
}

// Expands to, under the method's `#[cfg]`s, with a marker type that makes the implementation of
// this method another one than those of the type's other methods:
//
//     const _: () = { struct __Handler; implementation submissions };
pub(crate) fn registration(
    method: &Method,
    marker: &Ident,
    implementation: &TokenStream,
    submissions: &[TokenStream],
) -> TokenStream {
    let cfgs = method.cfgs();
    quote! {
        #(#cfgs)*
        // Types of the user may be deprecated, which is said where the user wrote them; and a record
        // is spelled in the user's span, where our full paths may be longer than they need to be.
        #[allow(deprecated, unused_qualifications)]
        const _: () = {
            struct #marker;
            #[automatically_derived]
            #implementation
            #(#submissions)*
        };
    }
}
