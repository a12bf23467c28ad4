//! `gateway` prints what makes a struct a gateway. Nothing here can fail: what is wrong was
//! reported before, and then `stub` prints as much as users of the type rely on.

mod namespace;
mod options;
mod server;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Attribute, Generics, LitStr, ext::IdentExt, spanned::Spanned};

use self::namespace::namespace;
use super::model::{Emitted, Gateway, Options};
use crate::{
    attributes::docs,
    editor::compiler_only,
    enhancer_list::{self, enhanced, gives},
    fields::{create, shared},
    spans::variable,
};

// Expands to:
//
//     const _: () = {
//         #[cfg(not(rust_analyzer))]
//         items! {
//             impl ::gateway_runtime::Gateway for ChatGateway { .. }
//             impl ChatGateway { pub fn __gateway_bodies() -> ValidatedByGateway { .. } }
//             fn __enhancers(list: &mut EnhancerList<'_>) { .. }
//             ::gateway_runtime::__private::inventory::submit! { .. }
//         }
//         #[cfg(rust_analyzer)]
//         impl ::gateway_runtime::Gateway for ChatGateway { .. }
//         impl ::gateway_runtime::EmittedBy<ChatGateway> for ReceiveMessage {}
//     };
//
// rust-analyzer gets an implementation that does not name the fields' types.
pub(crate) fn gateway(gateway: &Gateway<'_>) -> TokenStream {
    let Gateway {
        name,
        options,
        fields,
        enhancers,
        attributes,
    } = gateway;
    let root = options.runtime.root(Span::mixed_site());
    let private = options.runtime.private(Span::mixed_site());
    let name_constant = name_constant(name);
    let options_constant = options::constant(name, options);
    let create = create(&options.runtime, fields);
    let describe = describe(attributes, options);
    let emitted = emitted(name, &Generics::default(), options);
    let bodies = bodies(name, &Generics::default(), options);
    // The start-up report names the place of this call: the struct's name.
    let at_name = options.runtime.private(name.span());
    let function = variable("__enhancers");
    let enhanced = enhanced(enhancers, &function, name.span());
    let record = quote_spanned!(name.span()=> #at_name::GatewayRecord::new::<#name>() #enhanced);
    let enhance = enhancer_list::function(enhancers, &function, &options.runtime);
    let gives = gives(enhancers, name, &options.runtime);
    let items = quote! {
        #[automatically_derived]
        impl #root::Gateway for #name {
            #name_constant
            #options_constant
            #create
            #describe
        }
        #bodies
        #enhance
        #gives
        #private::inventory::submit! { #record }
    };
    let items = compiler_only(&options.runtime, &items);
    let without_fields = without_fields(name, &Generics::default(), options);
    quote! {
        // The record is spelled in the user's span, where our full paths may be longer than they
        // need to be.
        #[allow(unexpected_cfgs, unused_qualifications)]
        const _: () = {
            #items
            #[cfg(rust_analyzer)]
            #without_fields
            #emitted
        };
    }
}

// Expands to this, which expands to nothing without the runtime's feature `contract`:
//
//     describe_gateway! {
//         #[doc = " The chat."]
//         () ReceiveMessage,
//         ("tick") u8,
//     }
fn describe(attributes: &[Attribute], options: &Options) -> TokenStream {
    let private = options.runtime.private(Span::mixed_site());
    let docs = docs(attributes);
    let events = options.emits.iter().map(|event| match event {
        Emitted::Typed(ty) => quote!(() #ty,),
        Emitted::Named(name, ty) => quote!((#name) #ty,),
    });
    quote!(#private::describe_gateway! { #(#docs)* #(#events)* })
}

// Expands to this for a gateway with mistakes, which is never submitted:
//
//     const _: () = {
//         impl ::gateway_runtime::Gateway for ChatGateway {
//             const NAME: &'static str = "ChatGateway";
//             const OPTIONS: GatewayOptions = GatewayOptions::DEFAULT;
//             fn create(_: &mut Setup<'_>) -> Option<Self> { None }
//         }
//         impl ::gateway_runtime::EmittedBy<ChatGateway> for ReceiveMessage {}
//         impl ChatGateway { pub fn __gateway_bodies() -> ValidatedByGateway { .. } }
//         impl<T> GivesBeforeMessages<T, 0usize> for ChatGateway {}
//         const _: &str = "/chat";
//     };
//
// Generic parameters were refused, and are printed all the same.
pub(crate) fn stub(name: &Ident, generics: &Generics, options: &Options) -> TokenStream {
    let generics = shared(name, generics);
    let implementation = without_fields(name, &generics, options);
    let emitted = emitted(name, &generics, options);
    let bodies = bodies(name, &generics, options);
    // What the guards give is not known, and methods may take it.
    let gives = enhancer_list::anything(0, name, &generics, &options.runtime);
    let namespace = generics.params.is_empty().then(|| {
        let values = options.namespace.iter();
        let values = values.map(|value| namespace(value, name, &options.runtime));
        quote!(#(const _: &str = #values;)*)
    });
    quote! {
        const _: () = {
            #implementation
            #emitted
            #bodies
            #gives
            #namespace
        };
    }
}

// Expands to:
//
//     impl ::gateway_runtime::Gateway for ChatGateway {
//         const NAME: &'static str = "ChatGateway";
//         const OPTIONS: GatewayOptions = GatewayOptions::DEFAULT;
//         fn create(_: &mut Setup<'_>) -> Option<Self> { None }
//     }
fn without_fields(name: &Ident, generics: &Generics, options: &Options) -> TokenStream {
    let root = options.runtime.root(Span::mixed_site());
    let private = options.runtime.private(Span::mixed_site());
    let name_constant = name_constant(name);
    let (parameters, arguments, clauses) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #parameters #root::Gateway for #name #arguments #clauses {
            #name_constant
            const OPTIONS: #private::GatewayOptions = #private::GatewayOptions::DEFAULT;
            fn create(_: &mut #private::Setup<'_>) -> ::core::option::Option<Self> {
                ::core::option::Option::None
            }
        }
    }
}

// Expands to:
//
//     const NAME: &'static str = "ChatGateway";
fn name_constant(name: &Ident) -> TokenStream {
    let value = LitStr::new(&name.unraw().to_string(), name.span());
    quote!(const NAME: &'static str = #value;)
}

// Expands to, for each type in `emits(..)` that stands without a name:
//
//     impl ::gateway_runtime::EmittedBy<ChatGateway> for ReceiveMessage {}
fn emitted(name: &Ident, generics: &Generics, options: &Options) -> TokenStream {
    let (parameters, arguments, clauses) = generics.split_for_impl();
    let root = options.runtime.root(Span::mixed_site());
    let types = options.emits.iter().filter_map(|event| match event {
        Emitted::Typed(ty) => Some(ty),
        Emitted::Named(..) => None,
    });
    let implementations = types.map(|ty| {
        quote! {
            #[automatically_derived]
            impl #parameters #root::EmittedBy<#name #arguments> for #ty #clauses {}
        }
    });
    quote!(#(#implementations)*)
}

// Expands to, with `validate`:
//
//     impl ChatGateway {
//         pub fn __gateway_bodies() -> ValidatedByGateway { ValidatedByGateway }
//     }
//
// The handlers' blocks cannot see the struct's options: they call this function, and where the
// function is missing they get that of a trait for all types. The function is public because a
// block may be anywhere. No lint of the user's crate looks at the function, since its tokens stand
// in no span of the user's; an `allow` would be an error where the user forbids the lint.
fn bodies(name: &Ident, generics: &Generics, options: &Options) -> Option<TokenStream> {
    let private = options.runtime.private(Span::mixed_site());
    let (parameters, arguments, clauses) = generics.split_for_impl();
    options.validate.then(|| {
        quote! {
            impl #parameters #name #arguments #clauses {
                #[doc(hidden)]
                pub fn __gateway_bodies() -> #private::ValidatedByGateway {
                    #private::ValidatedByGateway
                }
            }
        }
    })
}
