//! `filter` prints the trait of a function marked `#[filter]`.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::{
    call::{required, returned, taken},
    paths,
};
use crate::{enhancer::model::Enhancer, spans::variable};

// Expands to, with `Box::pin(async move { .. })` for a plain function too:
//
//     impl Filter for out_of_stock {
//         type Error = StockError;
//         fn catch(&self, error: StockError, call: &Call) -> impl Future<Output = Result<Outcome, WsError>> + Send {
//             catch_by_function(Self {}, error, call)
//         }
//         fn start(self: &Arc<Self>, error: StockError, context: &mut CallContext<'_>) -> Filtered {
//             match __arguments(context) {
//                 Ok(()) => Box::pin(async move {
//                     let output = out_of_stock(error);
//                     FilterOutput::into_result(output)
//                 }),
//                 Err(error) => filter_without_parameter("out_of_stock", &error),
//             }
//         }
//         fn require(requirements: &mut Requirements<'_>) { .. }
//     }
pub(super) fn filter(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = paths(runtime);
    let callable = &enhancer.function.callable;
    let name = callable.name();
    let literal = callable.name_literal(Span::mixed_site());
    let [error, call, context] = ["error", "call", "context"].map(variable);
    let taken = taken(enhancer);
    let body = returned(enhancer, &error, "FilterOutput");
    let caught = enhancer.subject();
    let require = required_or_nothing(enhancer);
    quote! {
        #[automatically_derived]
        impl #root::Filter for #name {
            type Error = #caught;
            fn catch(
                &self,
                #error: Self::Error,
                #call: &#root::Call,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<#root::Outcome, #root::WsError>> + ::core::marker::Send {
                #private::catch_by_function(Self {}, #error, #call)
            }
            fn start(
                self: &::std::sync::Arc<Self>,
                #error: Self::Error,
                #context: &mut #private::CallContext<'_>,
            ) -> #private::Filtered {
                match __arguments(#context) {
                    ::core::result::Result::Ok((#(#taken,)*)) => #body,
                    ::core::result::Result::Err(#error) => #private::filter_without_parameter(#literal, &#error),
                }
            }
            #require
        }
    }
}

// Expands to the function `require`, also if there is nothing to note: that of the trait says that a filter reads the call.
fn required_or_nothing(enhancer: &Enhancer<'_>) -> TokenStream {
    let private = enhancer.options.runtime.private(Span::mixed_site());
    required(enhancer).unwrap_or_else(|| quote!(fn require(_: &mut #private::Requirements<'_>) {}))
}
