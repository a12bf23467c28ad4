//! What is said about structs and their options.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_refused, gateway};

/// The messages about options, on a struct without mistakes.
#[track_caller]
fn options(arguments: TokenStream, expected: &[&str]) {
    let item = quote!(
        struct Chat;
    );
    assert_refused(crate::item::websocket_gateway(arguments, item), expected);
}

#[test]
fn every_mistake_is_reported() {
    options(
        quote!(
            nmespace = "x", ordering = 1, , max_in_flight = 0, "chat", colour = "red", emits(Sent)
        ),
        &[
            "nothing before this comma; remove it",
            "unknown option `nmespace`; did you mean `namespace`?",
            "`ordering` takes a string, as in `ordering = \"sequential\"`",
            "`max_in_flight` is 0, so that no message could be handled; use 1 or more",
            "options have names; write `namespace = \"chat\"`",
            "unknown option `colour`; the options are `namespace`, `rename_all`, `ordering`, \
             `max_in_flight`, `emits` and `crate`",
        ],
    );
}

#[test]
fn options_that_do_not_work_yet() {
    options(
        quote!(
            port = 81,
            path = "/ws",
            cors(origin("*")),
            transports(websocket),
            validate,
            81
        ),
        &[
            "`port` is not supported yet; remove it and give the address to `listen`",
            "`path` is not supported yet; remove it",
            "`cors` is not supported yet; remove it",
            "`transports` is not supported yet; remove it",
            "`validate` is not supported yet; remove it and check the body in the handler",
            "a port is not supported yet; remove it and give the address to `listen`",
        ],
    );
    options(
        quote!(
            timeout = "5s",
            ping_interval = "25s",
            ping_timeout = 20,
            max_payload = 1_000_000,
            connect_timeout = "45s"
        ),
        &[
            "`timeout` is not supported yet; remove it and use `tokio::time::timeout` in the \
             handler",
            "`ping_interval` is not supported yet; remove it",
            "`ping_timeout` is not supported yet; remove it",
            "`max_payload` is not supported yet; remove it",
            "`connect_timeout` is not supported yet; remove it",
        ],
    );
}

#[test]
fn forms() {
    options(
        quote!(
            namespace,
            rename_all("kebab-case"),
            max_in_flight = "64",
            emits,
            crate
        ),
        &[
            "`namespace` takes a string, as in `namespace = \"/chat\"`",
            "`rename_all` takes a string, as in `rename_all = \"kebab-case\"`",
            "`max_in_flight` takes a whole number, as in `max_in_flight = 64`",
            "`emits` takes types that derive `ServerEvent`, as in `emits(ReceiveMessage)`",
            "`crate` takes a path, as in `crate = ::gateway_runtime`",
        ],
    );
    options(
        quote!(namespace "/chat", emits("sent"), namespace = "/a", namespace = "/b"),
        &[
            "expected `=` or a comma after `namespace`",
            "`emits` takes types that derive `ServerEvent`, as in `emits(ReceiveMessage)`",
            "option `namespace` is given twice; remove one",
        ],
    );
}

#[test]
fn values() {
    options(
        quote!(
            rename_all = "kebabCase",
            ordering = "random",
            max_in_flight = 99999999999999999999999
        ),
        &[
            "unknown value `kebabCase` of `rename_all`; did you mean `kebab-case`?",
            "unknown value `random` of `ordering`; the values are `start` and `sequential`",
            "`99999999999999999999999` is too large for `max_in_flight`; use a smaller number",
        ],
    );
    options(
        quote!(emits(Sent, chat::Sent, Sent), crate = "gateway_runtime"),
        &[
            "`Sent` is in `emits` twice; remove one",
            "`crate` takes a path without quotes, as in `crate = ::gateway_runtime`",
        ],
    );
    options(
        quote!(crate = gateway_runtime),
        &[
            "`gateway_runtime` is a relative path; write `::gateway_runtime` or \
           `crate::gateway_runtime`",
        ],
    );
    options(
        quote!(crate = super::runtime),
        &["`super::runtime` depends on the module; start the path at `crate::`"],
    );
}

#[test]
fn namespaces() {
    for (namespace, message) in [
        (
            "",
            "the namespace is empty; use \"/\" for the root namespace",
        ),
        (
            "/chat/{id}",
            "namespace `/chat/{id}` is dynamic, which is not supported yet; remove the braces",
        ),
        (
            "/a,b",
            "namespace `/a,b` contains ',', which socket.io cannot carry there; remove it",
        ),
        (
            "a b",
            "namespace `a b` contains ' ', which socket.io cannot carry there; remove it",
        ),
        (
            "a\n",
            "namespace `a\\n` contains '\\n', which socket.io cannot carry there; remove it",
        ),
    ] {
        options(quote!(namespace = #namespace), &[message]);
    }
}

#[test]
fn fields() {
    assert_refused(
        gateway! {
            ()
            struct Chat {
                #[inject] #[inject] a: A,
                #[inject] #[default = 1] b: B,
                #[websocket_server(x)] c: C,
                #[inject()] d: D,
                #[default] e: E,
                #[default(1 + 1)] f: F,
                #[cfg_attr(test, allow(dead_code), inject)] g: G,
                #[cfg_attr(inject, allow(dead_code))] h: H,
            }
        },
        &[
            "field `a` has `#[inject]` twice; remove one",
            "field `b` has `#[inject]` and `#[default]`; a field has one source: remove one",
            "`#[websocket_server]` takes no arguments; remove them",
            "`#[inject]` takes no arguments; remove them",
            "`#[default]` on `e` has no value; write `#[default = expression]`, or remove it: \
             fields without attribute use `Default`",
            "`#[default]` on `f` takes its value after `=`; write `#[default = 1 + 1]`",
            "`#[inject]` inside `cfg_attr` cannot be seen; write it directly, on two versions \
             under `#[cfg]`",
        ],
    );
    assert_refused(
        gateway! { () struct Chat(u8, #[cfg(test)] u8); },
        &["field `1` depends on a `#[cfg]`; give the fields names"],
    );
}

#[test]
fn items() {
    assert_refused(
        gateway! {
            ()
            #[use_guards(Guard)]
            #[websocket_gateway]
            #[inject]
            struct Chat<'a>(&'a str);
        },
        &[
            "`#[use_guards]` is not supported yet; remove it",
            "`Chat` is marked twice; write all options in one `#[websocket_gateway(..)]`",
            "`#[inject]` marks a field; move it there",
            "`Chat` has lifetime parameters; a gateway lives as long as the app and owns its \
             fields: remove them",
        ],
    );
    assert_refused(
        gateway! { () enum Chat {} },
        &["`Chat` is an enum; a gateway is a struct: make it one"],
    );
    assert_refused(
        gateway! { () union Chat { a: u8 } },
        &["`Chat` is a union; a gateway is a struct: make it one"],
    );
    assert_refused(
        gateway! { () pub(crate) const fn chat() -> impl Sized {} },
        &[
            "`#[websocket_gateway]` marks a gateway's struct and its `impl` blocks; this is a \
           function: move the attribute",
        ],
    );
}
