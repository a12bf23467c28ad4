//! What is said about parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::assert_refused;

/// The messages about the parameters of a method marked with `role`.
#[track_caller]
fn parameters(role: TokenStream, parameters: TokenStream, expected: &[&str]) {
    let item = quote!(impl Chat { #role fn method(&self, #parameters) {} });
    assert_refused(crate::item::websocket_gateway(quote!(), item), expected);
}

#[track_caller]
fn in_handler(written: TokenStream, expected: &[&str]) {
    parameters(quote!(#[subscribe_message("a")]), written, expected);
}

#[test]
fn right_ones() {
    in_handler(
        quote! {
            #[message_body] Wrapper(mut x): Wrapper,
            #[message_body("")] r#type: Cow<'static, str>,
            #[gateway_runtime::connected_socket] (a): Socket<Self>,
            #[ack] ack: Ack<fn(&str) -> &str>,
            _: Box<dyn Fn(&u8)>,
        },
        &[],
    );
}

#[test]
fn attributes() {
    in_handler(
        quote! {
            #[message_body(key)] a: A,
            #[message_body(validate)] b: B,
            #[message_body("a", "b")] c: C,
            #[message_body()] d: D,
            #[connected_socket(x)] e: E,
            #[message_body] #[connected_socket] f: F,
            #[message_body] #[message_body] g: G,
            #[subscribe_message("a")] h: H,
            #[inject] i: I,
            #[cfg_attr(test, ack)] j: J,
            #[cfg(test)] k: K,
        },
        &[
            "the key is written as a string; write `#[message_body(\"key\")]`",
            "`#[message_body(validate)]` is not supported yet; remove `validate` and check the \
             value in the method",
            "`#[message_body(..)]` takes one key, as in `#[message_body(\"name\")]`; for the \
             whole body write `#[message_body]`",
            "`#[message_body(..)]` takes one key, as in `#[message_body(\"name\")]`; for the \
             whole body write `#[message_body]`",
            "`#[connected_socket]` takes no arguments; remove them",
            "`f` has `#[message_body]` and `#[connected_socket]`; a parameter has one source: \
             remove one",
            "`g` has `#[message_body]` twice; remove one",
            "`#[subscribe_message]` marks a method; move it there",
            "`#[inject]` marks a field; move it there",
            "`#[ack]` inside `cfg_attr` cannot be seen; write it directly, on two versions under \
             `#[cfg]`",
            "`k` depends on a `#[cfg]`; write two methods under `#[cfg]` instead",
        ],
    );
}

#[test]
fn borrowed_types() {
    in_handler(
        quote! {
            #[message_body] a: &str,
            #[message_body("b")] b: Option<&[u8]>,
            #[message_body] c: &'static str,
            d: (u8, &mut Socket),
            Pattern(e): Cow<'_, str>,
            #[message_body] f: &Vec<u8>,
        },
        &[
            "`a` borrows; bodies are owned: use `String`",
            "`b` borrows; bodies are owned: use `Vec<u8>`",
            "`c` borrows; bodies are owned: use `String`",
            "`d` borrows; parameters are owned: use `Socket`",
            "the parameter borrows for `'_`; parameters are owned: use a type without lifetime, \
             or `'static`",
            "`f` borrows; bodies are owned: use the type without `&`",
        ],
    );
}

#[test]
fn open_types() {
    in_handler(
        quote!(#[message_body] a: Vec<impl Deserialize>),
        &["`a` has an `impl Trait` type; a handler is called with known types: name one"],
    );
}

#[test]
fn second_ack() {
    const MESSAGE: &str =
        "`method` takes a second `Ack`; a message is acknowledged once: remove one";
    in_handler(quote!(#[ack] a: Ack<u8>, #[ack] b: MyAck), &[MESSAGE]);
    in_handler(quote!(a: Ack<u8>, b: runtime::Ack<u8>), &[MESSAGE]);
}

#[test]
fn in_hooks() {
    parameters(
        quote!(#[on_gateway_init]),
        quote!(#[connected_socket] a: Socket, #[message_body] b: B, #[ack] c: Ack<u8>),
        &[
            "`method` is an init hook, which runs before any client connects; remove the \
             parameter",
            "`method` is an init hook, which gets no message; remove the parameter",
            "`method` is an init hook, which has nothing to acknowledge; remove the parameter",
        ],
    );
    parameters(
        quote!(#[on_gateway_disconnect]),
        quote!(#[connected_socket] a: Socket, #[message_body("b")] b: B, c: &Reason),
        &[
            "`method` is a disconnect hook, which gets no message; remove the parameter",
            "`c` borrows; parameters are owned: use `Reason`",
        ],
    );
}

#[test]
fn without_role() {
    parameters(
        quote!(),
        quote!(#[message_body] a: A),
        &[
            "`#[message_body]` marks parameters of handlers and hooks, and `method` is neither; \
           mark it with `#[subscribe_message]`",
        ],
    );
}

#[test]
fn on_self() {
    assert_refused(
        crate::item::websocket_gateway(
            quote!(),
            quote! {
                impl Chat {
                    #[subscribe_message("a")]
                    fn a(#[connected_socket] &self) {}
                }
            },
        ),
        &["`#[connected_socket]` marks a parameter after `self`; move it there"],
    );
}
