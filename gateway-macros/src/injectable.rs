//! `expand` implements `Injectable` for a struct that the app makes: an enhancer with state, or a value of a connection.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ItemStruct;

use crate::{
    attributes::{INJECT, WEBSOCKET_SERVER},
    editor::{self, compiler_only},
    errors::{self, Errors},
    fields::{self, Owner},
    runtime_path::RuntimePath,
    strip::strip,
};

// Expands to the struct without our attributes, and to:
//
//     const _: () = {
//         #[cfg(not(rust_analyzer))]
//         items! {
//             impl ::gateway_runtime::Injectable for Audit {
//                 fn create(setup: &mut Setup<'_>) -> Option<Self> { .. }
//                 fn require(setup: &mut Setup<'_>) { .. }
//             }
//         }
//     };
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut output = editor::fields_mentions(&arguments, &item);
    output.extend(errors::report(|errors| injectable(arguments, item, errors)));
    output
}

fn injectable(arguments: TokenStream, item: TokenStream, errors: &mut Errors) -> TokenStream {
    let runtime = RuntimePath::alone(
        arguments,
        "`#[injectable]` takes no arguments; remove them: for a value of each connection, mark the parameter that takes it with \
         `#[per_connection]`",
        errors,
    );
    let mut item = match syn::parse2::<ItemStruct>(item.clone()) {
        Ok(item) => item,
        Err(error) => {
            errors.over(
                error.to_compile_error(),
                "`#[injectable]` marks a struct, which the app makes of what was provided to it; this is none",
            );
            return strip(item, &[&[WEBSOCKET_SERVER, INJECT]]);
        }
    };
    let fields = fields::take(&mut item, &runtime, Owner::Injectable, errors);
    let create = if errors.is_empty() {
        let create = fields::create(&runtime, &fields);
        let require = fields::require(&runtime, &fields);
        quote!(#create #require)
    } else {
        let private = runtime.private(Span::mixed_site());
        quote! {
            fn create(_: &mut #private::Setup<'_>) -> ::core::option::Option<Self> {
                ::core::option::Option::None
            }
        }
    };
    let name = &item.ident;
    let generics = fields::shared(name, &item.generics);
    let (parameters, arguments, clauses) = generics.split_for_impl();
    let root = runtime.root(Span::mixed_site());
    let items = compiler_only(
        &runtime,
        &quote! {
            #[automatically_derived]
            impl #parameters #root::Injectable for #name #arguments #clauses { #create }
        },
    );
    quote! {
        #item
        #[allow(unexpected_cfgs, unused_qualifications)]
        const _: () = { #items };
    }
}
