//! Whole expansions of handlers.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_expands, gateway};

fn assertion() -> TokenStream {
    quote! {
        const _: fn() = || ::gateway_runtime::__private::assert_gateway::<ChatGateway>();
    }
}

#[test]
fn asynchronous() {
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
    let assertion = assertion();
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
        #assertion
        #[cfg(feature = "send")]
        #[allow(deprecated, unused_qualifications)]
        const _: () = {
            struct __Handler;
            #[automatically_derived]
            impl ::gateway_runtime::__private::Handler<__Handler> for ChatGateway {
                type Arguments = (SendMessage, String, Socket, Rooms,);
                fn extract(
                    message: &mut ::gateway_runtime::__private::Message,
                ) -> ::core::result::Result<Self::Arguments, ::gateway_runtime::WsError> {
                    let __argument0 =
                        ::gateway_runtime::__private::body::<SendMessage>(message)?;
                    let __argument1 =
                        ::gateway_runtime::__private::body_key::<String>(message, "room")?;
                    let __argument2 =
                        ::gateway_runtime::__private::connected_socket::<Self, Socket>(message)?;
                    let __argument3 = ::gateway_runtime::__private::extract::<Rooms>(message)?;
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
                        let output = Self::send_message(
                            &gateway,
                            __argument0, __argument1, __argument2, __argument3,
                        ).await;
                        {
                            use ::gateway_runtime::__private::{AnswerKind as _, SplitOutput as _};
                            match ::gateway_runtime::__private::Output(output).split() {
                                ::core::result::Result::Ok(value) => {
                                    let kind =
                                        ::gateway_runtime::__private::Value(&value).kind();
                                    kind.answer(value, reply)
                                },
                                ::core::result::Result::Err(error) => reply.fail(error),
                            }
                        }
                    })
                }
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::HandlerRecord::new::<ChatGateway, __Handler>(
                    ::gateway_runtime::__private::EventName::Literal("send-message"),
                    "send_message"
                )
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::HandlerRecord::new::<ChatGateway, __Handler>(
                    ::gateway_runtime::__private::EventName::Literal("send"),
                    "send_message"
                )
            }
        };
    };
    // The body is no Rust, so the file cannot be parsed.
    assert_eq!(actual.to_string(), expected.to_string());
}

#[test]
fn plain_with_own_name() {
    let actual = gateway! {
        ()
        impl ChatGateway {
            #[gateway_runtime::subscribe_message]
            fn r#match(&self) -> u64 { 1 }
        }
    };
    let assertion = assertion();
    let expected = quote! {
        impl ChatGateway {
            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            fn r#match(&self) -> u64 { 1 }
        }
        #assertion
        #[allow(deprecated, unused_qualifications)]
        const _: () = {
            struct __Handler;
            #[automatically_derived]
            impl ::gateway_runtime::__private::Handler<__Handler> for ChatGateway {
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
                    let output = Self::r#match(gateway,);
                    {
                        use ::gateway_runtime::__private::{AnswerKind as _, SplitOutput as _};
                        match ::gateway_runtime::__private::Output(output).split() {
                            ::core::result::Result::Ok(value) => {
                                let kind = ::gateway_runtime::__private::Value(&value).kind();
                                kind.answer(value, reply)
                            },
                            ::core::result::Result::Err(error) => reply.fail(error),
                        }
                    }
                    ::gateway_runtime::__private::Work::done()
                }
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::HandlerRecord::new::<ChatGateway, __Handler>(
                    ::gateway_runtime::__private::EventName::Method,
                    "match"
                )
            }
        };
    };
    assert_expands(actual, expected);
}

#[test]
fn answered_by_hand() {
    let actual = gateway! {
        ()
        impl ChatGateway {
            #[subscribe_message(fallback)]
            fn rest(&self, #[ack] ack: gateway_runtime::Ack<u64>) {}
        }
    };
    let assertion = assertion();
    let expected = quote! {
        impl ChatGateway {
            #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            fn rest(&self, ack: gateway_runtime::Ack<u64>) {}
        }
        #assertion
        #[allow(deprecated, unused_qualifications)]
        const _: () = {
            struct __Handler;
            #[automatically_derived]
            impl ::gateway_runtime::__private::Handler<__Handler> for ChatGateway {
                type Arguments = (gateway_runtime::Ack<u64>,);
                fn extract(
                    message: &mut ::gateway_runtime::__private::Message,
                ) -> ::core::result::Result<Self::Arguments, ::gateway_runtime::WsError> {
                    let __argument0 = ::gateway_runtime::__private::ack::<
                        gateway_runtime::Ack<u64>
                    >(message)?;
                    ::core::result::Result::Ok((__argument0,))
                }
                fn call(
                    gateway: &::std::sync::Arc<Self>,
                    (__argument0,): Self::Arguments,
                    reply: ::gateway_runtime::__private::Reply,
                ) -> ::gateway_runtime::__private::Work {
                    let output = Self::rest(gateway, __argument0,);
                    {
                        use ::gateway_runtime::__private::SplitOutput as _;
                        match ::gateway_runtime::__private::Output(output).split() {
                            ::core::result::Result::Ok(value) =>
                                ::gateway_runtime::__private::manual(value, reply),
                            ::core::result::Result::Err(error) => reply.fail(error),
                        }
                    }
                    ::gateway_runtime::__private::Work::done()
                }
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::HandlerRecord::new::<ChatGateway, __Handler>(
                    ::gateway_runtime::__private::EventName::Fallback,
                    "rest"
                )
            }
        };
    };
    assert_expands(actual, expected);
}
