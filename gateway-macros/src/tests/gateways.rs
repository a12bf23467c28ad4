//! `#[websocket_gateway]` on structs: whole expansions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_expands, gateway};

/// What rust-analyzer sees, which does not name the fields' types.
fn without_fields(ty: &TokenStream, name: &str) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::gateway_runtime::Gateway for #ty {
            const NAME: &'static str = #name;
            const OPTIONS: ::gateway_runtime::__private::GatewayOptions =
                ::gateway_runtime::__private::GatewayOptions::DEFAULT;
            fn create(
                _: &mut ::gateway_runtime::__private::Setup<'_>
            ) -> ::core::option::Option<Self> {
                ::core::option::Option::None
            }
        }
    }
}

#[test]
fn a_struct_is_a_gateway_with_its_options_and_fields() {
    let actual = gateway! {
        (
            namespace = "chat",
            rename_all = "kebab-case",
            ordering = "sequential",
            max_in_flight = 64,
            ignore_unknown_events,
            timeout = "5s",
            validate,
            emits(ReceiveMessage, typing::Typing),
        )
        /// Talks.
        pub(crate) struct ChatGateway {
            #[websocket_server]
            server: Server<ChatGateway>,
            /// Greets.
            #[inject]
            greeter: Arc<Greeter>,
            #[cfg(feature = "count")]
            greeted: AtomicU64,
            #[default = AtomicU64::new(1)]
            r#type: AtomicU64,
        }
    };
    let without_fields = without_fields(&quote!(ChatGateway), "ChatGateway");
    let expected = quote! {
        /// Talks.
        pub(crate) struct ChatGateway {
            server: Server<ChatGateway>,
            /// Greets.
            greeter: Arc<Greeter>,
            #[cfg(feature = "count")]
            greeted: AtomicU64,
            r#type: AtomicU64,
        }
        #[allow(unexpected_cfgs, unused_qualifications)]
        const _: () = {
            #[cfg(not(rust_analyzer))]
            use ::gateway_runtime::__private::items;
            #[cfg(not(rust_analyzer))]
            items! {
            #[automatically_derived]
            impl ::gateway_runtime::Gateway for ChatGateway {
                const NAME: &'static str = "ChatGateway";
                #[allow(clippy::needless_update)]
                const OPTIONS: ::gateway_runtime::__private::GatewayOptions =
                    ::gateway_runtime::__private::GatewayOptions {
                        namespace: "/chat",
                        rename_all: ::core::option::Option::Some(
                            ::gateway_runtime::__private::RenameAll::KebabCase
                        ),
                        ordering: ::core::option::Option::Some(
                            ::gateway_runtime::__private::Ordering::Sequential
                        ),
                        max_in_flight: ::core::option::Option::Some(64usize),
                        ignore_unknown_events: ::core::option::Option::Some(true),
                        timeout: ::core::option::Option::Some(
                            ::core::time::Duration::from_millis(5000u64)
                        ),
                        ..::gateway_runtime::__private::GatewayOptions::DEFAULT
                    };
                fn create(
                    setup: &mut ::gateway_runtime::__private::Setup<'_>
                ) -> ::core::option::Option<Self> {
                    let __field0 = <Server<ChatGateway>
                        as ::gateway_runtime::__private::ServerHandle<Self>>::of_setup(setup);
                    let __field1 = setup.inject::<Arc<Greeter>>("greeter");
                    ::core::option::Option::Some(Self {
                        server: __field0,
                        greeter: __field1?,
                        #[cfg(feature = "count")]
                        greeted: <AtomicU64 as ::gateway_runtime::__private::DefaultField>::default_field(),
                        r#type: AtomicU64::new(1),
                    })
                }
                ::gateway_runtime::__private::describe_gateway! {
                    /// Talks.
                    () ReceiveMessage,
                    () typing::Typing,
                }
            }
            impl ChatGateway {
                #[doc(hidden)]
                pub fn __gateway_bodies() -> ::gateway_runtime::__private::ValidatedByGateway {
                    ::gateway_runtime::__private::ValidatedByGateway
                }
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::GatewayRecord::new::<ChatGateway>()
            }
            }
            #[cfg(rust_analyzer)]
            #without_fields
            #[automatically_derived]
            impl ::gateway_runtime::EmittedBy<ChatGateway> for ReceiveMessage {}
            #[automatically_derived]
            impl ::gateway_runtime::EmittedBy<ChatGateway> for typing::Typing {}
        };
    };
    assert_expands(actual, expected);
}

#[test]
fn a_tuple_struct_with_a_raw_name_is_a_gateway() {
    let actual = gateway! {
        ()
        struct r#type(#[inject] Arc<Greeter>, u8);
    };
    let without_fields = without_fields(&quote!(r#type), "type");
    let expected = quote! {
        struct r#type(Arc<Greeter>, u8);
        #[allow(unexpected_cfgs, unused_qualifications)]
        const _: () = {
            #[cfg(not(rust_analyzer))]
            use ::gateway_runtime::__private::items;
            #[cfg(not(rust_analyzer))]
            items! {
            #[automatically_derived]
            impl ::gateway_runtime::Gateway for r#type {
                const NAME: &'static str = "type";
                #[allow(clippy::needless_update)]
                const OPTIONS: ::gateway_runtime::__private::GatewayOptions =
                    ::gateway_runtime::__private::GatewayOptions {
                        ..::gateway_runtime::__private::GatewayOptions::DEFAULT
                    };
                fn create(
                    setup: &mut ::gateway_runtime::__private::Setup<'_>
                ) -> ::core::option::Option<Self> {
                    let __field0 = setup.inject::<Arc<Greeter>>("0");
                    ::core::option::Option::Some(Self {
                        0: __field0?,
                        1: <u8 as ::gateway_runtime::__private::DefaultField>::default_field(),
                    })
                }
                ::gateway_runtime::__private::describe_gateway! {}
            }
            ::gateway_runtime::__private::inventory::submit! {
                ::gateway_runtime::__private::GatewayRecord::new::<r#type>()
            }
            }
            #[cfg(rust_analyzer)]
            #without_fields
        };
    };
    assert_expands(actual, expected);
}

#[test]
fn a_namespace_is_printed_with_a_leading_slash() {
    for (written, printed) in [
        ("/", "/"),
        ("chat", "/chat"),
        ("/chat/", "/chat/"),
        ("chat/{room}", "/chat/{room}"),
        ("/{a_1}/room-{_b}.v2/{*rest}", "/{a_1}/room-{_b}.v2/{*rest}"),
    ] {
        let item = quote!(
            struct Chat;
        );
        let output = super::expand(quote!(namespace = #written), item).to_string();
        let expected = quote!(namespace: #printed,).to_string();
        assert!(output.contains(&expected), "{output}");
    }
}

#[test]
fn a_namespace_that_is_a_constant_gets_its_slash_in_the_compiler() {
    let printed = gateway! {
        (namespace = names::CHAT)
        struct Chat;
    };
    let expected = quote! {
        namespace: {
            const __NAMESPACE: &'static str = {
                use ::gateway_runtime::__private::NoName as _;
                ::gateway_runtime::__private::Constant(names::CHAT).text()
            };
            const _: () = ::gateway_runtime::__private::check_namespace(__NAMESPACE);
            const __SLASHED: &[u8] = &::gateway_runtime::__private::slashed::<
                { ::gateway_runtime::__private::slashed_length(__NAMESPACE) }
            >(__NAMESPACE);
            ::gateway_runtime::__private::slashed_text(__SLASHED)
        },
    };
    let printed = printed.to_string();
    assert!(printed.contains(&expected.to_string()), "{printed}");
}

#[test]
fn an_event_that_is_emitted_by_its_name_is_described_and_no_more() {
    let printed = gateway! {
        (emits(Typed, "tick" = u8))
        struct Clock;
    };
    let printed = printed.to_string();
    let described = quote!(describe_gateway! { () Typed, ("tick") u8, });
    assert!(printed.contains(&described.to_string()), "{printed}");
    assert_eq!(printed.matches("EmittedBy").count(), 1, "{printed}");
}
