//! `#[on_gateway_shutdown]`, `#[interval]` and `#[on_event]`: whole expansions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_expands, expand, hidden};

/// Compares what is printed for one method, which is printed without its marks.
#[track_caller]
fn assert_registered(marked: TokenStream, method: TokenStream, registration: TokenStream) {
    let actual = expand(quote!(), quote!(impl ChatGateway { #marked }));
    let registration = hidden(&registration);
    let expected = quote! {
        impl ChatGateway {
            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            #method
        }
        #registration
    };
    assert_expands(actual, expected);
}

#[test]
fn a_shutdown_hook_is_registered() {
    assert_registered(
        quote!(
            #[on_gateway_shutdown]
            async fn bye(&self, why: Shutdown, server: Server<ChatGateway>) {}
        ),
        quote!(
            async fn bye(&self, why: Shutdown, server: Server<ChatGateway>) {}
        ),
        quote! {
            const _: () = {
                struct __Hook;
                #[automatically_derived]
                impl ::gateway_runtime::__private::Hook<__Hook> for ChatGateway {
                    type Context = ::gateway_runtime::__private::shutdown::Context;
                    fn run(
                        gateway: ::std::sync::Arc<Self>,
                        context: Self::Context,
                    ) -> ::gateway_runtime::__private::HookFuture<Self::Context> {
                        ::std::boxed::Box::pin(async move {
                            let __argument0 = <Shutdown as
                                ::gateway_runtime::__private::FromShutdown>::from_shutdown(&context)?;
                            let __argument1 = <Server<ChatGateway> as
                                ::gateway_runtime::__private::ServerHandle<Self>>::of_context(&context);
                            let output = Self::bye(&gateway, __argument0, __argument1,).await;
                            ::gateway_runtime::__private::shutdown::Returned::into_result(output)
                        })
                    }
                    fn require(requirements: &mut ::gateway_runtime::__private::Requirements<'_>) {
                        use ::gateway_runtime::__private::NothingToRequire as _;
                        ::gateway_runtime::__private::shutdown::Parameter::<Shutdown>::note(requirements);
                    }
                }
                ::gateway_runtime::__private::inventory::submit! {
                    ::gateway_runtime::__private::HookRecord::shutdown::<ChatGateway, __Hook>("bye")
                }
            };
        },
    );
}

#[test]
fn a_timer_is_registered_with_its_period() {
    assert_registered(
        quote!(
            #[interval("1h")]
            fn tick(&self, server: Server) {}
        ),
        quote!(
            fn tick(&self, server: Server) {}
        ),
        quote! {
            const _: () = {
                struct __Hook;
                #[automatically_derived]
                impl ::gateway_runtime::__private::Hook<__Hook> for ChatGateway {
                    type Context = ::gateway_runtime::__private::interval::Context;
                    fn run(
                        gateway: ::std::sync::Arc<Self>,
                        context: Self::Context,
                    ) -> ::gateway_runtime::__private::HookFuture<Self::Context> {
                        ::std::boxed::Box::pin(async move {
                            let __argument0 =
                                <Server as ::gateway_runtime::__private::FromApp>::from_app(&context)?;
                            let output = Self::tick(&gateway, __argument0,);
                            ::gateway_runtime::__private::interval::Returned::into_result(output)
                        })
                    }
                    fn require(requirements: &mut ::gateway_runtime::__private::Requirements<'_>) {
                        use ::gateway_runtime::__private::NothingToRequire as _;
                        ::gateway_runtime::__private::interval::Parameter::<Server>::note(requirements);
                    }
                }
                ::gateway_runtime::__private::inventory::submit! {
                    ::gateway_runtime::__private::HookRecord::interval::<ChatGateway, __Hook>(
                        "tick", ::core::time::Duration::from_millis(3600000u64)
                    )
                }
            };
        },
    );
}

#[test]
fn a_listener_is_registered_with_its_event_which_is_taken_last() {
    assert_registered(
        quote!(
            #[on_event]
            async fn created(&self, order: Order<u8>, #[inject] greeter: Arc<Greeter>) {}
        ),
        quote!(
            async fn created(&self, order: Order<u8>, greeter: Arc<Greeter>) {}
        ),
        quote! {
            const _: () = {
                struct __Hook;
                #[automatically_derived]
                impl ::gateway_runtime::__private::Hook<__Hook> for ChatGateway {
                    type Context = ::gateway_runtime::__private::event::Context<Order<u8>>;
                    fn run(
                        gateway: ::std::sync::Arc<Self>,
                        context: Self::Context,
                    ) -> ::gateway_runtime::__private::HookFuture<Self::Context> {
                        ::std::boxed::Box::pin(async move {
                            let __argument1 =
                                ::gateway_runtime::__private::inject::<Arc<Greeter>, _>(&context)?;
                            let __argument0 = context.into_event();
                            let output = Self::created(&gateway, __argument0, __argument1,).await;
                            ::gateway_runtime::__private::event::Returned::into_result(output)
                        })
                    }
                    fn require(requirements: &mut ::gateway_runtime::__private::Requirements<'_>) {
                        ::gateway_runtime::__private::require_provider::<Arc<Greeter>>(requirements);
                    }
                }
                ::gateway_runtime::__private::inventory::submit! {
                    ::gateway_runtime::__private::HookRecord::event::<ChatGateway, __Hook, Order<u8>>("created")
                }
            };
        },
    );
}
