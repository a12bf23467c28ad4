//! A method may take an `Arc` of its gateway in place of a reference.

use quote::quote;

use super::{function, gateway};

/// Whether `call` is in the printed function `name` of the block with `method`.
#[track_caller]
fn assert_calls(method: proc_macro2::TokenStream, name: &str, call: &str) {
    let printed = gateway! { () impl Chat { #method } };
    let function = function(&printed, name).to_string();
    assert!(function.contains(call), "{function}");
}

#[test]
fn an_async_handler_is_given_the_clone_that_its_future_keeps() {
    assert_calls(
        quote! {
            #[subscribe_message("a")]
            async fn a(self: Arc<Self>) {}
        },
        "call",
        "let output = Self :: a (gateway ,) . await",
    );
}

#[test]
fn a_plain_handler_is_given_a_clone() {
    assert_calls(
        quote! {
            #[subscribe_message("a")]
            fn a(self: std::sync::Arc<Self>, #[message_body] body: Body) {}
        },
        "call",
        "Self :: a (:: core :: clone :: Clone :: clone (gateway) , __argument0 ,)",
    );
}

#[test]
fn a_hook_is_given_its_own_arc() {
    assert_calls(
        quote! {
            #[on_gateway_init]
            async fn a(self: Arc<Self>) {}
        },
        "run",
        "Self :: a (gateway ,) . await",
    );
}

#[test]
fn a_reference_to_an_arc_is_a_reference() {
    assert_calls(
        quote! {
            #[subscribe_message("a")]
            fn a(self: &Arc<Self>) {}
        },
        "call",
        "Self :: a (gateway ,)",
    );
    assert_calls(
        quote! {
            #[subscribe_message("a")]
            async fn a(self: &Arc<Self>) {}
        },
        "call",
        "Self :: a (& gateway ,) . await",
    );
}
