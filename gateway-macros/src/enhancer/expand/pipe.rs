//! `pipe` prints the trait of a function marked `#[pipe]`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{
    call::{call, required, taken},
    paths,
};
use crate::{
    enhancer::model::Enhancer,
    spans::{keyword, reported_at, variable, variable_at},
    types,
};

// Expands to, without `.await` for a plain `fn`, and with `Ok(output)` for an output that is no `Result`:
//
//     impl Pipe for order {
//         type Input = <TakenByPipe<u64, { .. }> as InputOfPipe<u64>>::Input;
//         type Output = Order;
//         type Parameters = (Arc<Orders>,);
//         fn take(message: &mut Message) -> Result<Self::Parameters, WsError> {
//             let _ = <u64 as Body>::take;
//             __arguments(message)
//         }
//         async fn run((__arguments, value): (Self::Parameters, u64)) -> Result<Order, Failure> {
//             let value = <TakenByPipe<u64, { .. }> as InputOfPipe<u64>>::value(value);
//             let (__argument1,) = __arguments;
//             let output = order(value, __argument1,).await;
//             PipeOutput::into_result(output)
//         }
//         fn require(requirements: &mut Requirements<'_>) { .. }
//     }
pub(super) fn pipe(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = paths(runtime);
    let callable = &enhancer.function.callable;
    let name = callable.name();
    let [value, message, arguments] = ["value", "message", "arguments"].map(variable);
    let [input, value_of, check] = decoded(enhancer, &value);
    let types = enhancer
        .parameters
        .iter()
        .filter(|parameter| !parameter.is_subject());
    let types = types.map(|parameter| parameter.ty);
    let taken = taken(enhancer);
    let at_output = reported_at(callable.output_span());
    let piped = success(enhancer);
    let output = variable_at("output", at_output);
    let call = call(enhancer, &value);
    let result = if is_result(enhancer) {
        let private = runtime.private(at_output);
        quote_spanned!(at_output=> #private::PipeOutput::into_result(#output))
    } else {
        quote!(::core::result::Result::Ok(#output))
    };
    let body = quote! {
        let #value = #value_of;
        let (#(#taken,)*) = #arguments;
        let #output = #call;
        #result
    };
    let future = quote_spanned!(reported_at(callable.future_span())=> async move { #body });
    let require = required(enhancer);
    quote! {
        #[automatically_derived]
        impl #root::Pipe for #name {
            type Input = #input;
            type Output = #piped;
            type Parameters = (#(#types,)*);
            fn take(#message: &mut #private::Message) -> ::core::result::Result<Self::Parameters, #root::WsError> {
                #check
                __arguments(#message)
            }
            fn run(
                (#arguments, #value): (Self::Parameters, Self::Input),
            ) -> impl ::core::future::Future<Output = ::core::result::Result<Self::Output, #root::Failure>> + ::core::marker::Send {
                #future
            }
            #require
        }
    }
}

// Expands to the type that is decoded for a pipe, to the first parameter made of that, and to a statement that reports a type
// which cannot be decoded:
//
//     <TakenByPipe<u64, { use NoBody as _; DecodedByPipe::<u64>::IS_BODY }> as InputOfPipe<u64>>::Input
//     <TakenByPipe<u64, { use NoBody as _; DecodedByPipe::<u64>::IS_BODY }> as InputOfPipe<u64>>::value(value)
//     let _ = <u64 as Body>::take;
fn decoded(enhancer: &Enhancer<'_>, value: &Ident) -> [TokenStream; 3] {
    let runtime = &enhancer.options.runtime;
    let private = runtime.private(Span::mixed_site());
    let ty = enhancer.subject();
    let span = reported_at(ty.span());
    let root = runtime.root(span);
    let cast = keyword("as");
    let taken = quote! {
        <#private::TakenByPipe<#ty, {
            use #private::NoBody as _;
            #private::DecodedByPipe::<#ty>::IS_BODY
        }> as #private::InputOfPipe<#ty>>
    };
    let take = quote_spanned!(span=> <#ty #cast #root::Body>::take);
    [
        quote!(#taken::Input),
        quote!(#taken::value(#value)),
        quote!(let _ = #take;),
    ]
}

/// Whether a pipe returns a `Result`, as far as the spelling tells.
fn is_result(enhancer: &Enhancer<'_>) -> bool {
    let returned = types::returned(&enhancer.function.callable.signature.output);
    returned.is_some_and(|ty| types::named_with_arguments(ty, &["Result"]).is_some())
}

/// What a pipe returns if all is well.
pub(super) fn success(enhancer: &Enhancer<'_>) -> TokenStream {
    let returned = types::returned(&enhancer.function.callable.signature.output);
    returned.map_or_else(
        || quote!(()),
        |returned| types::success(returned).to_token_stream(),
    )
}
