//! `stub` prints an enhancer that does nothing, for a function with mistakes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::{around, guard, injectable, paths, pipe};
use crate::{
    enhancer::model::{Enhancer, Kind},
    types,
};

// Expands to the struct and an implementation that does nothing. No program with it compiles.
pub(in crate::enhancer) fn stub(enhancer: &Enhancer<'_>) -> TokenStream {
    let injectable = injectable(enhancer);
    let implementation = match enhancer.kind {
        Kind::Guard => guard(enhancer),
        Kind::Interceptor => interceptor(enhancer),
        Kind::Filter => filter(enhancer),
        Kind::Pipe => return around(enhancer, &pipe(enhancer)),
    };
    around(enhancer, &quote!(#implementation #injectable))
}

// Expands to a guard that gives what the function's signature says, since methods take it.
fn guard(enhancer: &Enhancer<'_>) -> TokenStream {
    let (root, _) = paths(&enhancer.options.runtime);
    let name = enhancer.function.callable.name();
    let value = if can_be_named(enhancer) {
        guard::guard_value(enhancer)
    } else {
        quote!(
            type Value = ();
        )
    };
    let rest = guard::guard_rest(enhancer);
    quote!(impl #root::Guard for #name { #value #rest })
}

fn interceptor(enhancer: &Enhancer<'_>) -> TokenStream {
    let (root, _) = paths(&enhancer.options.runtime);
    let name = enhancer.function.callable.name();
    quote! {
        impl #root::Interceptor for #name {
            async fn intercept(
                &self,
                _: &#root::Call,
                next: #root::Next,
            ) -> ::core::result::Result<#root::Outcome, #root::Failure> {
                next.run().await
            }
        }
    }
}

fn filter(enhancer: &Enhancer<'_>) -> TokenStream {
    let (root, _) = paths(&enhancer.options.runtime);
    let name = enhancer.function.callable.name();
    quote! {
        impl #root::Filter for #name {
            type Error = #root::WsError;
            async fn catch(
                &self,
                error: #root::WsError,
                _: &#root::Call,
            ) -> ::core::result::Result<#root::Outcome, #root::WsError> {
                ::core::result::Result::Err(error)
            }
        }
    }
}

// Expands to a pipe that gives what the function's signature says, since parameters take it.
fn pipe(enhancer: &Enhancer<'_>) -> TokenStream {
    let (root, private) = paths(&enhancer.options.runtime);
    let name = enhancer.function.callable.name();
    let output = if can_be_named(enhancer) {
        pipe::success(enhancer)
    } else {
        quote!(())
    };
    quote! {
        impl #root::Pipe for #name {
            type Input = ();
            type Output = #output;
            type Parameters = ();
            fn take(_: &mut #private::Message) -> ::core::result::Result<(), #root::WsError> {
                ::core::result::Result::Ok(())
            }
            async fn run(_: ((), ())) -> ::core::result::Result<Self::Output, #root::Failure> {
                ::core::future::pending().await
            }
        }
    }
}

/// Whether the type that the function returns can be named outside of the function.
fn can_be_named(enhancer: &Enhancer<'_>) -> bool {
    let signature = &enhancer.function.callable.signature;
    let Some(returned) = types::returned(&signature.output) else {
        return true;
    };
    signature.generics.params.is_empty()
        && !matches!(returned, Type::Never(_))
        && types::impl_trait(returned).is_none()
        && types::lifetime(returned).is_none()
        && types::borrow(returned).is_none()
}
