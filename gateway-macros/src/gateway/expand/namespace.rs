//! `namespace` prints the namespace of a gateway.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::{
    constant::{Constant, holder},
    gateway::model::Namespace,
    runtime_path::RuntimePath,
};

// Expands to a text, or with a constant to the constant's text behind a slash:
//
//     {
//         const __NAMESPACE: &'static str = names::CHAT;
//         const _: () = check_namespace(__NAMESPACE);
//         const __SLASHED: &[u8] = &slashed::<{ slashed_length(__NAMESPACE) }>(__NAMESPACE);
//         slashed_text(__SLASHED)
//     }
pub(super) fn namespace(
    namespace: &Namespace,
    gateway: &Ident,
    runtime: &RuntimePath,
) -> TokenStream {
    match namespace {
        Namespace::Literal(slashed) => slashed.to_token_stream(),
        Namespace::Constant(constant) => {
            with_slash(&constant.of(&gateway.to_token_stream()), runtime)
        }
    }
}

fn with_slash(constant: &Constant, runtime: &RuntimePath) -> TokenStream {
    let private = runtime.private(Span::mixed_site());
    let [name, slashed] = ["NAMESPACE", "SLASHED"].map(holder);
    let [value, check] = constant.declared("check_namespace", &name, runtime);
    quote!({
        #value
        #check
        const #slashed: &[u8] = &#private::slashed::<{ #private::slashed_length(#name) }>(#name);
        #private::slashed_text(#slashed)
    })
}
