//! `block` prints a block's registrations. Nothing here can fail: what is wrong was reported before
//! and is not in the model.

mod answer;
mod context;
mod handler;
mod hidden;
mod hook;
mod parameters;
mod requirements;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::model::Block;
use crate::spans::{numbered, reported_at};

use hidden::hidden;

// Expands to:
//
//     const _: fn() = || assert_gateway::<ChatGateway>();
//     const _: () = { handlers };
//     const _: () = { a hook };
pub(crate) fn block(block: &Block<'_>) -> TokenStream {
    let assertion = assertion(block);
    let handlers = (!block.handlers.is_empty()).then(|| handlers(block));
    let hooks = block.hooks.iter().map(|hook| hook::expand(block, hook));
    quote!(#assertion #handlers #(#hooks)*)
}

// Expands to this, with one submission for all handlers, since each submission costs a static and a
// function:
//
//     const _: () = {
//         struct __Handler0; implementation
//         struct __Handler1; implementation
//         ::gateway_runtime::__private::inventory::submit! {
//             HandlerRecords { records: &[record, record,] }
//         }
//     };
fn handlers(block: &Block<'_>) -> TokenStream {
    let private = block.runtime.private(Span::mixed_site());
    let handlers: Vec<_> = (block.handlers.iter().enumerate())
        .map(|(index, handler)| handler::expand(block, handler, &numbered("Handler", index)))
        .collect();
    let implementations = handlers.iter().map(|handler| &handler.implementation);
    let records = handlers.iter().flat_map(|handler| &handler.records);
    hidden(&quote! {
        #(#implementations)*
        #private::inventory::submit! {
            #private::HandlerRecords { records: &[#(#records,)*] }
        }
    })
}

// Expands to this, so that a struct that is no gateway is reported once, at the block's type:
//
//     const _: fn() = || assert_gateway::<ChatGateway>();
fn assertion(block: &Block<'_>) -> TokenStream {
    let gateway = block.gateway;
    let span = reported_at(gateway.span());
    let private = block.runtime.private(span);
    quote_spanned!(span=> const _: fn() = || #private::assert_gateway::<#gateway>();)
}
