//! Messages about shutdown hooks, timers and listeners.

use proc_macro2::TokenStream;
use quote::quote;

use super::assert_refused;

/// The messages about the methods of a block without other mistakes.
#[track_caller]
fn methods(methods: TokenStream, expected: &[&str]) {
    let item = quote!(impl Clock { #methods });
    assert_refused(super::expand(quote!(), item), expected);
}

#[test]
fn a_timer_has_a_period_with_a_unit() {
    const NONE: &str =
        "how often does the method run? write the period, as in `#[interval(\"1s\")]`";
    methods(
        quote!(
            #[interval]
            fn a(&self) {}
            #[interval()]
            fn b(&self) {}
        ),
        &[NONE, NONE],
    );
    methods(
        quote!(
            #[interval = "1s"]
            fn a(&self) {}
        ),
        &["the period stands in parentheses; write `#[interval(\"1s\")]`"],
    );
    methods(
        quote!(
            #[interval(1_000)]
            fn a(&self) {}
        ),
        &["the period has a unit; write `#[interval(\"1000ms\")]`"],
    );
    methods(
        quote!(
            #[interval(PERIOD)]
            fn a(&self) {}
        ),
        &["`PERIOD` is no period; write a string, as in `#[interval(\"1s\")]`"],
    );
    methods(
        quote!(
            #[interval("tick", 1000)]
            fn a(&self) {}
        ),
        &["`#[interval(..)]` takes the period alone; remove this"],
    );
    for malformed in ["", "1", "s", "1.5s", "1d", "-1s", "1 s"] {
        methods(
            quote!(
                #[interval(#malformed)]
                fn a(&self) {}
            ),
            &[&format!(
                "`{malformed}` is no duration; write a whole number with `ms`, `s`, `m` or `h`, as in \
                 `#[interval(\"1s\")]`"
            )],
        );
    }
    methods(
        quote!(
            #[interval("0h")]
            fn a(&self) {}
        ),
        &[
            "`interval` is 0, so that the method would run without end; use more, as in `#[interval(\"1s\")]`",
        ],
    );
    methods(
        quote!(
            #[interval("18446744073709551616ms")]
            fn a(&self) {}
        ),
        &["`18446744073709551616ms` is too long for `interval`; use a shorter time"],
    );
}

#[test]
fn a_method_has_one_role() {
    methods(
        quote!(
            #[interval("1s")]
            #[interval("2s")]
            fn a(&self) {}
        ),
        &["`a` has `#[interval]` twice; remove one"],
    );
    methods(
        quote!(
            #[on_event]
            #[on_gateway_shutdown]
            fn a(&self, event: u8) {}
        ),
        &[
            "`a` has `#[on_event]` and `#[on_gateway_shutdown]`; a method has one role: split it in two",
        ],
    );
    methods(
        quote! {
            #[on_gateway_shutdown] fn a(&self) {}
            #[on_gateway_shutdown] fn b(&self) {}
            #[interval("1s")] fn c(&self) {}
            #[interval("1s")] fn d(&self) {}
            #[on_event] fn e(&self, event: u8) {}
            #[on_event] fn f(&self, event: u8) {}
        },
        &["`b` is a shutdown hook like `a`; a block has one of a kind: call `b` from there"],
    );
}

#[test]
fn a_listener_has_one_event_without_an_attribute() {
    const NONE: &str = "has no parameter for its event; a listener takes the event that it listens for without an \
                        attribute, as in `event: OrderCreated`";
    for parameters in [
        quote!(),
        quote!(, server: Server),
        quote!(, server: Server<Clock>, Inject(a): Inject<A>, #[inject] b: B),
    ] {
        methods(
            quote!(#[on_event] fn a(&self #parameters) {}),
            &[&format!("`a` {NONE}")],
        );
    }
    methods(
        quote!(
            #[on_event]
            fn a(&self, first: A, server: Server, second: b::B<u8>) {}
        ),
        &[
            "`a` takes `A` as its event already; a listener has one: remove this parameter, or mark what the app \
             provides with `#[inject]`",
        ],
    );
    methods(
        quote!(
            #[on_event]
            fn a(&self, #[message_body] event: A) {}
        ),
        &["`a` is a listener, which gets its event without an attribute; remove it"],
    );
    methods(
        quote!(
            #[on_event]
            fn a(&self, event: &A) {}
        ),
        &["`event` borrows; parameters are owned: use `A`"],
    );
    methods(
        quote!(
            #[on_event("order.created")]
            fn a(&self, event: A) {}
        ),
        &[
            "`#[on_event]` takes no arguments, since the type of the parameter says which event it is; remove them",
        ],
    );
    methods(
        quote!(
            #[on_event]
            fn a(&self, socket: Socket<Clock>) {}
        ),
        &["`a` is a listener, which no client calls: there is no `Socket`; remove the parameter"],
    );
}

#[test]
fn no_client_is_there() {
    methods(
        quote! {
            #[on_gateway_shutdown]
            fn a(&self, #[connected_socket] a: Socket, #[handshake_auth] b: B, #[param] c: C, #[guarded] d: D) {}
        },
        &["`a` is a shutdown hook, which runs when all clients have left; remove the parameter"; 4],
    );
    methods(
        quote! {
            #[interval("1s")]
            fn a(&self, #[connected_socket] a: Socket, #[guarded] b: B, #[message_body] c: C, #[ack] d: Ack) {}
        },
        &[
            "`a` is a timer, which no client calls; remove the parameter",
            "`a` is a timer, which no client calls; remove the parameter",
            "`a` is a timer, which gets no message; remove the parameter",
            "`a` is a timer, which has nothing to acknowledge; remove the parameter",
        ],
    );
    methods(
        quote!(
            #[on_event]
            #[use_guards(admin)]
            #[throttle(limit = 1, per = "1s")]
            fn a(&self, a: A) {}
        ),
        &[
            "`#[use_guards]` is on `a`, which is a listener: no client waits for an answer here; remove it",
            "`#[throttle]` is on `a`, which is a listener: limits count messages; put it on the struct or on a subscribed method",
        ],
    );
}

#[test]
fn other_words_are_understood() {
    methods(
        quote!(
            #[Cron("0 3 * * *")]
            fn a(&self) {}
            #[Interval("1s")]
            fn b(&self) {}
            #[OnEvent("a")]
            fn c(&self, a: A) {}
            #[setInterval("1s")]
            fn d(&self) {}
            #[EventListener]
            fn e(&self, b: B) {}
        ),
        &[
            "unknown attribute `#[Cron]`; the times of a day are read by a crate such as `cron`, in a task of an init \
             hook, as in `examples/cron` of the repository; for a period write `#[interval(\"1s\")]`",
            "unknown attribute `#[Interval]`; did you mean `#[interval]`?",
            "unknown attribute `#[OnEvent]`; did you mean `#[on_event]`?",
            "`#[on_event]` takes no arguments, since the type of the parameter says which event it is; remove them",
            "unknown attribute `#[setInterval]`; did you mean `#[interval]`?",
            "unknown attribute `#[EventListener]`; did you mean `#[on_event]`?",
        ],
    );
}
