//! Printing a gateway's struct. Nothing here can fail.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Generics, LitStr, WherePredicate, ext::IdentExt, parse_quote, spanned::Spanned};

use super::{
    fields::display,
    model::{Field, Gateway, Source},
    options::Options,
    server,
};
use crate::{
    duration,
    spans::{numbered, reported_at, variable},
};

// Expands to:
//
//     const _: () = {
//         impl ::gateway_runtime::Gateway for ChatGateway { .. }
//         impl ::gateway_runtime::EmittedBy<ChatGateway> for ReceiveMessage {}
//         impl ChatGateway { pub fn __gateway_bodies() -> Validated { .. } }
//         ::gateway_runtime::__private::inventory::submit! { .. }
//     };
pub(crate) fn gateway(gateway: &Gateway<'_>) -> TokenStream {
    let Gateway {
        name,
        options,
        fields,
    } = gateway;
    let root = options.runtime.root(Span::mixed_site());
    let private = options.runtime.private(Span::mixed_site());
    let name_constant = name_constant(name);
    let options_constant = options_constant(options);
    let create = create(options, fields);
    let emitted = emitted(name, &Generics::default(), options);
    let bodies = bodies(name, &Generics::default(), options);
    // The start-up report names the place of this call: the struct's name.
    let at_name = options.runtime.private(name.span());
    let record = quote_spanned!(name.span()=> #at_name::GatewayRecord::new::<#name>());
    quote! {
        // The record is spelled in the user's span, where our full paths may be longer than they
        // need to be.
        #[allow(unused_qualifications)]
        const _: () = {
            #[automatically_derived]
            impl #root::Gateway for #name {
                #name_constant
                #options_constant
                #create
            }
            #emitted
            #bodies
            #private::inventory::submit! { #record }
        };
    }
}

// Expands to, for a gateway with mistakes, which is never submitted:
//
//     const _: () = {
//         impl ::gateway_runtime::Gateway for ChatGateway {
//             const NAME: &'static str = "ChatGateway";
//             const OPTIONS: GatewayOptions = GatewayOptions::DEFAULT;
//             fn create(_: &mut Setup<'_>) -> Option<Self> { None }
//         }
//         impl ::gateway_runtime::EmittedBy<ChatGateway> for ReceiveMessage {}
//         impl ChatGateway { pub fn __gateway_bodies() -> Validated { .. } }
//     };
//
// Generic parameters were refused, and are here all the same, with what makes `Gateway`'s bounds
// true.
pub(crate) fn stub(name: &Ident, generics: &Generics, options: &Options) -> TokenStream {
    let mut generics = generics.clone();
    if !generics.params.is_empty() {
        let (_, arguments, _) = generics.split_for_impl();
        let bounds: WherePredicate =
            parse_quote!(#name #arguments: ::core::marker::Send + ::core::marker::Sync + 'static);
        generics.make_where_clause().predicates.push(bounds);
    }
    let root = options.runtime.root(Span::mixed_site());
    let private = options.runtime.private(Span::mixed_site());
    let name_constant = name_constant(name);
    let emitted = emitted(name, &generics, options);
    let bodies = bodies(name, &generics, options);
    let (parameters, arguments, clauses) = generics.split_for_impl();
    quote! {
        const _: () = {
            #[automatically_derived]
            impl #parameters #root::Gateway for #name #arguments #clauses {
                #name_constant
                const OPTIONS: #private::GatewayOptions = #private::GatewayOptions::DEFAULT;
                fn create(_: &mut #private::Setup<'_>) -> ::core::option::Option<Self> {
                    ::core::option::Option::None
                }
            }
            #emitted
            #bodies
        };
    }
}

// Expands to:
//
//     const NAME: &'static str = "ChatGateway";
fn name_constant(name: &Ident) -> TokenStream {
    let value = LitStr::new(&name.unraw().to_string(), name.span());
    quote!(const NAME: &'static str = #value;)
}

// Expands to, with one line for each option that was given:
//
//     const OPTIONS: GatewayOptions = GatewayOptions {
//         namespace: "/chat",
//         rename_all: Some(RenameAll::KebabCase),
//         ordering: Some(Ordering::Sequential),
//         max_in_flight: Some(64usize),
//         timeout: Some(Duration::from_millis(5000u64)),
//         server: DeclaredServer { port: Some(81u16), ..DeclaredServer::DEFAULT },
//         ..GatewayOptions::DEFAULT
//     };
fn options_constant(options: &Options) -> TokenStream {
    let private = options.runtime.private(Span::mixed_site());
    let some = quote!(::core::option::Option::Some);
    let namespace = options
        .namespace
        .iter()
        .map(|value| quote!(namespace: #value,));
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
    let timeout = options.timeout.iter().map(|milliseconds| {
        let duration = duration::expand(*milliseconds);
        quote!(timeout: #some(#duration),)
    });
    let server = server::server(&options.server, &options.runtime);
    quote! {
        // With every option given, the rest is empty; with a new one in the runtime, it is not.
        #[allow(clippy::needless_update)]
        const OPTIONS: #private::GatewayOptions = #private::GatewayOptions {
            #(#namespace)*
            #(#rename_all)*
            #(#ordering)*
            #(#max_in_flight)*
            #(#timeout)*
            #server
            ..#private::GatewayOptions::DEFAULT
        };
    }
}

// Expands to:
//
//     fn create(setup: &mut Setup<'_>) -> Option<Self> {
//         let __field0 = server_field::<Self, Server<ChatGateway>>(setup);
//         let __field1 = setup.inject::<Arc<Greeter>>("greeter");
//         Some(Self { server: __field0, greeter: __field1?, greeted: Default::default() })
//     }
//
// All providers are asked for before the first `?`, so that the start-up report has every one that
// is missing.
fn create(options: &Options, fields: &[Field]) -> TokenStream {
    let private = options.runtime.private(Span::mixed_site());
    let setup = variable("setup");
    let sources = fields
        .iter()
        .enumerate()
        .map(|(index, field)| source(options, index, field));
    let values = fields
        .iter()
        .enumerate()
        .map(|(index, field)| value(options, index, field));
    quote! {
        fn create(#setup: &mut #private::Setup<'_>) -> ::core::option::Option<Self> {
            #(#sources)*
            ::core::option::Option::Some(Self { #(#values)* })
        }
    }
}

// Expands to one of:
//
//     let __field0 = server_field::<Self, Server<ChatGateway>>(setup);
//     let __field1 = setup.inject::<Arc<Greeter>>("greeter");
fn source(
    options: &Options,
    index: usize,
    Field {
        member,
        ty,
        source,
        cfgs,
    }: &Field,
) -> Option<TokenStream> {
    let setup = variable("setup");
    let variable = numbered("field", index);
    let call = match source {
        Source::Server => {
            let span = reported_at(ty.span());
            let private = options.runtime.private(span);
            quote_spanned!(span=> #private::server_field::<Self, #ty>(#setup))
        }
        // `inject` remembers where it was called: the span is wholly the user's.
        Source::Provider => {
            let name = LitStr::new(display(member).trim_start_matches("r#"), ty.span());
            quote_spanned!(ty.span()=> #setup.inject::<#ty>(#name))
        }
        Source::Expression(_) | Source::Default => return None,
    };
    Some(quote!(#(#cfgs)* let #variable = #call;))
}

// Expands to one of:
//
//     server: __field0,
//     greeter: __field1?,
//     x: expression,
//     greeted: default_field::<AtomicU64>(),
fn value(
    options: &Options,
    index: usize,
    Field {
        member,
        ty,
        source,
        cfgs,
    }: &Field,
) -> TokenStream {
    let variable = numbered("field", index);
    let value = match source {
        Source::Server => quote!(#variable),
        Source::Provider => quote!(#variable?),
        Source::Expression(expression) => quote!(#expression),
        // A type without `Default` is reported at itself.
        Source::Default => {
            let span = reported_at(ty.span());
            let private = options.runtime.private(span);
            quote_spanned!(span=> #private::default_field::<#ty>())
        }
    };
    quote!(#(#cfgs)* #member: #value,)
}

// Expands to, for each type in `emits(..)`:
//
//     impl ::gateway_runtime::EmittedBy<ChatGateway> for ReceiveMessage {}
fn emitted(name: &Ident, generics: &Generics, options: &Options) -> TokenStream {
    let (parameters, arguments, clauses) = generics.split_for_impl();
    let implementations = options.emits.iter().map(|ty| {
        // A type that is no event is reported at itself.
        let span = reported_at(ty.span());
        let root = options.runtime.root(span);
        quote_spanned! {span=>
            #[automatically_derived]
            impl #parameters #root::EmittedBy<#name #arguments> for #ty #clauses {}
        }
    });
    quote!(#(#implementations)*)
}

// Expands to, with `validate`:
//
//     impl ChatGateway {
//         pub fn __gateway_bodies() -> Validated { Validated }
//     }
//
// The handlers' blocks cannot see the struct's options; they ask for this function, and get one for
// all types from a trait where it is not. It is public because a block may be anywhere. No lint of
// the user's looks at it, as it stands in no span of theirs; an `allow` would only be an error where
// they forbid the lint.
fn bodies(name: &Ident, generics: &Generics, options: &Options) -> Option<TokenStream> {
    let private = options.runtime.private(Span::mixed_site());
    let (parameters, arguments, clauses) = generics.split_for_impl();
    options.validate.then(|| {
        quote! {
            impl #parameters #name #arguments #clauses {
                #[doc(hidden)]
                pub fn __gateway_bodies() -> #private::Validated {
                    #private::Validated
                }
            }
        }
    })
}
