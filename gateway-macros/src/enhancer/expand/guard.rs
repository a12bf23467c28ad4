//! `guard` prints the trait of a function marked `#[guard]`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ReturnType;

use super::{
    call::{call, required, taken},
    paths,
};
use crate::{
    callable::{
        GuardPoint,
        expand::{Context, described},
    },
    enhancer::model::Enhancer,
    spans::{keyword, reported_at, variable, variable_at},
};

// Expands to, for an `async fn`; a plain one is `Checked::now({ .. })`:
//
//     impl Guard for authenticated {
//         type Value = <OfGuard<Result<User, WsError>, { .. }> as ValueOfGuard>::Value;
//         const POINT: GuardPoint = GuardPoint::Both;
//         fn check(&self, call: &Call) -> impl Future<Output = Result<Self::Value, WsError>> + Send {
//             check_function(Self {}, call)
//         }
//         fn start(self: &Arc<Self>, context: &mut CallContext<'_>) -> Checked {
//             match __arguments(context) {
//                 Ok((__argument0, __argument1,)) => Checked::later(async move {
//                     let output = authenticated(__argument0, __argument1,).await;
//                     GuardOutput::into_given(output)
//                 }),
//                 Err(error) => Checked::refused(error),
//             }
//         }
//         fn require(requirements: &mut Requirements<'_>) { .. }
//         describe_guard! { Result<User, WsError>; (Auth) "login" Login, }
//     }
pub(super) fn guard(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = paths(runtime);
    let callable = &enhancer.function.callable;
    let name = callable.name();
    let [context, error] = ["context", "error"].map(variable);
    let taken = taken(enhancer);
    // A type that a guard may not return is reported at itself.
    let at_output = reported_at(callable.output_span());
    let output = variable_at("output", at_output);
    let call = call(enhancer, &output);
    let given = {
        let private = runtime.private(at_output);
        quote_spanned!(at_output=> #private::GuardOutput::into_given(#output))
    };
    let body = quote!(let #output = #call; #given);
    let checked = if callable.is_async() {
        let span = reported_at(callable.future_span());
        let private = runtime.private(span);
        quote_spanned!(span=> #private::Checked::later(async move { #body }))
    } else {
        quote!(#private::Checked::now({ #body }))
    };
    let value = guard_value(enhancer);
    let rest = guard_rest(enhancer);
    let require = required(enhancer);
    let described = described(Context::of(enhancer.role(), runtime), &enhancer.parameters);
    let returned = output_type(&callable.signature.output, Span::mixed_site());
    quote! {
        #[automatically_derived]
        impl #root::Guard for #name {
            #value
            #rest
            fn start(
                self: &::std::sync::Arc<Self>,
                #context: &mut #private::CallContext<'_>,
            ) -> #private::Checked {
                match __arguments(#context) {
                    ::core::result::Result::Ok((#(#taken,)*)) => #checked,
                    ::core::result::Result::Err(#error) => #private::Checked::refused(#error),
                }
            }
            #require
            #private::describe_guard! { #returned; #described }
        }
    }
}

// Expands to:
//
//     type Value = <OfGuard<Result<User, WsError>, {
//         use UnknownGuardOutput as _;
//         ReturnedByGuard::<Result<User, WsError>>::IS_OUTPUT
//     }> as ValueOfGuard>::Value;
//
// That is the value of the trait `GuardOutput`, without a second report of a type that does not implement it.
pub(super) fn guard_value(enhancer: &Enhancer<'_>) -> TokenStream {
    let callable = &enhancer.function.callable;
    let span = reported_at(callable.output_span());
    let private = enhancer.options.runtime.private(span);
    let output = output_type(&callable.signature.output, span);
    let cast = keyword("as");
    let is_output = quote!({
        use #private::UnknownGuardOutput as _;
        #private::ReturnedByGuard::<#output>::IS_OUTPUT
    });
    let value = quote_spanned! {span=>
        <#private::OfGuard<#output, #is_output> #cast #private::ValueOfGuard>::Value
    };
    quote!(type Value = #value;)
}

fn output_type(output: &ReturnType, span: Span) -> TokenStream {
    match output {
        ReturnType::Default => quote_spanned!(span=> ()),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    }
}

// Expands to the point of a guard and its function `check`.
pub(super) fn guard_rest(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = paths(runtime);
    let point = variable(match enhancer.options.point {
        GuardPoint::Both => "Both",
        GuardPoint::Connection => "Connection",
        GuardPoint::Message => "Message",
    });
    let call = variable("call");
    quote! {
        const POINT: #root::GuardPoint = #root::GuardPoint::#point;
        fn check(
            &self,
            #call: &#root::Call,
        ) -> impl ::core::future::Future<Output = ::core::result::Result<Self::Value, #root::WsError>> + ::core::marker::Send {
            #private::check_function(Self {}, #call)
        }
    }
}
