//! `function` prints a function that writes a list down when the app starts, and `enhanced` names it in a record.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{
    EnhancerList, Entry, Item, Kind,
    throttle::{By, Skipped, Throttle},
};
use crate::{
    runtime_path::RuntimePath,
    spans::{keyword, variable},
};

// Expands to nothing without enhancers, else to:
//
//     .enhanced(__enhancers0)
pub(crate) fn enhanced(list: &EnhancerList, function: &Ident, span: Span) -> Option<TokenStream> {
    (!list.is_empty()).then(|| quote_spanned!(span=> .enhanced(#function)))
}

// Expands to nothing without enhancers, else to:
//
//     fn __enhancers0(list: &mut EnhancerList<'_>) {
//         use roles::{UnknownGuard as _, ..};
//         <<authenticated as roles::Listed>::InGuards>::ENTRY.add(list);
//         list.guard_value(Limit::new(5));
//     }
pub(crate) fn function(
    list: &EnhancerList,
    function: &Ident,
    runtime: &RuntimePath,
) -> Option<TokenStream> {
    let private = runtime.private(Span::mixed_site());
    let variable = variable("list");
    let lines = list.items.iter().map(|item| line(item, &variable, runtime));
    let levels = levels(list, runtime);
    (!list.is_empty()).then(|| {
        quote! {
            fn #function(#variable: &mut #private::EnhancerList<'_>) {
                #levels
                #(#lines)*
            }
        }
    })
}

// Expands to the traits that give a type in the wrong list its message, if there is a type in a list:
//
//     use roles::{InterceptorEntry as _, FilterEntry as _, UnknownGuard as _};
fn levels(list: &EnhancerList, runtime: &RuntimePath) -> Option<TokenStream> {
    let private = runtime.private(Span::mixed_site());
    let has_type = |wanted: Kind| {
        list.items
            .iter()
            .any(|item| matches!(item, Item::Enhancer(kind, Entry::Type(_)) if *kind == wanted))
    };
    let kinds = [Kind::Guard, Kind::Interceptor, Kind::Filter];
    let unknown = kinds.into_iter().filter(|kind| has_type(*kind));
    let unknown: Vec<_> = unknown.map(Kind::unknown).collect();
    (!unknown.is_empty()).then(|| {
        quote! {
            use #private::roles::{
                FilterEntry as _, GuardEntry as _, InterceptorEntry as _, #(#unknown as _,)*
            };
        }
    })
}

// Expands to one of these. Each call remembers its place, which is that of the entry in the start-up report: so the span is
// wholly the user's.
//
//     <<authenticated as roles::Listed>::InGuards>::ENTRY.add(list);
//     list.guard_value(Limit::new(5));
//     list.bundle::<AdminOnly>();
//     list.metadata(Roles(&["admin"]));
//     list.throttle(Throttle::new(5u32, Duration::from_millis(60000u64)));
//     list.skip_throttle(None);
fn line(item: &Item, list: &Ident, runtime: &RuntimePath) -> TokenStream {
    match item {
        Item::Enhancer(kind, Entry::Type(ty)) => {
            let span = ty.span();
            let private = runtime.private(span);
            let role = Ident::new(kind.role(), span);
            let cast = keyword("as");
            quote_spanned!(span=> <<#ty #cast #private::roles::Listed>::#role>::ENTRY.add(#list);)
        }
        Item::Enhancer(kind, Entry::Value(value)) => {
            let span = value.span();
            let method = Ident::new(kind.method(), span);
            quote_spanned!(span=> #list.#method(#value);)
        }
        Item::Bundle(bundle) => {
            let span = bundle.span();
            quote_spanned!(span=> #list.bundle::<#bundle>();)
        }
        Item::Metadata(value) => {
            let span = value.span();
            quote_spanned!(span=> #list.metadata(#value);)
        }
        Item::Throttle(throttle) => {
            let throttle = limit(throttle, runtime);
            quote!(#list.throttle(#throttle);)
        }
        Item::SkipThrottle(name, place) => {
            let name = match name {
                Skipped::All => quote!(::core::option::Option::None),
                Skipped::One(name) => quote!(::core::option::Option::Some(#name)),
            };
            quote_spanned!(*place=> #list.skip_throttle(#name);)
        }
    }
}

// Expands to this, with the calls for what was written:
//
//     Throttle::new(5u32, Duration::from_millis(60000u64)).burst(10u32).by(ThrottleBy::Address).name("login")
//
// A function is `by(ThrottleBy::key(function))`.
fn limit(throttle: &Throttle, runtime: &RuntimePath) -> TokenStream {
    let Throttle {
        limit,
        per,
        burst,
        by,
        name,
    } = throttle;
    let root = runtime.root(Span::mixed_site());
    let burst = burst.iter().map(|burst| quote!(.burst(#burst)));
    let by = by.iter().map(|by| match by {
        By::Known(variant) => quote!(.by(#root::ThrottleBy::#variant)),
        By::Key(function) => {
            let span = function.span();
            let root = runtime.root(span);
            quote_spanned!(span=> .by(#root::ThrottleBy::key(#function)))
        }
    });
    let name = name.iter().map(|name| quote!(.name(#name)));
    quote!(#root::Throttle::new(#limit, #per) #(#burst)* #(#by)* #(#name)*)
}

impl Kind {
    /// The runtime's type of an entry in such a list, which is added if it belongs there.
    fn role(self) -> &'static str {
        match self {
            Self::Guard => "InGuards",
            Self::Interceptor => "InInterceptors",
            Self::Filter => "InFilters",
        }
    }

    /// The trait of entries that are nothing of ours.
    fn unknown(self) -> Ident {
        variable(match self {
            Self::Guard => "UnknownGuard",
            Self::Interceptor => "UnknownInterceptor",
            Self::Filter => "UnknownFilter",
        })
    }

    /// The method that adds a value.
    fn method(self) -> &'static str {
        match self {
            Self::Guard => "guard_value",
            Self::Interceptor => "interceptor_value",
            Self::Filter => "filter_value",
        }
    }
}
