//! Messages about blocks, methods and the names of events.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_refused, gateway};

/// The messages about the methods of a block without other mistakes.
#[track_caller]
fn methods(methods: TokenStream, expected: &[&str]) {
    let item = quote!(impl Chat { #methods });
    assert_refused(super::expand(quote!(), item), expected);
}

#[test]
fn options_belong_on_the_struct() {
    assert_refused(
        gateway! {
            (namespace = "/chat", "chat", crate = ::a, crate = ::b)
            impl Chat {
                #[subscribe_message("a")]
                fn a(&self) {}
            }
        },
        &[
            "options belong on the struct; move `namespace` to its `#[websocket_gateway(..)]`",
            "options belong on the struct; move this to its `#[websocket_gateway(..)]`",
            "option `crate` is given twice; remove one",
        ],
    );
}

#[test]
fn a_block_is_of_a_plain_struct_and_has_one_mark() {
    const TRAIT: &str = "`#[websocket_gateway]` marks a gateway's own block; move the handlers \
                         and hooks to an `impl` block without a trait, which a `macro_rules!` can \
                         repeat for several gateways";
    assert_refused(gateway! { () impl Clone for Chat {} }, &[TRAIT]);
    assert_refused(gateway! { () impl !Send for Chat {} }, &[TRAIT]);
    assert_refused(
        gateway! { () impl<T> Chat<T> {} },
        &["the block has generic parameters; a gateway is one type: remove them"],
    );
    assert_refused(
        gateway! { () impl<'a> Chat<'a> {} },
        &["the block has lifetime parameters; a gateway is one type: remove them"],
    );
    assert_refused(
        gateway! { () impl [Chat] {} },
        &["a gateway is a struct; name it here"],
    );
    assert_refused(
        gateway! { () #[websocket_gateway] #[use_filters(A)] #[on_gateway_init] impl Chat {} },
        &[
            "the block is marked twice; remove one `#[websocket_gateway]`",
            "`#[use_filters]` marks a gateway's struct or a subscribed method; move it there",
            "`#[on_gateway_init]` marks a method; move it there",
        ],
    );
}

#[test]
fn a_block_registers_something() {
    methods(
        quote! {
            fn a(&self) {}
        },
        &[
            "this block of `Chat` registers nothing; mark a method with `#[subscribe_message]` or \
           a hook's attribute, or remove `#[websocket_gateway]` here",
        ],
    );
}

#[test]
fn a_method_takes_a_shared_self() {
    methods(
        quote! {
            #[subscribe_message("a")]
            fn a() {}
            #[on_gateway_init]
            fn b(&mut self) {}
            #[subscribe_message("c")]
            async fn c(mut self) {}
            #[subscribe_message("d")]
            fn d(self: Rc<Self>) {}
            #[subscribe_message("e")]
            fn e<'a>(&'a self) {}
            #[subscribe_message("f")]
            fn f(self: Arc<Self>) {}
            #[on_gateway_connection]
            fn connected(self: &Arc<Self>) {}
            #[subscribe_message("g")]
            async fn g(mut self: std::sync::Arc<Self>) -> impl Stream<Item = u8> {}
        },
        &[
            "`a` has no `&self`; a handler is a method: add it as first parameter",
            "`b` takes `&mut self`; gateways are shared between connections: use `&self`, and keep \
             what changes in a lock, as in `users: Mutex<Vec<User>>`, or in an atomic",
            "`c` takes `self` by value; gateways are shared between connections: use `&self`, or \
             `self: Arc<Self>` to move it into a task",
            "`d` takes `self` with a type; gateways are shared between connections: use `&self`, or \
             `self: Arc<Self>` to move it into a task",
        ],
    );
}

#[test]
fn a_method_is_one_function_that_returns() {
    methods(
        quote! {
            #[subscribe_message("a")]
            fn a<'a, T, const N: usize>(&'a self) {}
            #[on_gateway_connection]
            const unsafe extern "C" fn b(&self, _: ...) {}
            #[subscribe_message("c")]
            async fn c(&self) -> ! { loop {} }
        },
        &[
            "`a` has the type parameter `T`; a handler is called with known types: write out what \
             it stands for",
            "`a` has the const parameter `N`; a handler is called with known types: write out \
             what it stands for",
            "`b` is `const`; a connection hook is `fn` or `async fn`: remove `const`",
            "`b` is `unsafe`; a connection hook is `fn` or `async fn`: remove `unsafe`",
            "`b` is `extern`; a connection hook is `fn` or `async fn`: remove `extern`",
            "`b` is variadic; a connection hook has a fixed number of parameters: list them",
            "`c` returns `!`; a handler has to return: remove `-> !`",
        ],
    );
}

#[test]
fn an_answer_that_borrows_is_refused() {
    methods(
        quote! {
            #[subscribe_message("a")]
            fn a(&self) -> impl Stream<Item = WsResponse<u8>> {}
            #[subscribe_message("b")]
            async fn b(&self) -> Result<impl Send + futures::Stream<Item = u8>, impl Into<WsError>> {}
            #[subscribe_message("c")]
            fn c(&self) -> Option<impl futures::Stream<Item = WsResponse<u8>> + use<'_>> {}
            #[subscribe_message("d")]
            fn d(&self) -> impl Stream<Item = WsResponse<impl Serialize>> + use<> {}
            #[subscribe_message("e")]
            fn e(&self) -> (u8, &str) {}
            #[subscribe_message("f")]
            fn f<'a>(&'a self) -> Result<BoxStream<'a, WsResponse<u8>>, WsError> {}
            #[subscribe_message("g")]
            fn g(&self) -> Vec<&'_ [u8]> {}
            #[subscribe_message("h")]
            fn h(&self) -> Result<u8, impl Into<WsError>> {}
            #[subscribe_message("i")]
            fn i(&self) -> Result<u8, Error<'_>> {}
            #[subscribe_message("j")]
            fn j(&self) -> Result<u8, &str> {}
        },
        &[
            "`a` returns an `impl Stream` that borrows `self`; streams outlive the call: add \
             `+ use<>`, and clone what it needs from `self`",
            "`b` returns an `impl Send` that borrows `self`; answers outlive the call: add \
             `+ use<>`, and clone what it needs from `self`",
            "`b` returns an `impl Into` that borrows `self`; errors outlive the call: add \
             `+ use<>`, and clone what it needs from `self`",
            "`c` returns an `impl Stream` that borrows `self`; streams outlive the call: write \
             `use<>`, and clone what it needs from `self`",
            "`d` returns an `impl Serialize` that borrows `self`; answers outlive the call: add \
             `+ use<>`, and clone what it needs from `self`",
            "`e` returns what it borrows; answers outlive the call: use `String`",
            "`f` returns what it borrows for `'a`; answers outlive the call: use `'static`, and \
             clone what it needs from `self`",
            "`g` returns what it borrows; answers outlive the call: use `Vec<u8>`",
            "`h` returns an `impl Into` that borrows `self`; errors outlive the call: add \
             `+ use<>`, and clone what it needs from `self`",
            "`i` returns what it borrows for `'_`; errors outlive the call: use `'static`, and \
             clone what it needs from `self`",
            "`j` returns what it borrows; errors outlive the call: use `String`",
        ],
    );
}

#[test]
fn an_answer_that_owns_is_accepted() {
    methods(
        quote! {
            #[subscribe_message("a")]
            fn a(&self) -> impl Stream<Item = WsResponse<u8>> + use<> {}
            #[subscribe_message("b")]
            async fn b(&self) -> impl Stream<Item = WsResponse<&'static str>> + Send + 'static {}
            #[subscribe_message("c")]
            fn c(&self) -> Result<Option<BoxStream<'static, WsResponse<u8>>>, Error<'static>> {}
            #[subscribe_message("d")]
            fn d(&self) -> Result<(), impl Into<WsError> + use<>> {}
            #[subscribe_message("e")]
            fn e(&self) -> runtime::Result<Cow<'static, str>> {}
            #[on_gateway_connection]
            fn f(&self) -> Result<(), impl Into<WsError>> {}
            fn g(&self) -> &str {}
        },
        &[],
    );
}

#[test]
fn a_handler_has_events_and_a_timeout() {
    methods(
        quote! {
            #[subscribe_message(timeout, "a")]
            fn a(&self) {}
            #[subscribe_message("b", timeout = "5s", timeout = "6s")]
            fn b(&self) {}
            #[subscribe_message("c", timout = "5s", name = "x", fallback = true)]
            fn c(&self) {}
            #[subscribe_message(timeout("5s"), "d", timeout =)]
            fn d(&self) {}
            #[subscribe_message(timeout = 5)]
            fn e(&self) {}
            #[subscribe_message("f", timeout = "never" "x")]
            fn f(&self) {}
            #[subscribe_message("g", timeout "5s")]
            fn g(&self) {}
            #[subscribe_message("h" timeout = "5s")]
            fn h(&self) {}
            #[subscribe_message(timeout = "5s")]
            fn connect(&self) {}
            #[subscribe_message(event = "x")]
            fn disconnect(&self) {}
            #[subscribe_message(timeout = "0ms")]
            fn i(&self) {}
            #[subscribe_message = "j"]
            fn j(&self) {}
        },
        &[
            "`timeout` takes a duration, as in `timeout = \"5s\"`",
            "option `timeout` is given twice; remove one",
            "unknown option `timout`; did you mean `timeout`?",
            "unknown option `name`; `#[subscribe_message(..)]` takes events, as in \
             `\"send-message\"`, `timeout = \"5s\"`, and `blocking`",
            "unknown option `fallback`; `#[subscribe_message(..)]` takes events, as in \
             `\"send-message\"`, `timeout = \"5s\"`, and `blocking`",
            "`timeout` takes a duration, as in `timeout = \"5s\"`",
            "option `timeout` is given twice; remove one",
            "`timeout` takes a duration, as in `timeout = \"5s\"`",
            "`timeout` takes a duration, as in `timeout = \"5s\"`",
            "expected `=` or a comma after `timeout`",
            "expected a comma after `\"h\"`",
            "`connect` is reserved; mark the method with `#[on_gateway_connection]`, or choose \
             another name, as in `#[subscribe_message(\"send-message\")]`",
            "unknown option `event`; `#[subscribe_message(..)]` takes events, as in \
             `\"send-message\"`, `timeout = \"5s\"`, and `blocking`",
            "`timeout` is 0, so that nothing could be done in time; use more, as in \
             `timeout = \"5s\"`",
            "the event stands in parentheses; write `#[subscribe_message(\"j\")]`",
        ],
    );
}

#[test]
fn a_plain_handler_may_block() {
    methods(
        quote! {
            #[subscribe_message("a", blocking)]
            fn a(&self) {}
            #[subscribe_message(blocking)]
            fn b(&self) -> impl Stream<Item = u8> + use<> {}
            #[subscribe_message(fallback, blocking, timeout = "5s")]
            fn c(self: Arc<Self>, #[message_body(pipe = order)] order: Order) {}
            #[subscribe_message(blocking::NAME)]
            fn d(&self) {}
        },
        &[],
    );
    methods(
        quote! {
            #[subscribe_message("a", blocking)]
            async fn a(&self) {}
            #[subscribe_message("b", blocking, blocking)]
            fn b(&self) {}
            #[subscribe_message("c", blocking = true)]
            fn c(&self) {}
            #[subscribe_message("d", blocking(4))]
            fn d(&self) {}
            #[subscribe_message("e", blocking =)]
            fn e(&self) {}
            #[subscribe_message("f", bloking)]
            fn f(&self) {}
            #[subscribe_message("g", bloking = true)]
            fn g(&self) {}
            #[subscribe_message("h", blocking "x")]
            fn h(&self) {}
            #[subscribe_message(blocking)]
            fn connect(&self) {}
            #[subscribe_message("i", blocking)]
            fn i(&self, socket: &Socket) {}
        },
        &[
            "`a` is an `async fn`, and `blocking` runs a plain `fn` on a thread where it may block; remove `async`, \
             or remove `blocking` and leave what blocks to `tokio::task::spawn_blocking`",
            "option `blocking` is given twice; remove one",
            "`blocking` takes no value; write the word alone",
            "`blocking` takes no value; write the word alone",
            "`blocking` takes no value; write the word alone",
            "unknown word `bloking`; did you mean `blocking`?",
            "unknown option `bloking`; did you mean `blocking`?",
            "expected `=` or a comma after `blocking`",
            "`connect` is reserved; mark the method with `#[on_gateway_connection]`, or choose \
             another name, as in `#[subscribe_message(\"send-message\")]`",
            "`socket` borrows; parameters are owned: use `Socket`",
        ],
    );
}

#[test]
fn what_no_client_calls_cannot_be_marked_blocking() {
    let problem = |name: &str, noun: &str| {
        format!(
            "`{name}` is {noun}, and `blocking` belongs to methods with `#[subscribe_message(..)]`; remove the word, \
             and leave what blocks to `tokio::task::spawn_blocking(..).await`"
        )
    };
    let problems = [
        problem("a", "a connection hook"),
        problem("b", "a timer"),
        problem("c", "a timer"),
        problem("d", "a listener"),
        problem("e", "a listener of server events"),
        "`#[on_gateway_disconnect]` takes no arguments; remove them".to_owned(),
    ];
    methods(
        quote! {
            #[on_gateway_connection(blocking)]
            fn a(&self) {}
            #[interval("1s", blocking)]
            fn b(&self) {}
            #[interval(blocking)]
            fn c(&self) {}
            #[on_event(blocking)]
            fn d(&self, event: Created) {}
            #[on_server_event("e", blocking)]
            fn e(&self) {}
            #[on_gateway_disconnect(blocking = 1)]
            fn f(&self) {}
        },
        &problems.each_ref().map(String::as_str),
    );
}

#[test]
fn a_method_has_one_role() {
    methods(
        quote! {
            #[subscribe_message("a")]
            #[on_gateway_init]
            fn a(&self) {}
            #[subscribe_message("b")]
            #[subscribe_message("c")]
            fn b(&self) {}
            #[on_gateway_disconnect]
            #[on_gateway_disconnect(1)]
            fn c(&self) {}
            #[on_gateway_connection("x")]
            #[use_interceptors(Log)]
            fn d(&self) {}
            #[ack]
            fn e(&self) {}
            #[inject]
            fn f(&self) {}
            #[cfg_attr(test, subscribe_message("g"))]
            fn g(&self) {}
            #[subscribe_message("h")]
            const H: u8 = 1;
        },
        &[
            "`a` has `#[subscribe_message]` and `#[on_gateway_init]`; a method has one role: \
             split it in two",
            "`b` has `#[subscribe_message]` twice; list the names in one attribute, as in \
             `#[subscribe_message(\"a\", \"b\")]`",
            "`c` has `#[on_gateway_disconnect]` twice; remove one",
            "`#[on_gateway_connection]` takes no arguments; remove them",
            "`#[use_interceptors]` is on `d`, which is a connection hook: interceptors stand around methods that answer; \
             remove it",
            "`#[ack]` marks a parameter; move it there",
            "`#[inject]` marks a field or a parameter; move it there",
            "`#[subscribe_message]` inside `cfg_attr` cannot be seen; write it directly, on two \
             versions under `#[cfg]`",
            "`#[subscribe_message]` marks a method; move it there",
        ],
    );
}

#[test]
fn an_event_is_a_string_that_socket_io_can_carry() {
    methods(
        quote! {
            #[subscribe_message("", "disconnect", "exception", "a\"b", "a\\b", "a\u{1}")]
            fn a(&self) {}
            #[subscribe_message(ping, b"x", 5, fallbck, crate::EVENT, "x" "y", concat!("a"))]
            fn b(&self) {}
            #[subscribe_message()]
            fn c(&self) {}
            #[subscribe_message]
            fn connect(&self) {}
            #[subscribe_message("ok\u{7f}é 🦀")]
            fn d(&self) {}
        },
        &[
            "the event name is empty; name the event, as in `\"send-message\"`",
            "`disconnect` is reserved; mark the method with `#[on_gateway_disconnect]`, or choose \
             another name",
            "`exception` is reserved; it carries errors to clients: choose another name",
            "`a\\\"b` contains a quote, which socket.io cannot carry in an event name; remove it",
            "`a\\\\b` contains a backslash, which socket.io cannot carry in an event name; remove \
             it",
            "`a\\u{1}` contains the control character '\\u{1}', which socket.io cannot carry in \
             an event name; remove it",
            "events are written as strings; write `\"ping\"`, or for a constant its path, as in \
             `events::SEND`",
            "`b\"x\"` is no event name; write a string, as in `\"send-message\"`",
            "`5` is no event name; write a string, as in `\"send-message\"`",
            "unknown word `fallbck`; did you mean `fallback`?",
            "expected a comma after `\"x\"`",
            "an event is a string or the path of a constant, as in `\"send-message\"` and \
             `events::SEND`",
            "no event in the parentheses; write `#[subscribe_message(\"send-message\")]`, or \
             `#[subscribe_message]` to use the method's name",
            "`connect` is reserved; mark the method with `#[on_gateway_connection]`, or choose \
             another name, as in `#[subscribe_message(\"send-message\")]`",
        ],
    );
}

#[test]
fn a_word_without_quotes_is_a_constant_if_it_begins_with_a_capital() {
    let wrong = |word: &str| {
        format!(
            "events are written as strings; write `\"{word}\"`, or for a constant its path, as in \
             `events::SEND`"
        )
    };
    methods(
        quote! {
            #[subscribe_message(SEND, Send, _SEND, r#SEND, ÄNDERN, send, sendMessage, _send, r#type)]
            fn a(&self) {}
        },
        &[
            &wrong("send"),
            &wrong("sendMessage"),
            &wrong("_send"),
            &wrong("r#type"),
        ],
    );
}

#[test]
fn a_constant_belongs_to_one_handler() {
    methods(
        quote! {
            #[subscribe_message(events::A, Self::B, events::A)]
            fn first(&self) {}
            #[subscribe_message(Self::B, B)]
            fn second(&self) {}
            #[cfg(test)]
            #[subscribe_message(events::A)]
            fn third(&self) {}
        },
        &[
            "event `events::A` is listed twice on `first`; remove one",
            "event `Self::B` already belongs to `first`; remove it here, or call `second` from there",
        ],
    );
}

#[test]
fn an_event_has_one_handler_and_a_block_one_hook_of_a_kind() {
    methods(
        quote! {
            #[subscribe_message("a", "b", "a")]
            fn first(&self) {}
            #[subscribe_message("b")]
            fn second(&mut self) {}
            #[subscribe_message("third")]
            fn third(&self) {}
            #[subscribe_message]
            fn r#third(&self) {}
            #[subscribe_message(fallback)]
            fn rest(&self) {}
            #[subscribe_message(fallback)]
            fn others(&self) {}
            #[on_gateway_init]
            fn started(&self) {}
            #[on_gateway_init]
            fn started_too(&self) {}
        },
        &[
            "`second` takes `&mut self`; gateways are shared between connections: use `&self`, \
             and keep what changes in a lock, as in `users: Mutex<Vec<User>>`, or in an atomic",
            "event `a` is listed twice on `first`; remove one",
            "event `b` already belongs to `first`; remove it here, or call `second` from there",
            "event `third` already belongs to `third`; remove it here, or call `r#third` from \
             there",
            "`fallback` already belongs to `rest`; remove it here, or call `others` from there",
            "`started_too` is an init hook like `started`; a block has one of a kind: call \
             `started_too` from there",
        ],
    );
}

#[test]
fn methods_under_cfg_may_be_alternatives() {
    methods(
        quote! {
            #[cfg(unix)]
            #[subscribe_message("a")]
            fn a(&self) {}
            #[cfg(not(unix))]
            #[subscribe_message("a")]
            fn a(&self) {}
            #[cfg(unix)]
            #[on_gateway_init]
            fn b(&self) {}
            #[cfg(not(unix))]
            #[on_gateway_init]
            fn b(&self) {}
        },
        &[],
    );
}
