//! `gives`, `check` and `check_points` let the compiler see whether a guard in front of a method gives what the method takes by
//! `#[guarded]`.
//!
//! The struct of a gateway says what its guards give, and each method looks at its own guards and at the places of its
//! gateway's. Each place is a probe by itself: with one trait for all of them, two guards that give the same type would be
//! ambiguous.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Generics, Type, spanned::Spanned};

use super::{EnhancerList, Entry, understand::MOST_GUARDS};
use crate::{
    runtime_path::RuntimePath,
    spans::{keyword, reported_at},
};

/// How many places a gateway has: for its guards, and one for its bundles.
const PLACES: usize = MOST_GUARDS + 1;

// Expands to, for each guard in the list of a gateway:
//
//     impl GivesBeforeMessages<<Gift<authenticated, { IS_GUARD }> as GivenValue>::Value, 0usize> for Chat {}
//     impl GivesAtConnection<<Gift<..> as GivenValue>::Value, 0usize, { IS_AT_CONNECTION }> for Chat {}
//
// where `authenticated` is `<authenticated as roles::Listed>::Itself`, and its constants are those of
// `<authenticated as roles::Listed>::InGuards`.
//
// What a value in the list gives, or a bundle, is not known here, so it may give anything; the start-up checks it. All
// bundles together have one place:
//
//     impl<T> GivesBeforeMessages<T, 1usize> for Chat {}
//     impl<T> GivesAtConnection<T, 1usize, true> for Chat {}
//
// All types are in parameters of the traits: a private one would be an error in an associated type of a public gateway.
pub(crate) fn gives(
    list: &EnhancerList,
    gateway: &impl ToTokens,
    runtime: &RuntimePath,
) -> TokenStream {
    let private = runtime.private(Span::mixed_site());
    let guarded = quote!(#private::guarded);
    let gifts = list.guards().enumerate().map(|(place, guard)| match guard {
        Entry::Type(guard) => {
            let role = quote!(<<#guard as #private::roles::Listed>::InGuards>);
            let value = quote! {
                <#guarded::Gift<<#guard as #private::roles::Listed>::Itself, { #role::IS_GUARD }> as #guarded::GivenValue>::Value
            };
            quote! {
                impl #guarded::GivesBeforeMessages<#value, #place> for #gateway {}
                impl #guarded::GivesAtConnection<#value, #place, { #role::IS_AT_CONNECTION }> for #gateway {}
            }
        }
        Entry::Value(_) => anything(place, gateway, &Generics::default(), runtime),
    });
    let bundle = list.bundles().next();
    let of_bundles = bundle.map(|_| anything(MOST_GUARDS, gateway, &Generics::default(), runtime));
    let gifts: Vec<_> = gifts.chain(of_bundles).collect();
    if gifts.is_empty() {
        return TokenStream::new();
    }
    quote! {
        const _: () = {
            use #private::roles::NoGuard as _;
            #(#gifts)*
        };
    }
}

// Expands to this, for a gateway that gives whatever is taken:
//
//     impl<T> GivesBeforeMessages<T, 0usize> for Chat {}
//     impl<T> GivesAtConnection<T, 0usize, true> for Chat {}
pub(crate) fn anything(
    place: usize,
    gateway: &impl ToTokens,
    generics: &Generics,
    runtime: &RuntimePath,
) -> TokenStream {
    let private = runtime.private(Span::mixed_site());
    let mut with_value = generics.clone();
    with_value.params.push(syn::parse_quote!(__Value));
    let (parameters, ..) = with_value.split_for_impl();
    let (_, arguments, clauses) = generics.split_for_impl();
    quote! {
        impl #parameters #private::guarded::GivesBeforeMessages<__Value, #place> for #gateway #arguments #clauses {}
        impl #parameters #private::guarded::GivesAtConnection<__Value, #place, true> for #gateway #arguments #clauses {}
    }
}

/// Who takes a value.
#[derive(Clone, Copy)]
pub(crate) enum Taker<'a> {
    /// A method, with what stands around it.
    Handler(&'a EnhancerList),
    /// A hook of connections.
    Hook,
}

// Expands to this for a method, with one line for each guard in front of it, and one for each place of the gateway:
//
//     const _: fn() = || {
//         use guarded::NotGiven as _;
//         <User as guarded::GivenBeforeMethod<{
//             guarded::GivenBy::<<fresh as roles::Listed>::Itself, User>::YES
//                 || guarded::BeforeMessages::<AdminOnly, User, 0usize>::YES
//                 || guarded::BeforeMessages::<Chat, User, 0usize>::YES
//                 ..
//         }>>::check();
//     };
//
// For a hook, the places are `guarded::AtConnection`, and the trait is `GivenBeforeHook`. Nothing is printed for a method
// with a value among its guards: what that one gives is checked when the app starts.
pub(crate) fn check(
    by: Taker<'_>,
    gateway: &Type,
    taken: &Type,
    runtime: &RuntimePath,
) -> Option<TokenStream> {
    let private = runtime.private(Span::mixed_site());
    let guarded = quote!(#private::guarded);
    let (own, places, checked): (Vec<_>, _, _) = match by {
        Taker::Handler(list) => {
            let guards = list.guards().map(|guard| match guard {
                    Entry::Type(guard) => Some(quote!(#guarded::GivenBy::<<#guard as #private::roles::Listed>::Itself, #taken>::YES)),
                    Entry::Value(_) => None,
                });
            let mut own = guards.collect::<Option<Vec<_>>>()?;
            for bundle in list.bundles() {
                own.extend(
                    (0..PLACES).map(
                        |place| quote!(#guarded::BeforeMessages::<#bundle, #taken, #place>::YES),
                    ),
                );
            }
            (own, quote!(BeforeMessages), "GivenBeforeMethod")
        }
        Taker::Hook => (Vec::new(), quote!(AtConnection), "GivenBeforeHook"),
    };
    let of_gateway =
        (0..PLACES).map(|place| quote!(#guarded::#places::<#gateway, #taken, #place>::YES));
    // A value that no guard gives is reported at its type.
    let span = reported_at(taken.span());
    let guarded = {
        let private = runtime.private(span);
        quote_spanned!(span=> #private::guarded)
    };
    let checked = syn::Ident::new(checked, span);
    let cast = keyword("as");
    let found = quote!({ false #(|| #own)* #(|| #of_gateway)* });
    let check = quote_spanned!(span=> <#taken #cast #guarded::#checked<#found>>::check());
    let private = runtime.private(Span::mixed_site());
    Some(quote! {
        const _: fn() = || {
            use #private::guarded::NotGiven as _;
            #check;
        };
    })
}

// Expands to this for a method with guards, so that one is reported which runs only when a client connects:
//
//     const _: fn() = || {
//         use roles::NoGuard as _;
//         <has_role as roles::BeforeMessages<{
//             <<has_role as roles::Listed>::InGuards>::IS_AT_MESSAGE
//         }>>::check();
//     };
pub(crate) fn check_points(list: &EnhancerList, runtime: &RuntimePath) -> Option<TokenStream> {
    let cast = keyword("as");
    let checks = list.guards().filter_map(|guard| {
        let Entry::Type(guard) = guard else {
            return None;
        };
        let span = reported_at(guard.span());
        let private = runtime.private(span);
        Some(quote_spanned! {span=>
            <#guard #cast #private::roles::BeforeMessages<{
                <<#guard as #private::roles::Listed>::InGuards>::IS_AT_MESSAGE
            }>>::check();
        })
    });
    let checks: Vec<_> = checks.collect();
    let private = runtime.private(Span::mixed_site());
    (!checks.is_empty()).then(|| {
        quote! {
            const _: fn() = || {
                use #private::roles::NoGuard as _;
                #(#checks)*
            };
        }
    })
}
