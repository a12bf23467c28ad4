//! `on_a_thread` is printed of the call of a method marked `blocking`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    block::model::{Block, Handler},
    callable::{Parameter, expand::variables},
    spans::{keyword, reported_at},
};

// Expands to this, in the future of a call, whose statements `called` make `result`:
//
//     let __argument0 = sent::<SendMessage>(__argument0);
//     let result = blocking::<Self, _>(&reply, "send_message", move || {
//         let __argument0 = __argument0.arrive();
//         let output = Self::send_message(&gateway, __argument0,);
//         let result = ..;
//         result
//     }).await;
pub(super) fn on_a_thread(
    block: &Block<'_>,
    handler: &Handler<'_>,
    called: &TokenStream,
    [reply, result]: [&Ident; 2],
) -> TokenStream {
    let arguments = variables(&handler.parameters);
    let sent = arguments
        .iter()
        .zip(&handler.parameters)
        .map(|(argument, Parameter { ty, .. })| {
            // A parameter that cannot be sent is reported at its type.
            let span = reported_at(ty.span());
            let private = block.runtime.private(span);
            let bind = keyword("let");
            quote_spanned!(span=> #bind #argument = #private::sent::<#ty>(#argument);)
        });
    // A result that cannot be sent is reported at the type of the answer, as for any other method.
    let span = reported_at(handler.method.callable.output_span());
    let private = block.runtime.private(span);
    let name = handler.method.callable.name_literal(Span::mixed_site());
    let bind = keyword("let");
    let own = keyword("Self");
    let closure = quote! {
        move || {
            #(let #arguments = #arguments.arrive();)*
            #called
            #result
        }
    };
    quote_spanned! {span=>
        #(#sent)*
        #bind #result = #private::blocking::<#own, _>(&#reply, #name, #closure).await;
    }
}
