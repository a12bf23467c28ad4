//! `enhancer` prints the struct beside a function, and the trait that calls the function. Nothing here can fail: what is
//! wrong was reported before, and then `stub` prints as much as users of the name rely on.

mod call;
mod filter;
mod guard;
mod interceptor;
mod pipe;
mod stub;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::model::{Enhancer, Kind};
use crate::{attributes, editor::compiler_only, runtime_path::RuntimePath};

use call::arguments;
pub(super) use stub::stub;

// Expands to, with the function's documentation, conditions and visibility:
//
//     /// Lets in who has a valid token.
//     #[allow(dead_code, non_camel_case_types)]
//     struct authenticated {}
//     const _: () = {
//         #[cfg(not(rust_analyzer))]
//         items! {
//             fn __arguments(context: &mut CallContext<'_>) -> Result<(Login, Arc<Users>,), WsError> { .. }
//             impl Guard for authenticated { .. }
//             impl Injectable for authenticated { .. }
//         }
//     };
pub(super) fn enhancer(enhancer: &Enhancer<'_>) -> TokenStream {
    let printed = match enhancer.kind {
        Kind::Guard => guard::guard(enhancer),
        Kind::Interceptor => interceptor::interceptor(enhancer),
        Kind::Filter => filter::filter(enhancer),
        Kind::Pipe => pipe::pipe(enhancer),
    };
    let arguments = arguments(enhancer);
    let injectable = (enhancer.kind != Kind::Pipe).then(|| injectable(enhancer));
    around(enhancer, &quote!(#arguments #printed #injectable))
}

/// The struct, and items in a constant.
fn around(enhancer: &Enhancer<'_>, items: &TokenStream) -> TokenStream {
    let structure = structure(enhancer);
    let items = compiler_only(&enhancer.options.runtime, items);
    let cfgs = attributes::cfgs(&enhancer.function.attributes);
    quote! {
        #structure
        #(#cfgs)*
        // The user's types may be deprecated, which the compiler says where the user wrote them.
        #[allow(deprecated, unexpected_cfgs, unused_qualifications)]
        const _: () = { #items };
    }
}

// Expands to:
//
//     /// Lets in who has a valid token.
//     #[allow(dead_code, non_camel_case_types)]
//     struct authenticated {}
fn structure(enhancer: &Enhancer<'_>) -> TokenStream {
    let function = enhancer.function;
    let visibility = &function.visibility;
    // The name has the user's place, where an editor looks for it.
    let name = function.callable.name();
    let kept = function.attributes.iter().filter(|attribute| {
        let path = attribute.path();
        ["doc", "cfg", "deprecated"]
            .iter()
            .any(|kept| path.is_ident(kept))
    });
    quote! {
        #(#kept)*
        // The lint of the function is enough, and a type in snake case is what we ask for.
        #[allow(dead_code, non_camel_case_types)]
        #visibility struct #name {}
    }
}

// Expands to:
//
//     impl Injectable for authenticated {
//         fn create(_: &mut Setup<'_>) -> Option<Self> { Some(Self {}) }
//     }
fn injectable(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = paths(runtime);
    let name = enhancer.function.callable.name();
    quote! {
        #[automatically_derived]
        impl #root::Injectable for #name {
            fn create(_: &mut #private::Setup<'_>) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self {})
            }
        }
    }
}

/// The runtime's root and its door for printed code, at no place of the user's.
fn paths(runtime: &RuntimePath) -> (TokenStream, TokenStream) {
    let span = Span::mixed_site();
    (runtime.root(span), runtime.private(span))
}
