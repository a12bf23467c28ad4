//! `constant` prints the options of a gateway.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{namespace::namespace, server::server};
use crate::gateway::model::Options;

// Expands to, with one line for each option that was given:
//
//     const OPTIONS: GatewayOptions = GatewayOptions {
//         namespace: "/chat",
//         rename_all: Some(RenameAll::KebabCase),
//         ordering: Some(Ordering::Sequential),
//         max_in_flight: Some(64usize),
//         ignore_unknown_events: Some(true),
//         timeout: Some(Duration::from_millis(5000u64)),
//         server: DeclaredServer { port: Some(81u16), ..DeclaredServer::DEFAULT },
//         ..GatewayOptions::DEFAULT
//     };
pub(super) fn constant(gateway: &Ident, options: &Options) -> TokenStream {
    let private = options.runtime.private(Span::mixed_site());
    let some = quote!(::core::option::Option::Some);
    let namespace = options.namespace.iter().map(|value| {
        let value = namespace(value, gateway, &options.runtime);
        quote!(namespace: #value,)
    });
    let rename_all = options
        .rename_all
        .iter()
        .map(|case| quote!(rename_all: #some(#private::RenameAll::#case),));
    let ordering = options
        .ordering
        .iter()
        .map(|order| quote!(ordering: #some(#private::Ordering::#order),));
    let max_in_flight = options
        .max_in_flight
        .iter()
        .map(|limit| quote!(max_in_flight: #some(#limit),));
    let ignore_unknown_events = options
        .ignore_unknown_events
        .iter()
        .map(|ignore| quote!(ignore_unknown_events: #some(#ignore),));
    let timeout = options
        .timeout
        .iter()
        .map(|timeout| quote!(timeout: #some(#timeout),));
    let server = server(&options.server, &options.runtime);
    quote! {
        // With every option given the rest is empty, until the runtime has a new option.
        #[allow(clippy::needless_update)]
        const OPTIONS: #private::GatewayOptions = #private::GatewayOptions {
            #(#namespace)*
            #(#rename_all)*
            #(#ordering)*
            #(#max_in_flight)*
            #(#ignore_unknown_events)*
            #(#timeout)*
            #server
            ..#private::GatewayOptions::DEFAULT
        };
    }
}
