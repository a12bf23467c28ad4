//! Messages about parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_refused, gateway};

/// The messages about the parameters of a method marked with `role`.
#[track_caller]
fn parameters(role: TokenStream, parameters: TokenStream, expected: &[&str]) {
    let item = quote!(impl Chat { #role fn method(&self, #parameters) {} });
    assert_refused(super::expand(quote!(), item), expected);
}

#[track_caller]
fn in_handler(written: TokenStream, expected: &[&str]) {
    parameters(quote!(#[subscribe_message("a")]), written, expected);
}

#[test]
fn parameters_without_mistakes_are_accepted() {
    in_handler(
        quote! {
            #[message_body] Wrapper(mut x): Wrapper,
            #[message_body("")] r#type: Cow<'static, str>,
            #[gateway_runtime::connected_socket] (a): Socket<Self>,
            #[ack] ack: Ack<fn(&str) -> &str>,
            _: Box<dyn Fn(&u8)>,
            #[message_body(validate,)] body: Body,
            #[message_body("a", validate)] body: Body,
            #[message_body(unchecked, "a",)] body: Body,
            #[message_body(validate = true)] body: Body,
            #[handshake_auth] Auth { token }: Auth,
            #[param] mut room_1: String,
            #[gateway_runtime::param("room")] _: String,
            #[inject] greeter: Arc<dyn Greet>,
        },
        &[],
    );
}

#[test]
fn a_parameter_has_one_attribute() {
    in_handler(
        quote! {
            #[message_body(key)] a: A,
            #[message_body(validat)] b: B,
            #[message_body("a", "b")] c: C,
            #[message_body()] d: D,
            #[connected_socket(x)] e: E,
            #[message_body] #[connected_socket] f: F,
            #[message_body] #[message_body] g: G,
            #[subscribe_message("a")] h: H,
            #[websocket_server] i: I,
            #[cfg_attr(test, ack)] j: J,
            #[cfg(test)] k: K,
        },
        &[
            "`#[ack]` inside `cfg_attr` cannot be seen; write it directly, on two versions under \
             `#[cfg]`",
            "the key is written as a string; write `#[message_body(\"key\")]`",
            "unknown word `validat`; did you mean `validate`?",
            "`#[message_body(..)]` takes one key, as in `#[message_body(\"name\")]`; for the \
             whole body write `#[message_body]`",
            "`#[message_body(..)]` takes one key, as in `#[message_body(\"name\")]`; for the \
             whole body write `#[message_body]`",
            "`#[connected_socket]` takes no arguments; remove them",
            "`f` has `#[message_body]` and `#[connected_socket]`; a parameter has one source: \
             remove one",
            "`g` has `#[message_body]` twice; remove one",
            "`#[subscribe_message]` marks a method; move it there",
            "`#[websocket_server]` marks a field; move it there",
            "`k` depends on a `#[cfg]`; write two methods under `#[cfg]` instead",
        ],
    );
}

#[test]
fn args_are_a_tuple() {
    let refused = |written: &str| {
        format!(
            "`Args` takes a tuple, as in `Args<({written}, {written})>`; one value stands without \
             it: write `{written}`"
        )
    };
    assert_refused(
        gateway! {
            ()
            impl Chat {
                #[subscribe_message("a")]
                fn a(&self, #[message_body] body: Args<u8>) -> Args<Vec<String>> {}
                #[subscribe_message("b")]
                fn b(&self, #[ack] ack: Ack<Args<Option<u8>>>) -> Result<(), WsError> {}
                #[subscribe_message("c")]
                fn c(&self) -> Result<WsResponse<Args<bool>>, WsError> {}
                // These may be tuples.
                #[subscribe_message("d")]
                fn d(&self, #[message_body] body: Args<Pair>) -> Args<(u8,)> {}
            }
        },
        &[
            &refused("Vec<String>"),
            &refused("u8"),
            &refused("Option<u8>"),
            &refused("bool"),
        ],
    );
}

#[test]
fn a_body_has_at_most_one_key_and_one_validate() {
    const VALIDATE: &str = "`validate` stands alone: write `validate`, or remove it";
    const UNCHECKED: &str = "`unchecked` stands alone: write `unchecked`, or remove it";
    const KEY: &str = "`#[message_body(..)]` takes one key, as in `#[message_body(\"name\")]`; for \
                       the whole body write `#[message_body]`";
    in_handler(
        quote! {
            #[message_body(validate, validate)] a: A,
            #[message_body(validate, "a", "b")] b: B,
            #[message_body(validate = "no")] c: C,
            #[message_body(validate("a"))] d: D,
            #[message_body(validate =)] g: G,
            #[message_body(validate, unchecked)] h: H,
            #[message_body(unchecked, "h", unchecked)] h: H,
            #[message_body(unchecked = true)] h: H,
            #[message_body(unchecked())] h: H,
            #[message_body(validate = false)] h: H,
            #[message_body(uncheked)] h: H,
            #[message_body("a" validate)] e: E,
            #[message_body(, validate)] f: F,
        },
        &[
            "`validate` is written twice; remove one",
            KEY,
            VALIDATE,
            VALIDATE,
            VALIDATE,
            "`validate` and `unchecked` contradict each other; remove one",
            "`unchecked` is written twice; remove one",
            UNCHECKED,
            UNCHECKED,
            "a body that is not validated is `unchecked`; write `unchecked` for `validate = false`",
            "unknown word `uncheked`; did you mean `unchecked`?",
            "expected a comma after `\"a\"`",
            "nothing before this comma; remove it",
        ],
    );
}

#[test]
fn a_parameter_of_the_namespace_has_a_name_and_owns_its_value() {
    const EXPECTED: &str = "`#[param(..)]` takes one name, as in `#[param(\"room\")]`; without it, \
                            the parameter's own name counts";
    in_handler(
        quote! {
            #[param] _: A,
            #[param] RoomId(b): B,
            #[param(room)] c: C,
            #[param()] d: D,
            #[param("a", "b")] e: E,
            #[param = "room"] f: F,
            #[param("{*room}")] g: G,
            #[param("")] h: H,
            #[param] roomId: I,
            #[param] #[inject] j: J,
            #[param] k: &str,
            #[param] l: Cow<'_, str>,
            #[param] m: impl FromStr,
        },
        &[
            "the parameter has no name of its own; write the name that the namespace has in \
             braces, as in `#[param(\"room\")]`",
            "the parameter has no name of its own; write the name that the namespace has in \
             braces, as in `#[param(\"room\")]`",
            "the name is written as a string; write `#[param(\"room\")]`",
            EXPECTED,
            EXPECTED,
            "the name stands in parentheses; write `#[param(\"room\")]`",
            "the name stands without braces; write `#[param(\"room\")]`",
            "the name is empty; write the name that the namespace has in braces, as in \
             `#[param(\"room_id\")]`",
            "a namespace cannot have the parameter `roomId`, which is not in snake case; write the \
             name that the namespace has in braces, as in `#[param(\"room_id\")]`",
            "`j` has `#[param]` and `#[inject]`; a parameter has one source: remove one",
            "`k` borrows; parameters are owned: use `String`",
            "`l` borrows for `'_`; parameters are owned: use a type without lifetime, or `'static`",
            "`m` has an `impl Trait` type; a handler is called with known types: name one",
        ],
    );
}

#[test]
fn most_attributes_take_no_arguments() {
    in_handler(
        quote! {
            #[handshake_auth("token")] a: A,
            #[inject(x)] b: B,
            #[inject = 1] c: C,
            #[inject] #[inject] d: D,
            #[handshake_auth] e: &Auth,
        },
        &[
            "`#[handshake_auth]` takes no arguments; remove them",
            "`#[inject]` takes no arguments; remove them",
            "`#[inject]` takes no arguments; remove them",
            "`d` has `#[inject]` twice; remove one",
            "`e` borrows; parameters are owned: use `Auth`",
        ],
    );
}

#[test]
fn a_type_that_borrows_is_refused() {
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
fn a_type_that_is_not_known_is_refused() {
    in_handler(
        quote!(#[message_body] a: Vec<impl Deserialize>),
        &["`a` has an `impl Trait` type; a handler is called with known types: name one"],
    );
}

#[test]
fn a_message_is_acknowledged_once() {
    const MESSAGE: &str =
        "`method` takes a second `Ack`; a message is acknowledged once: remove one";
    in_handler(quote!(#[ack] a: Ack<u8>, #[ack] b: MyAck), &[MESSAGE]);
    in_handler(quote!(a: Ack<u8>, b: runtime::Ack<u8>), &[MESSAGE]);
}

#[test]
fn a_hook_has_no_parameters_of_a_message() {
    parameters(
        quote!(#[on_gateway_init]),
        quote! {
            #[connected_socket] a: Socket,
            #[message_body] b: B,
            #[ack] c: Ack<u8>,
            #[handshake_auth] d: D,
            #[param] e: E,
            #[inject] f: F,
            #[per_connection] g: G,
        },
        &[
            "`method` is an init hook, which runs before any client connects; remove the \
             parameter",
            "`method` is an init hook, which gets no message; remove the parameter",
            "`method` is an init hook, which has nothing to acknowledge; remove the parameter",
            "`method` is an init hook, which runs before any client connects; remove the \
             parameter",
            "`method` is an init hook, which runs before any client connects; remove the \
             parameter",
            "`method` is an init hook, which runs before any client connects; remove the \
             parameter",
        ],
    );
    parameters(
        quote!(#[on_gateway_disconnect]),
        quote! {
            #[connected_socket] a: Socket,
            #[message_body("b")] b: B,
            c: &Reason,
            #[handshake_auth] d: D,
            #[param] e: E,
            #[inject] f: F,
        },
        &[
            "`method` is a disconnect hook, which gets no message; remove the parameter",
            "`c` borrows; parameters are owned: use `Reason`",
        ],
    );
}

#[test]
fn a_marked_parameter_belongs_to_a_handler_or_hook() {
    parameters(
        quote!(),
        quote!(#[message_body] a: A),
        &[
            "`#[message_body]` marks parameters of handlers and hooks, and `method` is neither; \
           mark it with `#[subscribe_message]`",
        ],
    );
    // One attribute on the method is missing, so there is one message.
    parameters(
        quote!(),
        quote!(#[connected_socket] a: A, #[message_body] b: B),
        &[
            "`#[connected_socket]` marks parameters of handlers and hooks, and `method` is \
             neither; mark it with `#[subscribe_message]` or a hook's attribute",
        ],
    );
}

#[test]
fn a_method_with_the_name_of_nestjs_is_told_which_hook_it_is() {
    for (name, attribute) in [
        (quote!(handle_connection), "on_gateway_connection"),
        (quote!(handle_disconnect), "on_gateway_disconnect"),
        (quote!(after_init), "on_gateway_init"),
    ] {
        let message = format!(
            "`#[connected_socket]` marks parameters of handlers and hooks, and `{name}` is \
             neither; mark it with `#[{attribute}]`"
        );
        assert_refused(
            gateway! { () impl Chat { fn #name(&self, #[connected_socket] socket: Socket) {} } },
            &[&message],
        );
    }
}

#[test]
fn an_attribute_on_self_is_refused() {
    assert_refused(
        super::expand(
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
