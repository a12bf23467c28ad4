//! `#[subscribe_message]`: whole expansions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_expands, function, gateway, hidden};

/// What every handler does with what its method has returned.
fn split() -> TokenStream {
    quote! {
        let result = match ::gateway_runtime::__private::Output(output).split() {
            ::core::result::Result::Ok(value) => ::core::result::Result::Ok(value),
            ::core::result::Result::Err(error) => {
                ::core::result::Result::Err(
                    ::gateway_runtime::__private::ReturnedError(error).into_failure()
                )
            }
        };
    }
}

/// What a handler with two bodies notes for apps that demand validation.
fn noted_bodies() -> TokenStream {
    quote! {
        ::gateway_runtime::__private::with_validation! {
            use ::gateway_runtime::__private::{BodiesByType as _, OpenBody as _, PlainBody as _};
            ::gateway_runtime::__private::require_checked::<SendMessage>(
                requirements,
                Self::__gateway_bodies().of::<SendMessage>().checked()
            );
            ::gateway_runtime::__private::require_checked::<String>(
                requirements,
                Self::__gateway_bodies().of::<String>().checked()
            );
        }
    }
}

/// What the contract is told of the method below.
fn described() -> TokenStream {
    quote! {
        ::gateway_runtime::__private::describe! {
            /// Sends.
            later borrowed send_message(
                __argument0: SendMessage = (Body rules) "body" SendMessage,
                __argument1: String = (Key rules) "room" String,
                __argument2: Socket = (other) "" (),
                __argument3: Rooms = (around) "" (),
            )
        }
    }
}

#[test]
fn an_async_method_is_called_in_a_future() {
    let (bodies, described, split) = (noted_bodies(), described(), split());
    let actual = gateway! {
        ()
        impl ChatGateway {
            /// Sends.
            #[subscribe_message("send-message", "send")]
            #[cfg(feature = "send")]
            pub async fn send_message(
                &self,
                #[message_body] mut body: SendMessage,
                #[message_body("room")] r#type: String,
                #[connected_socket] socket: Socket,
                rooms: Rooms,
            ) -> Result<SendMessage, WsError> {
                anything at all
            }

            const LIMIT: usize = { 3 };
        }
    };
    let registration = hidden(&quote! {
            #[cfg(feature = "send")]
            struct __Handler0;
            #[cfg(feature = "send")]
            #[automatically_derived]
            impl ::gateway_runtime::__private::Handler<__Handler0> for ChatGateway {
                type Arguments = (SendMessage, String, Socket, Rooms,);
                fn extract(
                    message: &mut ::gateway_runtime::__private::Message,
                ) -> ::core::result::Result<Self::Arguments, ::gateway_runtime::WsError> {
                    use ::gateway_runtime::__private::{BodiesByType as _, BodyWithoutRules as _, UnvalidatedBody as _};
                    let __argument2 =
                        <Socket as ::gateway_runtime::__private::SocketHandle<Self>>::of_context(message);
                    let __argument3 = <Rooms as ::gateway_runtime::FromMessage>::from_message(message)?;
                    let __argument0 =
                        Self::__gateway_bodies().of::<SendMessage>().body::<SendMessage>(message)?;
                    let __argument1 =
                        Self::__gateway_bodies().of::<String>().body_key::<String>(message, "room")?;
                    ::core::result::Result::Ok(
                        (__argument0, __argument1, __argument2, __argument3,)
                    )
                }
                fn call(
                    gateway: &::std::sync::Arc<Self>,
                    (__argument0, __argument1, __argument2, __argument3,): Self::Arguments,
                    reply: ::gateway_runtime::__private::Reply,
                ) -> ::gateway_runtime::__private::Work {
                    let gateway = ::core::clone::Clone::clone(gateway);
                    ::gateway_runtime::__private::Work::later(async move {
                        use ::gateway_runtime::__private::{AnswerKind as _, ConvertedError as _, SplitOutput as _};
                        let output = Self::send_message(
                            &gateway,
                            __argument0, __argument1, __argument2, __argument3,
                        ).await;
                        #split
                        let kind = ::gateway_runtime::__private::Value(&result).kind();
                        kind.answer(result, reply)
                    })
                }
                fn require(requirements: &mut ::gateway_runtime::__private::Requirements<'_>) {
                    use ::gateway_runtime::__private::NothingToRequire as _;
                    ::gateway_runtime::__private::handler::Parameter::<Rooms>::note(requirements);
                    #bodies
                }
                #described
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::HandlerRecords {
                    records: &[
                        #[cfg(feature = "send")]
                        ::gateway_runtime::__private::HandlerRecord::new::<ChatGateway, __Handler0>(
                            ::gateway_runtime::__private::Subscribed::Named("send-message"),
                            "send_message"
                        ),
                        #[cfg(feature = "send")]
                        ::gateway_runtime::__private::HandlerRecord::new::<ChatGateway, __Handler0>(
                            ::gateway_runtime::__private::Subscribed::Named("send"),
                            "send_message"
                        ),
                    ]
                }
            }
    });
    let expected = quote! {
        impl ChatGateway {
            /// Sends.
            #[cfg(feature = "send")]
            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            pub async fn send_message(
                &self,
                mut body: SendMessage,
                r#type: String,
                socket: Socket,
                rooms: Rooms,
            ) -> Result<SendMessage, WsError> {
                anything at all
            }

            const LIMIT: usize = { 3 };
        }
        #registration
    };
    // The body is no Rust, so the file cannot be parsed.
    assert_eq!(actual.to_string(), expected.to_string());
}

#[test]
fn a_plain_method_is_called_at_once_and_names_its_event() {
    let split = split();
    let actual = gateway! {
        ()
        impl ChatGateway {
            #[gateway_runtime::subscribe_message]
            fn r#match(&self) -> u64 { 1 }
        }
    };
    let registration = hidden(&quote! {
            struct __Handler0;
            #[automatically_derived]
            impl ::gateway_runtime::__private::Handler<__Handler0> for ChatGateway {
                type Arguments = ();
                fn extract(
                    message: &mut ::gateway_runtime::__private::Message,
                ) -> ::core::result::Result<Self::Arguments, ::gateway_runtime::WsError> {
                    ::core::result::Result::Ok(())
                }
                fn call(
                    gateway: &::std::sync::Arc<Self>,
                    (): Self::Arguments,
                    reply: ::gateway_runtime::__private::Reply,
                ) -> ::gateway_runtime::__private::Work {
                    use ::gateway_runtime::__private::{AnswerKind as _, ConvertedError as _, SplitOutput as _};
                    let output = Self::r#match(gateway,);
                    #split
                    let kind = ::gateway_runtime::__private::Value(&result).kind();
                    ::gateway_runtime::__private::Work::ready(kind.answer(result, reply))
                }
                ::gateway_runtime::__private::describe! { ready borrowed r#match() }
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::HandlerRecords {
                    records: &[
                        ::gateway_runtime::__private::HandlerRecord::new::<ChatGateway, __Handler0>(
                            ::gateway_runtime::__private::Subscribed::Method,
                            "match"
                        ),
                    ]
                }
            }
    });
    let expected = quote! {
        impl ChatGateway {
            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            fn r#match(&self) -> u64 { 1 }
        }
        #registration
    };
    assert_expands(actual, expected);
}

#[test]
fn what_a_method_with_an_ack_returns_is_no_answer() {
    let split = split();
    let actual = gateway! {
        ()
        impl ChatGateway {
            #[subscribe_message(fallback)]
            fn rest(&self, #[ack] ack: gateway_runtime::Ack<u64>) {}
        }
    };
    let registration = hidden(&quote! {
            struct __Handler0;
            #[automatically_derived]
            impl ::gateway_runtime::__private::Handler<__Handler0> for ChatGateway {
                type Arguments = (gateway_runtime::Ack<u64>,);
                fn extract(
                    message: &mut ::gateway_runtime::__private::Message,
                ) -> ::core::result::Result<Self::Arguments, ::gateway_runtime::WsError> {
                    let __argument0 = <gateway_runtime::Ack<u64> as ::gateway_runtime::__private::AckHandle>::take(message)?;
                    ::core::result::Result::Ok((__argument0,))
                }
                fn call(
                    gateway: &::std::sync::Arc<Self>,
                    (__argument0,): Self::Arguments,
                    reply: ::gateway_runtime::__private::Reply,
                ) -> ::gateway_runtime::__private::Work {
                    use ::gateway_runtime::__private::{ConvertedError as _, SplitOutput as _};
                    let output = Self::rest(gateway, __argument0,);
                    #split
                    ::gateway_runtime::__private::Work::ready(
                        ::gateway_runtime::__private::AckOutput::end(result, reply)
                    )
                }
                ::gateway_runtime::__private::describe! {
                    ready borrowed rest(
                        __argument0: gateway_runtime::Ack<u64> = (ack) "" gateway_runtime::Ack<u64>,
                    )
                }
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::HandlerRecords {
                    records: &[
                        ::gateway_runtime::__private::HandlerRecord::new::<ChatGateway, __Handler0>(
                            ::gateway_runtime::__private::Subscribed::Fallback,
                            "rest"
                        ),
                    ]
                }
            }
    });
    let expected = quote! {
        impl ChatGateway {
            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            fn rest(&self, ack: gateway_runtime::Ack<u64>) {}
        }
        #registration
    };
    assert_expands(actual, expected);
}

#[test]
fn each_kind_of_parameter_is_taken_in_its_own_way() {
    let printed = gateway! {
        (crate = ::runtime)
        impl ChatGateway {
            #[subscribe_message("everything")]
            fn everything(
                &self,
                #[message_body(validate)] a: A,
                #[message_body("b", validate)] b: B,
                #[message_body(validate = true, "c")] c: C,
                #[message_body(unchecked)] d: D,
                #[message_body("e", unchecked)] e: E,
                #[handshake_auth] auth: Credentials,
                #[param] mut r#type: String,
                #[param("id")] Id(id): Id,
                #[inject] greeter: Arc<Greeter>,
                #[per_connection] cart: Arc<Cart>,
                socket: Socket<Self>,
                event: runtime::EventName,
                rooms: Rooms,
            ) {}
        }
    };
    let extract = quote! {
        fn extract(
            message: &mut ::runtime::__private::Message,
        ) -> ::core::result::Result<Self::Arguments, ::runtime::WsError> {
            let __argument5 = <Credentials as ::runtime::__private::AuthPayload>::of_context(message)?;
            let __argument6 = <String as ::runtime::__private::ParamValue>::of_context(message, "type")?;
            let __argument7 = <Id as ::runtime::__private::ParamValue>::of_context(message, "id")?;
            let __argument8 = ::runtime::__private::inject::<Arc<Greeter>, _>(message)?;
            let __argument9 = <Arc<Cart> as ::runtime::__private::PerConnection>::of_context(message)?;
            let __argument10 = <Socket<Self> as ::runtime::__private::SocketHandle<Self>>::of_context(message);
            let __argument11 = <runtime::EventName as ::runtime::FromMessage>::from_message(message)?;
            let __argument12 = <Rooms as ::runtime::FromMessage>::from_message(message)?;
            ::runtime::__private::expect_several_arguments(message);
            let __argument0 = ::runtime::__private::Validated.body::<A>(message)?;
            let __argument1 = ::runtime::__private::Validated.body_key::<B>(message, "b")?;
            let __argument2 = ::runtime::__private::Validated.body_key::<C>(message, "c")?;
            let __argument3 = ::runtime::__private::Unchecked.body::<D>(message)?;
            let __argument4 = ::runtime::__private::Unchecked.body_key::<E>(message, "e")?;
            ::core::result::Result::Ok((
                __argument0, __argument1, __argument2, __argument3, __argument4, __argument5,
                __argument6, __argument7, __argument8, __argument9, __argument10, __argument11,
                __argument12,
            ))
        }
    };
    assert_expands(function(&printed, "extract"), extract);
    let require = quote! {
        fn require(requirements: &mut ::runtime::__private::Requirements<'_>) {
            use ::runtime::__private::NothingToRequire as _;
            ::runtime::__private::require_param(requirements, "type");
            ::runtime::__private::require_param(requirements, "id");
            ::runtime::__private::require_provider::<Arc<Greeter>>(requirements);
            ::runtime::__private::ForConnections::<Arc<Cart>>::note(requirements);
            ::runtime::__private::handler::Parameter::<Rooms>::note(requirements);
        }
    };
    assert_expands(function(&printed, "require"), require);
}

#[test]
fn bodies_are_taken_last_and_all_else_in_its_order() {
    let printed = gateway! {
        ()
        impl ChatGateway {
            #[subscribe_message("a")]
            fn a(
                &self,
                #[message_body(validate)] a: A,
                admin: Admin,
                #[message_body("b")] b: B,
                #[ack] ack: Ack<u8>,
                #[message_body] c: C,
                #[param] room: String,
            ) {}
        }
    };
    let printed = function(&printed, "extract").to_string();
    let order = [1, 3, 5, 0, 2, 4].map(|number| {
        let statement = format!("let __argument{number} =");
        printed.find(&statement).expect("each parameter is taken")
    });
    assert!(order.is_sorted(), "{printed}");
    let tuple =
        "(__argument0 , __argument1 , __argument2 , __argument3 , __argument4 , __argument5 ,)";
    assert!(printed.contains(tuple), "{printed}");
}

#[test]
fn a_parameter_that_needs_nothing_of_the_app_prints_no_probe() {
    let printed = gateway! {
        ()
        impl ChatGateway {
            #[subscribe_message("a")]
            fn a(&self, socket: Socket, #[inject] greeter: Greeter) {}
        }
    };
    let require = quote! {
        fn require(requirements: &mut ::gateway_runtime::__private::Requirements<'_>) {
            ::gateway_runtime::__private::require_provider::<Greeter>(requirements);
        }
    };
    assert_expands(function(&printed, "require"), require);
}

#[test]
fn a_timeout_stands_anywhere_among_the_events() {
    for (written, event) in [
        (quote!(("a", timeout = "250ms")), quote!(Named("a"))),
        (quote!((timeout = "250ms", "a")), quote!(Named("a"))),
        (quote!((timeout = "250ms")), quote!(Method)),
        (quote!((timeout = "250ms",)), quote!(Method)),
        (quote!((fallback, timeout = "250ms")), quote!(Fallback)),
    ] {
        let block = quote! {
            impl ChatGateway {
                #[subscribe_message #written]
                fn ping(&self) {}
            }
        };
        let printed = super::expand(quote!(), block);
        let record = quote! {
            ::gateway_runtime::__private::HandlerRecord::new::<ChatGateway, __Handler0>(
                ::gateway_runtime::__private::Subscribed::#event,
                "ping"
            ).timeout(::core::time::Duration::from_millis(250u64))
        };
        let printed = printed.to_string();
        assert!(printed.contains(&record.to_string()), "{printed}");
    }
}

#[test]
fn a_method_that_blocks_is_called_on_another_thread_behind_its_pipe() {
    let printed = gateway! {
        ()
        impl ChatGateway {
            #[subscribe_message("resize", blocking)]
            fn resize(&self, #[message_body(pipe = checked)] image: Image, socket: Socket) -> Image {}
        }
    };
    let call = quote! {
        fn call(
            gateway: &::std::sync::Arc<Self>,
            (__argument0, __argument1,): Self::Arguments,
            reply: ::gateway_runtime::__private::Reply,
        ) -> ::gateway_runtime::__private::Work {
            let gateway = ::core::clone::Clone::clone(gateway);
            ::gateway_runtime::__private::Work::later(async move {
                let __argument0 = match <::gateway_runtime::__private::Gate<checked, {
                    use ::gateway_runtime::__private::NoPipe as _;
                    ::gateway_runtime::__private::IsPipe::<checked>::YES
                }> as ::gateway_runtime::__private::Passes<Image>>::run(__argument0).await {
                    ::core::result::Result::Ok(value) => <<::gateway_runtime::__private::Gate<checked, {
                        use ::gateway_runtime::__private::NoPipe as _;
                        ::gateway_runtime::__private::IsPipe::<checked>::YES
                    }> as ::gateway_runtime::__private::Passes<Image>>::Output
                        as ::gateway_runtime::__private::PipedTo<Image>>::piped(value),
                    ::core::result::Result::Err(failure) => {
                        return ::gateway_runtime::__private::pipe_failed(reply, failure)
                    }
                };
                use ::gateway_runtime::__private::{AnswerKind as _, ConvertedError as _, SplitOutput as _};
                let __argument0 = ::gateway_runtime::__private::sent::<Image>(__argument0);
                let __argument1 = ::gateway_runtime::__private::sent::<Socket>(__argument1);
                let result = ::gateway_runtime::__private::blocking::<Self, _>(&reply, "resize", move || {
                    let __argument0 = __argument0.arrive();
                    let __argument1 = __argument1.arrive();
                    let output = Self::resize(&gateway, __argument0, __argument1,);
                    let result = match ::gateway_runtime::__private::Output(output).split() {
                        ::core::result::Result::Ok(value) => ::core::result::Result::Ok(value),
                        ::core::result::Result::Err(error) => {
                            ::core::result::Result::Err(
                                ::gateway_runtime::__private::ReturnedError(error).into_failure()
                            )
                        }
                    };
                    result
                }).await;
                let kind = ::gateway_runtime::__private::Value(&result).kind();
                kind.answer(result, reply)
            })
        }
    };
    assert_expands(function(&printed, "call"), call);
}

#[test]
fn a_timeout_is_that_of_every_event() {
    let printed = gateway! {
        ()
        impl ChatGateway {
            #[subscribe_message("a", timeout = "2m", "b")]
            fn ping(&self) {}
        }
    };
    let timeout = quote!(.timeout(::core::time::Duration::from_millis(120000u64)));
    let printed = printed.to_string();
    assert_eq!(
        printed.matches(&timeout.to_string()).count(),
        2,
        "{printed}"
    );
}

#[test]
fn a_constant_is_checked_and_is_the_event_of_its_record() {
    let printed = gateway! {
        ()
        impl ChatGateway {
            #[cfg(feature = "send")]
            #[subscribe_message("a", Self::SEND)]
            fn ping(&self) {}
        }
    };
    let constant = quote! {
        #[cfg(feature = "send")]
        const __EVENT0_1: &'static str = {
            use ::gateway_runtime::__private::NoName as _;
            ::gateway_runtime::__private::Constant(<ChatGateway>::SEND).text()
        };
        #[cfg(feature = "send")]
        const _: () = ::gateway_runtime::__private::check_event_of_client(__EVENT0_1);
    };
    let record = quote! {
        #[cfg(feature = "send")]
        ::gateway_runtime::__private::HandlerRecord::new::<ChatGateway, __Handler0>(
            ::gateway_runtime::__private::Subscribed::Named(__EVENT0_1),
            "ping"
        ),
    };
    let printed = printed.to_string();
    for expected in [constant, record] {
        assert!(printed.contains(&expected.to_string()), "{printed}");
    }
}
