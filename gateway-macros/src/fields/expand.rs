//! `create` prints the function that makes a struct out of its fields' first values, and `require` the function that
//! notes which providers are missing.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{LitStr, Member, Type, spanned::Spanned};

use super::{Field, Source, field_name};
use crate::{
    runtime_path::RuntimePath,
    spans::{keyword, numbered, reported_at, variable},
};

// Expands to:
//
//     fn create(setup: &mut Setup<'_>) -> Option<Self> {
//         let __field0 = <Server<ChatGateway> as ServerHandle<Self>>::of_setup(setup);
//         let __field1 = setup.inject::<Arc<Greeter>>("greeter");
//         Some(Self { server: __field0, greeter: __field1?, greeted: Default::default() })
//     }
//
// All providers are looked up before the first `?`, so that the start-up report has every provider
// that is missing.
pub(crate) fn create(runtime: &RuntimePath, fields: &[Field]) -> TokenStream {
    let private = runtime.private(Span::mixed_site());
    let setup = variable("setup");
    let sources = fields
        .iter()
        .enumerate()
        .map(|(index, field)| source(runtime, index, field));
    let values = fields
        .iter()
        .enumerate()
        .map(|(index, field)| value(runtime, index, field));
    quote! {
        fn create(#setup: &mut #private::Setup<'_>) -> ::core::option::Option<Self> {
            #(#sources)*
            ::core::option::Option::Some(Self { #(#values)* })
        }
    }
}

// Expands to, with one line for each field that is injected:
//
//     fn require(setup: &mut Setup<'_>) {
//         setup.require::<Arc<Prices>>("prices");
//     }
//
// and to nothing if there is no such field: then the trait's own function is enough.
pub(crate) fn require(runtime: &RuntimePath, fields: &[Field]) -> Option<TokenStream> {
    let private = runtime.private(Span::mixed_site());
    let setup = variable("setup");
    let injected = fields
        .iter()
        .filter(|field| matches!(field.source, Source::Provider));
    let lines = injected.map(|field| {
        let Field {
            member, ty, cfgs, ..
        } = field;
        let name = name_of(member, ty);
        quote_spanned!(ty.span()=> #(#cfgs)* #setup.require::<#ty>(#name);)
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        quote! {
            fn require(#setup: &mut #private::Setup<'_>) {
                #(#lines)*
            }
        }
    })
}

/// The field's name, for reports.
fn name_of(member: &Member, ty: &Type) -> LitStr {
    LitStr::new(field_name(member).trim_start_matches("r#"), ty.span())
}

// Expands to one of:
//
//     let __field0 = <Server<ChatGateway> as ServerHandle<Self>>::of_setup(setup);
//     let __field1 = setup.inject::<Arc<Greeter>>("greeter");
fn source(
    runtime: &RuntimePath,
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
            let private = runtime.private(span);
            let [gateway, cast] = ["Self", "as"].map(keyword);
            quote_spanned!(span=> <#ty #cast #private::ServerHandle<#gateway>>::of_setup(#setup))
        }
        // `inject` remembers the place of its call: the span is wholly the user's.
        Source::Provider => {
            let name = name_of(member, ty);
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
//     greeted: <AtomicU64 as DefaultField>::default_field(),
fn value(
    runtime: &RuntimePath,
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
            let private = runtime.private(span);
            let cast = keyword("as");
            quote_spanned!(span=> <#ty #cast #private::DefaultField>::default_field())
        }
    };
    quote!(#(#cfgs)* #member: #value,)
}
