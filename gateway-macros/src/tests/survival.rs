//! Survival: after a mistake, the user's items and what others rely on are still there.

use quote::quote;

use super::{assert_expands, gateway, messages};
use crate::misplaced_attribute;

#[test]
fn a_struct_with_mistakes_is_still_a_gateway() {
    let actual = gateway! {
        (nmespace = "/chat", validate, emits(Sent), crate = ::runtime)
        struct ChatGateway<T> { #[inject] #[websocket_server] server: Server<T> }
    };
    let expected = quote! {
        struct ChatGateway<T> { server: Server<T> }
        const _: () = {
            #[automatically_derived]
            impl<T> ::runtime::Gateway for ChatGateway<T>
            where
                ChatGateway<T>: ::core::marker::Send + ::core::marker::Sync + 'static
            {
                const NAME: &'static str = "ChatGateway";
                const OPTIONS: ::runtime::__private::GatewayOptions =
                    ::runtime::__private::GatewayOptions::DEFAULT;
                fn create(
                    _: &mut ::runtime::__private::Setup<'_>
                ) -> ::core::option::Option<Self> {
                    ::core::option::Option::None
                }
            }
            #[automatically_derived]
            impl<T> ::runtime::EmittedBy<ChatGateway<T>> for Sent
            where
                ChatGateway<T>: ::core::marker::Send + ::core::marker::Sync + 'static
            {}
            impl<T> ChatGateway<T>
            where
                ChatGateway<T>: ::core::marker::Send + ::core::marker::Sync + 'static
            {
                #[doc(hidden)]
                pub fn __gateway_bodies() -> ::runtime::__private::ValidatedByGateway {
                    ::runtime::__private::ValidatedByGateway
                }
            }
            impl<T, __Value> ::runtime::__private::guarded::GivesBeforeMessages<__Value, 0usize>
                for ChatGateway<T>
            where
                ChatGateway<T>: ::core::marker::Send + ::core::marker::Sync + 'static
            {}
            impl<T, __Value> ::runtime::__private::guarded::GivesAtConnection<__Value, 0usize, true>
                for ChatGateway<T>
            where
                ChatGateway<T>: ::core::marker::Send + ::core::marker::Sync + 'static
            {}
        };
        const _: () = {
            ::core::compile_error! { "unknown option `nmespace`; did you mean `namespace`?" }
            ::core::compile_error! {
                "field `server` has `#[inject]` and `#[websocket_server]`; a field has one source: remove one"
            }
            ::core::compile_error! {
                "`ChatGateway` has generic parameters; a gateway is one type, of which the app makes one value: replace them by an `Arc<dyn Trait>` in a field marked `#[inject]`, or write a `macro_rules!` that makes a gateway for each type"
            }
        };
    };
    assert_expands(actual, expected);
}

#[test]
fn options_of_a_server_are_not_printed_after_a_mistake() {
    let right = quote!(
        port = 81,
        path = "/ws",
        transports(polling),
        cors(origin = "*")
    );
    let printed = super::expand(
        quote!(#right, max_payload = 0),
        quote!(
            pub struct Chat;
        ),
    );
    let text = printed.to_string();
    assert!(text.starts_with("pub struct Chat ;"), "{text}");
    assert!(text.contains("GatewayOptions :: DEFAULT"), "{text}");
    assert!(!text.contains("DeclaredServer"), "{text}");
    assert_eq!(messages(printed).len(), 1);
}

#[test]
fn right_methods_are_registered_beside_wrong_ones() {
    let printed = gateway! {
        ()
        impl ChatGateway {
            #[subscribe_message("wrong")]
            fn wrong(&mut self, #[message_body] body: u8) {}
            #[subscribe_message("right")]
            fn right(&self) {}
        }
    };
    let text = printed.to_string();
    assert!(
        text.contains("fn wrong (& mut self , body : u8) { }"),
        "{text}"
    );
    assert!(text.contains("Named (\"right\") , \"right\""), "{text}");
    assert!(!text.contains("Named (\"wrong\")"), "{text}");
    assert_eq!(messages(printed).len(), 1);
}

#[test]
fn items_of_other_kinds_survive() {
    for item in [
        quote!(
            enum Chat {
                #[default]
                A,
                B,
            }
        ),
        quote!(
            fn chat(#[message_body] body: u8) {}
        ),
        quote!(
            trait Chat {
                fn chat(&self, #[ack] ack: Ack<u8>);
            }
        ),
        quote!(
            mod chat {
                struct Inner;
            }
        ),
        quote!(
            pub const fn chat() {}
        ),
        quote!(
            const CHAT: u8 = 1;
        ),
    ] {
        let clean = item
            .to_string()
            .replace("# [message_body] ", "")
            .replace("# [ack] ", "");
        let printed = super::expand(quote!(), item);
        assert!(printed.to_string().starts_with(&clean), "{printed}");
        assert_eq!(messages(printed).len(), 1);
    }
}

#[test]
fn a_method_outside_survives() {
    let actual = misplaced_attribute::refuse(
        "subscribe_message",
        &quote!("event"),
        quote! {
            #[on_gateway_init]
            #[inline]
            async fn send(
                &self,
                #[message_body("a", validate)] body: String,
                #[ack] ack: Ack<()>,
                #[param("room")] #[handshake_auth] #[inject] room: String
            ) -> u8 {
                body
            }
        },
    );
    let expected = quote! {
        #[inline]
        async fn send(&self, body: String, ack: Ack<()>, room: String) -> u8 {
            body
        }
        ::core::compile_error! {
            "`#[subscribe_message]` works inside an `impl` block marked `#[websocket_gateway]`; mark the block"
        }
    };
    assert_eq!(actual.to_string(), expected.to_string());
}

#[test]
fn other_items_of_a_block_stay_as_they_are() {
    let block = quote! {
        #[rustfmt::skip]
        impl chat::ChatGateway where Self: Sized {
            #![allow(dead_code)]
            const LIMIT: Limit = Limit { count: 3 };
            type Output = u8;
            helper! { anything }
            helper!(anything);
            pub(crate) const unsafe extern "C" fn raw<T>(self: Box<Self>, _: T) -> u8 where T: Copy { 1 }
            fn without_body(&self);
            #[subscribe_message("a")]
            fn a(&self) {}
        }
    };
    let allowed = quote!(#[allow(clippy::needless_pass_by_value, clippy::unused_self)]);
    let clean = block
        .to_string()
        .replace("# [subscribe_message (\"a\")]", &allowed.to_string());
    let printed = super::expand(quote!(), block);
    assert!(printed.to_string().starts_with(&clean), "{printed}");
    assert_eq!(messages(printed), [""; 0]);
}
