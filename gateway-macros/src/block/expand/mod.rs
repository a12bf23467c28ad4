//! `block` prints a block's registrations. Nothing here can fail: what is wrong was reported before
//! and is not in the model.

mod answer;
mod blocking;
mod handler;
mod hook;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::model::{Block, Wrong};
use crate::{
    constant::{Constant, holder},
    editor::compiler_only,
    spans::{keyword, reported_at},
};

// Expands to:
//
//     const _: () = {
//         #[cfg(not(rust_analyzer))]
//         items! {
//             const _: &str = <ChatGateway as Gateway>::NAME;
//             handlers
//             const _: () = { a hook };
//             const _: () = { a constant of a method with a mistake };
//         }
//     };
pub(crate) fn block(block: &Block<'_>) -> TokenStream {
    let assertion = assertion(block);
    let handlers = (!block.handlers.is_empty()).then(|| handlers(block));
    let hooks = block.hooks.iter().map(|hook| hook::expand(block, hook));
    let constants = block.wrong.iter().map(|method| constants(block, method));
    let items = quote!(#assertion #handlers #(#hooks)* #(#constants)*);
    let items = compiler_only(block.runtime, &items);
    quote! {
        // The user's types may be deprecated, which the compiler says where the user wrote them;
        // and a record is spelled in the user's span, where our full paths may be longer than they
        // need to be.
        #[allow(deprecated, unexpected_cfgs, unused_qualifications)]
        const _: () = { #items };
    }
}

// Expands to this, for an event with the name of a constant:
//
//     const __EVENT0_0: &'static str = events::SEND;
//     const _: () = ::gateway_runtime::__private::check_event_of_client(__EVENT0_0);
fn event_constant(block: &Block<'_>, constant: &Constant, name: &Ident) -> [TokenStream; 2] {
    let constant = constant.of(&block.gateway.to_token_stream());
    constant.declared("check_event_of_client", name, block.runtime)
}

// Expands to this for each constant of a method with a mistake, under the method's `#[cfg]`s:
//
//     const _: () = {
//         const __EVENT: &'static str = events::SEND;
//         const _: () = ::gateway_runtime::__private::check_event_of_client(__EVENT);
//     };
fn constants(block: &Block<'_>, wrong: &Wrong<'_>) -> TokenStream {
    let cfgs = wrong.method.cfgs();
    let name = holder("EVENT");
    let constants = wrong.constants.iter().map(|constant| {
        let [value, check] = event_constant(block, constant, &name);
        quote!(#(#cfgs)* const _: () = { #value #check };)
    });
    constants.collect()
}

// Expands to this, with one submission for all handlers, since each submission costs a static and a
// function:
//
//     struct __Handler0; implementation
//     struct __Handler1; implementation
//     ::gateway_runtime::__private::inventory::submit! {
//         HandlerRecords { records: &[record, record,] }
//     }
fn handlers(block: &Block<'_>) -> TokenStream {
    let private = block.runtime.private(Span::mixed_site());
    let handlers: Vec<_> = (block.handlers.iter().enumerate())
        .map(|(index, handler)| handler::expand(block, handler, index))
        .collect();
    let implementations = handlers.iter().map(|handler| &handler.implementation);
    let records = handlers.iter().flat_map(|handler| &handler.records);
    quote! {
        #(#implementations)*
        #private::inventory::submit! {
            #private::HandlerRecords { records: &[#(#records,)*] }
        }
    }
}

// Expands to this, so that a struct that is no gateway is reported once, at the block's type:
//
//     const _: &str = <ChatGateway as Gateway>::NAME;
fn assertion(block: &Block<'_>) -> TokenStream {
    let gateway = block.gateway;
    let span = reported_at(gateway.span());
    let root = block.runtime.root(span);
    let cast = keyword("as");
    let assertion = quote_spanned!(span=> <#gateway #cast #root::Gateway>::NAME);
    quote!(const _: &str = #assertion;)
}
