//! `description` prints the codes of an error for the contract, as one call of a macro that is empty without it.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{LitStr, Member, ext::IdentExt};

use super::super::model::{Case, ErrorType, Kind, Text};

// Expands to, with the generic parameters, the type and the clauses in the brackets:
//
//     ::gateway_runtime::__private::describe_errors! {
//         [] [BuyError] []
//         (code #[doc = " There are fewer than that."] "out_of_stock" ["only {left} left"] object { "left": u32, })
//         (code "limit" [] value { u32 })
//         (code "range" [] array { u32, u32, })
//         (code "closed" ["the shop is closed"] nothing {})
//         (transparent OtherError)
//     }
pub(super) fn description(error: &ErrorType) -> TokenStream {
    let ErrorType {
        name,
        generics,
        runtime,
        cases,
    } = error;
    let private = runtime.private(Span::mixed_site());
    let (parameters, arguments, clauses) = generics.split_for_impl();
    let entries = cases.iter().map(entry);
    quote! {
        #private::describe_errors! {
            [#parameters] [#name #arguments] [#clauses]
            #(#entries)*
        }
    }
}

/// What the macro is told of a case; nothing of an internal error, whose code every method may answer with.
fn entry(case: &Case) -> Option<TokenStream> {
    match &case.kind {
        Kind::Told { code, text } => Some(told(case, code, text)),
        Kind::Internal(_) => None,
        Kind::Transparent => {
            let ty = &case.fields.first()?.ty;
            Some(quote!((transparent #ty)))
        }
    }
}

fn told(case: &Case, code: &LitStr, text: &Text) -> TokenStream {
    let docs = &case.docs;
    let message = match text {
        Text::Given(message) => Some(message.literal()),
        Text::Displayed(text) => text.as_ref(),
    };
    let details = details(case);
    quote!((code #(#docs)* #code [#message] #details))
}

fn details(case: &Case) -> TokenStream {
    let fields: Vec<_> = case.details().collect();
    let types = fields.iter().map(|field| &field.ty);
    match fields.as_slice() {
        [] => quote!(nothing {}),
        [field] if matches!(field.member, Member::Unnamed(_)) => quote!(value { #(#types)* }),
        fields => {
            let names: Vec<String> = fields
                .iter()
                .filter_map(|field| match &field.member {
                    Member::Named(name) => Some(name.unraw().to_string()),
                    Member::Unnamed(_) => None,
                })
                .collect();
            if names.is_empty() {
                quote!(array { #(#types,)* })
            } else {
                quote!(object { #(#names: #types,)* })
            }
        }
    }
}
