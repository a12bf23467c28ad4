//! Messages about functions that are enhancers, about injectable structs and about bundles.

use proc_macro2::TokenStream;
use quote::quote;

use super::assert_refused;
use crate::enhancer::{self, Kind};

#[track_caller]
fn guard(arguments: TokenStream, item: TokenStream, expected: &[&str]) {
    assert_refused(enhancer::expand(Kind::Guard, arguments, item), expected);
}

#[track_caller]
fn of_kind(kind: Kind, item: TokenStream, expected: &[&str]) {
    assert_refused(enhancer::expand(kind, quote!(), item), expected);
}

#[test]
fn a_guard_runs_at_one_point_or_at_both() {
    let item = quote!(
        fn open(socket: Socket) -> bool {
            true
        }
    );
    for (arguments, expected) in [
        (
            quote!(mesage),
            "unknown word `mesage`; did you mean `message`?",
        ),
        (
            quote!(connection, message),
            "a guard runs at both without a word, else at one of the two; remove this word",
        ),
        (
            quote!(blocking),
            "`#[guard]` takes no `blocking`, which belongs to methods with `#[subscribe_message(..)]`; remove the word, and \
             leave what blocks to `tokio::task::spawn_blocking(..).await`",
        ),
        (
            quote!("admin"),
            "`#[guard]` takes `connection` or `message`; what the guard needs, it takes as parameters",
        ),
        (
            quote!(roles = ["admin"]),
            "`#[guard]` takes `connection` or `message`; what the guard needs, it takes as parameters",
        ),
    ] {
        guard(arguments, item.clone(), &[expected]);
    }
    guard(quote!(connection), item.clone(), &[]);
    guard(quote!(message, crate = ::runtime), item, &[]);
}

#[test]
fn a_guard_is_a_function_that_returns() {
    guard(
        quote!(),
        quote!(
            const unsafe extern "C" fn open<T, const N: usize>(
                a: impl Sized,
                b: &str,
                #[cfg(a)] c: u8,
            ) -> ! {
            }
        ),
        &[
            "`open` has the type parameter `T`; a guard is called with known types: write out what it stands for",
            "`open` has the const parameter `N`; a guard is called with known types: write out what it stands for",
            "`open` is `const`; a guard is `fn` or `async fn`: remove `const`",
            "`open` is `unsafe`; a guard is `fn` or `async fn`: remove `unsafe`",
            "`open` is `extern`; a guard is `fn` or `async fn`: remove `extern`",
            "`open` returns `!`; a guard has to return: remove `-> !`",
            "`a` has an `impl Trait` type; a guard is called with known types: name one",
            "`b` borrows; parameters are owned: use `String`",
            "`c` depends on a `#[cfg]`; write two functions under `#[cfg]` instead",
        ],
    );
    guard(
        quote!(),
        quote!(
            fn open(socket: Socket) -> impl Future<Output = bool> {}
        ),
        &[
            "`open` returns an `impl Trait`; a guard returns a known type: name one, or make it an `async fn`",
        ],
    );
    guard(
        quote!(),
        quote!(
            fn open<'a>(socket: Socket) -> Result<&'a str, WsError> {}
        ),
        &["`open` returns what it borrows, and its parameters are gone then: use `String`"],
    );
    guard(
        quote!(),
        quote!(
            fn open<'a>(socket: Socket) -> Result<(), Denied<'a>> {}
        ),
        &[
            "`open` returns what it borrows for `'a`, and its parameters are gone then: use a type without lifetime, or \
             `'static`",
        ],
    );
    guard(
        quote!(),
        quote!(
            fn open(&self) -> bool {
                true
            }
        ),
        &["`open` takes `self`; a guard is a function outside of an `impl` block: move it there"],
    );
    guard(
        quote!(),
        quote!(
            pub struct Auth {
                a: u8,
            }
        ),
        &[
            "`#[guard]` marks a function, and this is none; implement `Guard` for a struct that is marked `#[injectable]`",
        ],
    );
}

#[test]
fn an_enhancer_takes_what_there_is() {
    guard(
        quote!(),
        quote!(
            #[use_guards(a)]
            fn open(
                #[message_body] a: A,
                #[ack] b: Ack<u8>,
                c: Ack<u8>,
                #[websocket_server] d: D,
                #[inject]
                #[param]
                e: E,
                #[user] f: F,
            ) -> bool {
                true
            }
        ),
        &[
            "unknown attribute `#[user]`; mark the parameter with `#[guarded]`, which takes what a guard in front of the \
             method gives",
            "`#[use_guards]` marks a gateway's struct or a subscribed method; move it there",
            "`open` is a guard, which runs when a client connects too, where there is no message; write `#[guard(message)]`",
            "`open` is a guard, which does not answer: it lets the message pass or refuses it; remove the parameter",
            "`open` is a guard, which has nothing to acknowledge by hand; remove the parameter",
            "`#[websocket_server]` marks a field; move it there",
            "`e` has `#[inject]` and `#[param]`; a parameter has one source: remove one",
        ],
    );
    guard(
        quote!(connection),
        quote!(
            fn open(#[message_body] a: A) -> bool {
                true
            }
        ),
        &[
            "`open` is a guard, which runs when a client connects, where there is no message; remove the parameter",
        ],
    );
    guard(
        quote!(message),
        quote!(
            fn open(#[message_body(pipe = order)] a: A) -> bool {
                true
            }
        ),
        &["a pipe stands in front of a method; here, call the function `order` in the body"],
    );
}

#[test]
fn an_interceptor_stands_in_front_of_something() {
    of_kind(
        Kind::Interceptor,
        quote!(
            async fn timed(call: Call, #[message_body] a: A) -> Result<Outcome, Failure> {}
        ),
        &[
            "`timed` is an interceptor, which reads a message by `call.body::<T>()`; take `call: Call`",
            "`timed` has no parameter of type `Next`; add `next: Next`, and call `next.run().await` for what is behind the \
             interceptor",
        ],
    );
    of_kind(
        Kind::Interceptor,
        quote!(
            async fn timed(
                #[inject] next: Next,
                again: gateway_runtime::Next,
            ) -> Result<Outcome, Failure> {
            }
        ),
        &[
            "`#[inject]` cannot mark `next`, which is what the interceptor stands in front of; remove it",
            "`timed` takes a second `Next`; a method runs at most once: remove one",
        ],
    );
}

#[test]
fn a_filter_begins_with_the_error() {
    of_kind(
        Kind::Filter,
        quote!(
            fn everything() -> WsError {}
        ),
        &[
            "`everything` has no parameter; the first one is what the filter catches: `error: Failure` for everything, \
           `error: WsError`, or an error of your own",
        ],
    );
    of_kind(
        Kind::Filter,
        quote!(
            fn everything(call: Call, error: WsError) -> WsError {}
        ),
        &[
            "the error is the first parameter of a filter, which says what `everything` catches; move it to the front",
        ],
    );
    of_kind(
        Kind::Filter,
        quote!(
            fn everything(#[guarded] error: &'a StockError) -> WsError {}
        ),
        &[
            "`#[guarded]` cannot mark `error`, which is the error that the filter catches; remove it",
            "`error` borrows; parameters are owned: use `StockError`",
        ],
    );
    assert_refused(
        enhancer::expand(
            Kind::Filter,
            quote!(StockError),
            quote!(
                fn all(error: Failure) -> WsError {}
            ),
        ),
        &[
            "`#[filter]` takes no arguments; the type of its first parameter says what the filter catches",
        ],
    );
}

#[test]
fn a_pipe_begins_with_the_value() {
    of_kind(
        Kind::Pipe,
        quote!(
            fn order() -> u64 {
                1
            }
        ),
        &["`order` has no parameter; the first one is the value that the pipe changes: `id: u64`"],
    );
    of_kind(
        Kind::Pipe,
        quote!(
            fn order(#[message_body] id: u64, #[message_body] other: u64) -> u64 {
                1
            }
        ),
        &[
            "`#[message_body]` cannot mark `id`, which is the value that the pipe changes; remove it",
            "`order` is a pipe, which gets its value as the first parameter, without an attribute",
        ],
    );
}

#[test]
fn an_injectable_struct_is_no_gateway() {
    assert_refused(
        crate::injectable::expand(
            quote!(scope = "request"),
            quote!(
                struct Audit {
                    #[websocket_server]
                    server: Server,
                    a: Rc<u8>,
                    #[default]
                    b: u8,
                }
            ),
        ),
        &[
            "`#[injectable]` takes no arguments; remove them: for a value of each connection, mark the parameter that takes it \
             with `#[per_connection]`",
            "`#[websocket_server]` is the server of a gateway, and this is none; inject that of the gateway you mean: \
             `#[inject] server: Server<TheGateway>`",
            "field `a` holds an `Rc`, which one thread alone may use; what the app makes is shared between messages: \
             write `Arc<u8>`",
            "`#[default]` on `b` has no value; write `#[default = expression]`, or remove it: fields without attribute use \
             `Default`",
        ],
    );
    assert_refused(
        crate::injectable::expand(
            quote!(),
            quote!(
                fn audit() {}
            ),
        ),
        &[
            "`#[injectable]` marks a struct, which the app makes of what was provided to it; this is none",
        ],
    );
}

#[test]
fn a_bundle_holds_something() {
    assert_refused(
        crate::bundle::expand(
            quote!(a),
            quote!(
                struct AdminOnly<T>;
            ),
        ),
        &[
            "`#[enhancers]` takes no arguments; what the bundle has stands below, as in `#[use_guards(..)]`",
            "`AdminOnly` has generic parameters; a bundle is one list: remove them",
        ],
    );
    assert_refused(
        crate::bundle::expand(
            quote!(),
            quote!(
                struct AdminOnly;
            ),
        ),
        &[
            "the bundle is empty; write `#[use_guards(..)]` or the like between `#[enhancers]` and the struct",
        ],
    );
    assert_refused(
        crate::bundle::expand(
            quote!(),
            quote!(
                #[guard(a)]
                enum AdminOnly {}
            ),
        ),
        &[
            "`#[enhancers]` marks a struct without fields, which is the name of a bundle: `struct AdminOnly;`",
        ],
    );
}
