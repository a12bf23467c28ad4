//! `#[on_gateway_init]` and the other hooks: whole expansions.

use quote::quote;

use super::{assert_expands, function, gateway, hidden};

#[test]
fn an_init_hook_is_registered() {
    let actual = gateway! {
        ()
        impl ChatGateway {
            #[on_gateway_init]
            fn started(&self, clock: Clock) -> Result<(), std::io::Error> { Ok(()) }
        }
    };
    let registrations = hidden(&quote! {
            const _: () = {
                struct __Hook;
                #[automatically_derived]
                impl ::gateway_runtime::__private::Hook<__Hook> for ChatGateway {
                    type Context = ::gateway_runtime::__private::init::Context;
                    fn run(
                        gateway: ::std::sync::Arc<Self>,
                        context: Self::Context,
            ) -> ::gateway_runtime::__private::HookFuture<Self::Context> {
                        ::std::boxed::Box::pin(async move {
                            let __argument0 =
                                <Clock as ::gateway_runtime::FromInit>::from_init(&context)?;
                            let output = Self::started(&gateway, __argument0,);
    ::gateway_runtime::__private::init::Returned::into_result(output)
    })
                    }
                    fn require(requirements: &mut ::gateway_runtime::__private::Requirements<'_>) {
                        use ::gateway_runtime::__private::NothingToRequire as _;
                        ::gateway_runtime::__private::init::Parameter::<Clock>::note(requirements);
                    }
                }
                ::gateway_runtime::__private::inventory::submit! {
                    ::gateway_runtime::__private::HookRecord::init::<ChatGateway, __Hook>("started")
                }
            };
        });
    let expected = quote! {
        impl ChatGateway {
            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            fn started(&self, clock: Clock) -> Result<(), std::io::Error> { Ok(()) }
        }
        #registrations
    };
    assert_expands(actual, expected);
}

#[test]
fn a_listener_of_server_events_is_registered_with_the_event() {
    let actual = gateway! {
        ()
        impl ChatGateway {
            #[on_server_event("changed")]
            fn changed(&self, #[message_body] price: Price, server: Server, clock: Clock) {}
        }
    };
    let registrations = hidden(&quote! {
        const _: () = {
            struct __Hook;
            #[automatically_derived]
            impl ::gateway_runtime::__private::Hook<__Hook> for ChatGateway {
                type Context = ::gateway_runtime::__private::server_event::Context;
                fn run(
                    gateway: ::std::sync::Arc<Self>,
                    context: Self::Context,
                ) -> ::gateway_runtime::__private::HookFuture<Self::Context> {
                    ::std::boxed::Box::pin(async move {
                        let __argument1 = <Server
                            as ::gateway_runtime::__private::server_event::ServerEventParameter>::of_context(
                                &context
                            )?;
                        let __argument2 = <Clock
                            as ::gateway_runtime::__private::server_event::ServerEventParameter>::of_context(
                                &context
                            )?;
                        let __argument0 = <Price
                            as ::gateway_runtime::__private::server_event::ServerEventBody>::of_context(
                                &context
                            )?;
                        let output = Self::changed(&gateway, __argument0, __argument1, __argument2,);
                        ::gateway_runtime::__private::server_event::Returned::into_result(output)
                    })
                }
                fn require(requirements: &mut ::gateway_runtime::__private::Requirements<'_>) {
                    use ::gateway_runtime::__private::NothingToRequire as _;
                    ::gateway_runtime::__private::server_event::Parameter::<Server>::note(requirements);
                    ::gateway_runtime::__private::server_event::Parameter::<Clock>::note(requirements);
                }
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::HookRecord::server_event::<ChatGateway, __Hook>(
                    "changed", "changed"
                )
            }
        };
    });
    let expected = quote! {
        impl ChatGateway {
            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            fn changed(&self, price: Price, server: Server, clock: Clock) {}
        }
        #registrations
    };
    assert_expands(actual, expected);
}

#[test]
fn connection_and_disconnect_hooks_are_registered_each_by_itself() {
    let actual = gateway! {
        ()
        impl ChatGateway {
            #[on_gateway_connection]
            async fn joined(&self, #[connected_socket] socket: Socket, user: User) {}

            #[on_gateway_disconnect]
            async fn left(&self, #[connected_socket] socket: Socket) {}
        }
    };
    let registrations = hidden(&quote! {
            const _: () = {
                struct __Hook;
                #[automatically_derived]
                impl ::gateway_runtime::__private::Hook<__Hook> for ChatGateway {
                    type Context = ::gateway_runtime::__private::connection::Context;
                    fn run(
                        gateway: ::std::sync::Arc<Self>,
                        context: Self::Context,
            ) -> ::gateway_runtime::__private::HookFuture<Self::Context> {
                        ::std::boxed::Box::pin(async move {
                            let __argument0 = <Socket
                                as ::gateway_runtime::__private::SocketHandle<Self>>::of_context(&context);
                            let __argument1 =
                                <User as ::gateway_runtime::FromSocket>::from_socket(context.socket())?;
                            let output = Self::joined(&gateway, __argument0, __argument1,).await;
    ::gateway_runtime::__private::connection::Returned::into_result(output)
    })
                    }
                    fn require(requirements: &mut ::gateway_runtime::__private::Requirements<'_>) {
                        use ::gateway_runtime::__private::NothingToRequire as _;
                        ::gateway_runtime::__private::connection::Parameter::<User>::note(requirements);
                    }
                }
                ::gateway_runtime::__private::inventory::submit! {
                    ::gateway_runtime::__private::HookRecord::connection::<ChatGateway, __Hook>(
                        "joined"
                    )
                }
            };
            const _: () = {
                struct __Hook;
                #[automatically_derived]
                impl ::gateway_runtime::__private::Hook<__Hook> for ChatGateway {
                    type Context = ::gateway_runtime::__private::disconnect::Context;
                    fn run(
                        gateway: ::std::sync::Arc<Self>,
                        context: Self::Context,
            ) -> ::gateway_runtime::__private::HookFuture<Self::Context> {
                        ::std::boxed::Box::pin(async move {
                            let __argument0 =
                                <Socket
                                as ::gateway_runtime::__private::SocketHandle<Self>>::of_context(&context);
                            let output = Self::left(&gateway, __argument0,).await;
    ::gateway_runtime::__private::disconnect::Returned::into_result(output)
    })
                    }
                }
                ::gateway_runtime::__private::inventory::submit! {
                    ::gateway_runtime::__private::HookRecord::disconnect::<ChatGateway, __Hook>(
                        "left"
                    )
                }
            };
        });
    let expected = quote! {
        impl ChatGateway {
            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            async fn joined(&self, socket: Socket, user: User) {}

            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            async fn left(&self, socket: Socket) {}
        }
        #registrations
    };
    assert_expands(actual, expected);
}

#[test]
fn an_init_hook_takes_providers() {
    let printed = gateway! {
        ()
        impl ChatGateway {
            #[on_gateway_init]
            async fn started(&self, #[inject] greeter: Arc<Greeter>) {}
        }
    };
    let run = quote! {
            fn run(
                gateway: ::std::sync::Arc<Self>,
                context: Self::Context,
            ) -> ::gateway_runtime::__private::HookFuture<Self::Context> {
                ::std::boxed::Box::pin(async move {
                    let __argument0 =
                        ::gateway_runtime::__private::inject::<Arc<Greeter>, _>(&context)?;
                    let output = Self::started(&gateway, __argument0,).await;
    ::gateway_runtime::__private::init::Returned::into_result(output)
    })
            }
        };
    assert_expands(function(&printed, "run"), run);
    let require = quote! {
        fn require(requirements: &mut ::gateway_runtime::__private::Requirements<'_>) {
            ::gateway_runtime::__private::require_provider::<Arc<Greeter>>(requirements);
        }
    };
    assert_expands(function(&printed, "require"), require);
}

#[test]
fn the_other_hooks_take_what_depends_on_the_connection() {
    for (attribute, module, user) in [
        (
            quote!(on_gateway_connection),
            quote!(connection),
            quote!(<User as ::runtime::FromSocket>::from_socket(
                context.socket()
            )),
        ),
        (
            quote!(on_gateway_disconnect),
            quote!(disconnect),
            quote!(<User as ::runtime::FromDisconnect>::from_disconnect(
                &context
            )),
        ),
    ] {
        let block = quote! {
            impl ChatGateway {
                #[#attribute]
                fn hook(
                    &self,
                    #[handshake_auth] auth: Credentials,
                    #[param("room")] id: RoomId,
                    #[inject] greeter: Arc<Greeter>,
                    user: User,
                ) {}
            }
        };
        let printed = super::expand(quote!(crate = ::runtime), block);
        let run = quote! {
                    fn run(
                        gateway: ::std::sync::Arc<Self>,
                        context: Self::Context,
                ) -> ::runtime::__private::HookFuture<Self::Context> {
                        ::std::boxed::Box::pin(async move {
                            let __argument0 =
                                <Credentials as ::runtime::__private::AuthPayload>::of_context(&context)?;
                            let __argument1 = <RoomId as ::runtime::__private::ParamValue>::of_context(&context, "room")?;
                            let __argument2 = ::runtime::__private::inject::<Arc<Greeter>, _>(&context)?;
                            let __argument3 = #user?;
                            let output = Self::hook(&gateway, __argument0, __argument1, __argument2, __argument3,);
        ::runtime::__private::#module::Returned::into_result(output)
        })
                    }
                };
        assert_expands(function(&printed, "run"), run);
        let requires = quote! {
            fn require(requirements: &mut ::runtime::__private::Requirements<'_>) {
                use ::runtime::__private::NothingToRequire as _;
                ::runtime::__private::require_param(requirements, "room");
                ::runtime::__private::require_provider::<Arc<Greeter>>(requirements);
                ::runtime::__private::#module::Parameter::<User>::note(requirements);
            }
        };
        assert_expands(function(&printed, "require"), requires);
    }
}
