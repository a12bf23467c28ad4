//! Whole expansions of hooks.

use quote::quote;

use super::{assert_expands, gateway};

#[test]
fn init() {
    let actual = gateway! {
        ()
        impl ChatGateway {
            #[on_gateway_init]
            fn started(&self, clock: Clock) -> Result<(), std::io::Error> { Ok(()) }
        }
    };
    let expected = quote! {
        impl ChatGateway {
            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            fn started(&self, clock: Clock) -> Result<(), std::io::Error> { Ok(()) }
        }
        const _: fn() = || ::gateway_runtime::__private::assert_gateway::<ChatGateway>();
        #[allow(deprecated, unused_qualifications)]
        const _: () = {
            struct __Hook;
            #[automatically_derived]
            impl ::gateway_runtime::__private::InitHook<__Hook> for ChatGateway {
                fn run(
                    gateway: ::std::sync::Arc<Self>,
                    context: ::gateway_runtime::__private::InitContext,
                ) -> ::gateway_runtime::__private::BoxFuture<
                    ::core::result::Result<(), ::gateway_runtime::__private::BoxError>
                > {
                    ::std::boxed::Box::pin(async move {
                        let __argument0 =
                            ::gateway_runtime::__private::extract_init::<Clock>(&context)?;
                        ::gateway_runtime::__private::init_output(
                            Self::started(&gateway, __argument0,)
                        )
                    })
                }
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::HookRecord::init::<ChatGateway, __Hook>("started")
            }
        };
    };
    assert_expands(actual, expected);
}

#[test]
fn of_connections() {
    let actual = gateway! {
        ()
        impl ChatGateway {
            #[on_gateway_connection]
            async fn joined(&self, #[connected_socket] socket: Socket, user: User) {}

            #[on_gateway_disconnect]
            async fn left(&self, #[connected_socket] socket: Socket) {}
        }
    };
    let expected = quote! {
        impl ChatGateway {
            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            async fn joined(&self, socket: Socket, user: User) {}

            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            async fn left(&self, socket: Socket) {}
        }
        const _: fn() = || ::gateway_runtime::__private::assert_gateway::<ChatGateway>();
        #[allow(deprecated, unused_qualifications)]
        const _: () = {
            struct __Hook;
            #[automatically_derived]
            impl ::gateway_runtime::__private::ConnectionHook<__Hook> for ChatGateway {
                fn run(
                    gateway: ::std::sync::Arc<Self>,
                    context: ::gateway_runtime::__private::ConnectionContext,
                ) -> ::gateway_runtime::__private::BoxFuture<
                    ::core::result::Result<(), ::gateway_runtime::WsError>
                > {
                    ::std::boxed::Box::pin(async move {
                        let __argument0 = ::gateway_runtime::__private::connected_socket_of::<
                            Self,
                            Socket
                        >(&context);
                        let __argument1 =
                            ::gateway_runtime::__private::extract_connection::<User>(&context)?;
                        ::gateway_runtime::__private::hook_output(
                            Self::joined(&gateway, __argument0, __argument1,).await
                        )
                    })
                }
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::HookRecord::connection::<ChatGateway, __Hook>(
                    "joined"
                )
            }
        };
        #[allow(deprecated, unused_qualifications)]
        const _: () = {
            struct __Hook;
            #[automatically_derived]
            impl ::gateway_runtime::__private::DisconnectHook<__Hook> for ChatGateway {
                fn run(
                    gateway: ::std::sync::Arc<Self>,
                    context: ::gateway_runtime::__private::DisconnectContext,
                ) -> ::gateway_runtime::__private::BoxFuture<
                    ::core::result::Result<(), ::gateway_runtime::WsError>
                > {
                    ::std::boxed::Box::pin(async move {
                        let __argument0 =
                            ::gateway_runtime::__private::disconnected_socket_of::<Self, Socket>(
                                &context
                            );
                        ::gateway_runtime::__private::hook_output(
                            Self::left(&gateway, __argument0,).await
                        )
                    })
                }
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::HookRecord::disconnect::<ChatGateway, __Hook>(
                    "left"
                )
            }
        };
    };
    assert_expands(actual, expected);
}
