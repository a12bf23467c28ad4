//! `interceptor` prints the trait of a function marked `#[interceptor]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    call::{required, returned, taken},
    paths,
};
use crate::{enhancer::model::Enhancer, spans::variable};

// Expands to, with `Box::pin(async move { .. })` for a plain function too:
//
//     impl Interceptor for timed {
//         fn intercept(&self, call: &Call, next: Next) -> impl Future<Output = Result<Outcome, Failure>> + Send {
//             let _ = call;
//             Self::start(&Arc::new(Self {}), next)
//         }
//         fn start(self: &Arc<Self>, mut next: Next) -> Intercepted {
//             match __arguments(&mut next.context()) {
//                 Ok((__argument0, __argument2,)) => Box::pin(async move {
//                     let output = timed(__argument0, next, __argument2,).await;
//                     InterceptorOutput::into_result(output)
//                 }),
//                 Err(error) => Box::pin(ready(Err(Failure::from(error)))),
//             }
//         }
//         fn require(requirements: &mut Requirements<'_>) { .. }
//     }
pub(super) fn interceptor(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = paths(runtime);
    let name = enhancer.function.callable.name();
    let [next, call, error] = ["next", "call", "error"].map(variable);
    let taken = taken(enhancer);
    let body = returned(enhancer, &next, "InterceptorOutput");
    let require = required(enhancer);
    quote! {
        #[automatically_derived]
        impl #root::Interceptor for #name {
            fn intercept(
                &self,
                #call: &#root::Call,
                #next: #root::Next,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<#root::Outcome, #root::Failure>> + ::core::marker::Send {
                let _ = #call;
                <Self as #root::Interceptor>::start(&::std::sync::Arc::new(Self {}), #next)
            }
            fn start(self: &::std::sync::Arc<Self>, mut #next: #root::Next) -> #private::Intercepted {
                match __arguments(&mut #next.context()) {
                    ::core::result::Result::Ok((#(#taken,)*)) => #body,
                    ::core::result::Result::Err(#error) => ::std::boxed::Box::pin(
                        ::core::future::ready(::core::result::Result::Err(#private::refused_by_parameter(#error)))
                    ),
                }
            }
            #require
        }
    }
}
