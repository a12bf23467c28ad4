//! `expand` prints the conversion of an error into a `WsError`, and the description of its codes; `stub` prints the conversion after
//! a mistake.

mod case;
mod description;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::model::ErrorType;
use crate::spans::variable;

// Expands to, for `enum BuyError`:
//
//     const _: () = {
//         impl ::core::convert::From<BuyError> for ::gateway_runtime::WsError {
//             fn from(error: BuyError) -> Self {
//                 use ::gateway_runtime::__private::NoCause as _;
//                 match error { .. }
//             }
//         }
//         ::gateway_runtime::__private::describe_errors! { .. }
//     };
pub(super) fn expand(error: &ErrorType) -> TokenStream {
    let private = error.runtime.private(Span::mixed_site());
    let variable = variable("error");
    let arms = error.cases.iter().map(|known| case::arm(error, known));
    let conversion = conversion(
        error,
        &quote! {
            use #private::NoCause as _;
            match #variable { #(#arms)* }
        },
    );
    let description = description::description(error);
    quote!(const _: () = { #conversion #description };)
}

/// The conversion of a type with mistakes, so that users of the type see no second error.
pub(super) fn stub(error: &ErrorType) -> TokenStream {
    let root = error.runtime.root(Span::mixed_site());
    let variable = variable("error");
    let conversion = conversion(
        error,
        &quote! {
            let _ = #variable;
            #root::WsError::internal("")
        },
    );
    quote!(const _: () = { #conversion };)
}

fn conversion(error: &ErrorType, body: &TokenStream) -> TokenStream {
    let ErrorType {
        name,
        generics,
        runtime,
        ..
    } = error;
    let root = runtime.root(Span::mixed_site());
    let variable = variable("error");
    let (parameters, arguments, clauses) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(clippy::type_repetition_in_bounds,
            unreachable_patterns,
            unused_imports,
            unused_qualifications,
            unused_variables
        )]
        impl #parameters ::core::convert::From<#name #arguments> for #root::WsError #clauses {
            fn from(#variable: #name #arguments) -> Self { #body }
        }
    }
}
