//! Messages about `#[use_guards(..)]`, `#[set_metadata(..)]`, `#[throttle(..)]` and the like, and about where they stand.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_refused, gateway};

#[track_caller]
fn on_method(attributes: TokenStream, expected: &[&str]) {
    let output = gateway! {
        ()
        impl Chat {
            #[subscribe_message("e")]
            #attributes
            fn method(&self) {}
        }
    };
    assert_refused(output, expected);
}

#[test]
fn a_list_has_names_and_values() {
    for (attributes, expected) in [
        (
            quote!(#[use_guards]),
            "nothing is listed; name something, as in `#[use_guards(authenticated)]`",
        ),
        (
            quote!(#[use_interceptors()]),
            "nothing is listed; name something, as in `#[use_interceptors(timed)]`",
        ),
        (
            quote!(#[use_filters = all]),
            "the names stand in parentheses; write `#[use_filters(all)]`",
        ),
        (
            quote!(#[use_guards("authenticated")]),
            "names stand without quotes; write `authenticated`",
        ),
        (
            quote!(#[use_guards(new AuthGuard())]),
            "a value is made as everywhere in Rust; write `AuthGuard::new(..)` or `AuthGuard { .. }`",
        ),
        (
            quote!(#[use_guards(a, crate::b<C>)] #[use_guards(crate::b<C>)]),
            "`crate::b<C>` is listed twice; remove one",
        ),
        (
            quote!(#[use_enhancers(admin())]),
            "a bundle is named by its type, as in `#[use_enhancers(AdminOnly)]`",
        ),
        (
            quote!(#[use_enhancers(A, A)]),
            "`A` is listed twice; remove one",
        ),
        (
            quote!(#[set_metadata]),
            "there is no value; write one, as in `#[set_metadata(Roles(&[\"admin\"]))]`",
        ),
        (
            quote!(#[set_metadata = 1]),
            "the value stands in parentheses; write `#[set_metadata(1)]`",
        ),
        (
            quote!(#[set_metadata("roles", ["admin"])]),
            "metadata has no key but its type; write one value of a type of your own, as in \
             `#[set_metadata(Roles(&[\"admin\"]))]`",
        ),
    ] {
        on_method(attributes, &[expected]);
    }
    // An interceptor may run twice, and so may a value.
    on_method(
        quote!(#[use_interceptors(a, a)] #[use_guards(A::new(), A::new())]),
        &[],
    );
}

#[test]
fn a_list_of_guards_has_an_end() {
    let names = (0..20).map(|index| quote::format_ident!("guard{index}"));
    on_method(
        quote!(#[use_guards(#(#names),*)]),
        &["more than 16 guards stand here; let one guard check several things"],
    );
}

#[test]
fn a_limit_is_one_that_can_hold() {
    const PLACE: &str = "`#[throttle(limit = 5, per = \"1m\")]`";
    for (arguments, expected) in [
        (quote!(limit = 5), "`per` is missing; write it, as in `per = \"1m\"`".to_owned()),
        (quote!(per = "1m"), "`limit` is missing; write it, as in `limit = 5`".to_owned()),
        (
            quote!(limit = 0, per = "1m"),
            "`limit` is 0, so that every message would be refused; use 1 or more".to_owned(),
        ),
        (
            quote!(limit = 5_000_000_000, per = "1m"),
            "`5_000_000_000` is too large for `limit`; use a smaller number".to_owned(),
        ),
        (
            quote!(limit = 5, per = "1d"),
            "`1d` is no duration; write a whole number with `ms`, `s`, `m` or `h`, as in `per = \"1m\"`".to_owned(),
        ),
        (
            quote!(limit = 5, per = "0s"),
            "`per` is 0, so that no message would ever be counted; use more, as in `per = \"1m\"`".to_owned(),
        ),
        (
            quote!(limit = 5, per = "1m", burst = 0),
            "`burst` is 0, so that every message would be refused; use 1 or more".to_owned(),
        ),
        (
            quote!(limit = 5, per = "1m", limit = 6),
            "option `limit` is given twice; remove one".to_owned(),
        ),
        (quote!(limt = 5, per = "1m"), "unknown option `limt`; did you mean `limit`?".to_owned()),
        (
            quote!(limit = 5, ttl = 60_000),
            "unknown option `ttl`; it is called `per` here: `per = \"1m\"`".to_owned(),
        ),
        (
            quote!(limit = 5, per = "1m", tokens = 5),
            "unknown option `tokens`; the options are `limit`, `per`, `burst`, `by`, `name` and `skip`".to_owned(),
        ),
        (
            quote!(limit = 5, per = "1m", by = "address"),
            "unknown value `address`; did you mean `\"ip\"`?".to_owned(),
        ),
        (
            quote!(limit = 5, per = "1m", by = "user"),
            "unknown value `user`; `by` takes `\"socket\"`, `\"ip\"`, or a function from `&Call` to a key".to_owned(),
        ),
        (
            quote!(limit = 5, per = "1m", by = ip),
            "the word stands in quotes; write `by = \"ip\"`".to_owned(),
        ),
        (
            quote!(limit = 5, per = "1m", by = 5),
            "`by` takes `\"socket\"`, `\"ip\"`, or a function from `&Call` to a key".to_owned(),
        ),
        (
            quote!(limit = 5, per = "1m", skip),
            "`skip` stands alone; write `limit` in a `#[throttle(..)]` of its own".to_owned(),
        ),
        (
            quote!(skip = 5),
            "`skip` takes the name of a limit, or nothing for all of them, as in `skip = \"login\"`".to_owned(),
        ),
        (quote!({ limit: 5, ttl: 60 }), format!("options stand without braces, as in {PLACE}")),
        (quote!(5), format!("options have names, as in {PLACE}")),
        (quote!(), format!("there is no limit; write one, as in {PLACE}")),
    ] {
        on_method(quote!(#[throttle(#arguments)]), &[&expected]);
    }
    on_method(
        quote!(#[throttle = 5]),
        &[&format!("the options stand in parentheses; write {PLACE}")],
    );
}

#[test]
fn enhancers_stand_on_structs_and_on_subscribed_methods() {
    let output = gateway! {
        ()
        #[use_guards(a)]
        impl Chat {
            #[on_gateway_init]
            #[use_filters(a)]
            fn init(&self) {}

            #[on_gateway_connection]
            #[use_guards(a)]
            #[set_metadata(1)]
            fn joined(&self) {}

            #[on_gateway_disconnect]
            #[throttle(skip)]
            fn left(&self) {}

            #[use_guards(a)]
            fn plain(&self, #[guarded] user: User) {}

            #[subscribe_message("e")]
            #[guard(a)]
            #[pipe(a)]
            fn event(&self, #[use_guards(a)] a: A) {}

            #[use_guards(a)]
            const A: u8 = 1;
        }
    };
    assert_refused(
        output,
        &[
            "`#[use_guards]` marks a gateway's struct or a subscribed method; move it there",
            "`#[use_filters]` is on `init`, which is an init hook: no client waits for an answer here; remove it",
            "`#[use_guards]` is on `joined`, which is a connection hook: what stands in front of a connection stands on \
             the gateway's struct; put it there",
            "`#[set_metadata]` is on `joined`, which is a connection hook: metadata is read around messages; put it on the \
             struct or on a subscribed method",
            "`#[throttle]` is on `left`, which is a disconnect hook: limits count messages; put it on the struct or on a \
             subscribed method",
            "`#[use_guards]` stands around methods that handle messages, and `plain` does not; mark it with \
             `#[subscribe_message]`",
            "`#[guard]` marks a function; to put one around this, write `#[use_guards(..)]`",
            "`#[pipe]` marks a function; to use it, write `#[message_body(pipe = name)]` on a parameter",
            "`#[use_guards]` marks a gateway's struct or a subscribed method; move it there",
            "`#[use_guards]` marks a gateway's struct or a subscribed method; move it there",
        ],
    );
}

#[test]
fn an_attribute_above_the_gateway_is_put_below() {
    let refuse =
        |item: TokenStream| crate::misplaced_attribute::refuse("use_guards", &quote!(a), item);
    let output = refuse(quote! {
        #[derive(Debug)]
        #[websocket_gateway(namespace = "a")]
        pub(crate) struct Chat { a: u8 }
    });
    let expected = quote! {
        #[derive(Debug)]
        #[websocket_gateway(namespace = "a")]
        #[use_guards(a)]
        pub(crate) struct Chat { a: u8 }
        ::core::compile_error! {
            "`#[use_guards]` stands above `#[websocket_gateway]`, which has to see it; move it below"
        }
    };
    assert_eq!(output.to_string(), expected.to_string());
    let elsewhere = "`#[use_guards]` stands on the struct of a gateway, below `#[websocket_gateway]`, or on a subscribed \
                     method; move it there";
    for item in [
        quote!(
            #[websocket_gateway]
            impl Chat {}
        ),
        quote!(
            struct Chat;
        ),
        quote!(
            #[derive(Debug)]
            struct Chat;
        ),
        quote!(
            fn a() {}
        ),
        quote!(),
    ] {
        assert_refused(refuse(item), &[elsewhere]);
    }
}

#[test]
fn enhancers_are_no_options() {
    for (option, attribute) in [
        ("guards", "use_guards"),
        ("useGuards", "use_guards"),
        ("interceptors", "use_interceptors"),
        ("filters", "use_filters"),
        ("metadata", "set_metadata"),
        ("throttle", "throttle"),
    ] {
        let name = quote::format_ident!("{option}");
        let expected = format!(
            "`{option}` is an attribute of its own; write `#[{attribute}(..)]` below this one"
        );
        super::assert_options_refused(quote!(#name = [A]), &[&expected]);
        on_method_with_option(quote!(#name(A)), &expected);
    }
    super::assert_options_refused(
        quote!(pipes(A)),
        &["`pipes` stands at a parameter; write `#[message_body(pipe = name)]` there"],
    );
}

#[track_caller]
fn on_method_with_option(option: TokenStream, expected: &str) {
    let output = gateway! {
        ()
        impl Chat {
            #[subscribe_message("e", #option)]
            fn method(&self) {}
        }
    };
    assert_refused(output, &[expected]);
}

#[test]
fn other_words_are_known() {
    let meant = |written: &str, meant: &str| {
        format!("unknown attribute `#[{written}]`; did you mean `#[{meant}]`?")
    };
    for (written, name) in [
        ("UseGuards", "use_guards"),
        ("use_guard", "use_guards"),
        ("can_activate", "use_guards"),
        ("UseInterceptors", "use_interceptors"),
        ("use_exception_filters", "use_filters"),
        ("SetMetadata", "set_metadata"),
        ("applyDecorators", "use_enhancers"),
        ("Throttle", "throttle"),
    ] {
        let attribute = quote::format_ident!("{written}");
        let arguments = match name {
            "throttle" => quote!(limit = 5, per = "1m"),
            "set_metadata" => quote!(1),
            _ => quote!(a),
        };
        on_method(quote!(#[#attribute(#arguments)]), &[&meant(written, name)]);
        let output = gateway! { () #[#attribute(#arguments)] struct Chat; };
        assert_refused(output, &[&meant(written, name)]);
    }
    for (attribute, remedy) in [
        (
            quote!(Catch),
            "a filter says by its first parameter what it catches: write `#[filter] fn name(error: MyError) -> WsError`, \
             and `#[use_filters(name)]` here",
        ),
        (quote!(SkipThrottle), "write `#[throttle(skip)]`"),
        (
            quote!(Roles),
            "write `#[set_metadata(Roles(&[\"admin\"]))]`, with a type of your own that guards read",
        ),
        (
            quote!(UsePipes),
            "serde makes types of what arrives, and with the feature `validation` a body whose type has rules is validated; for what has to ask something, \
             write `#[message_body(pipe = name)]` on the parameter",
        ),
    ] {
        let expected = format!("unknown attribute `#[{attribute}]`; {remedy}");
        on_method(quote!(#[#attribute(A)]), &[&expected]);
    }
}

#[test]
fn a_guarded_parameter_and_a_pipe_have_few_words() {
    let output = gateway! {
        ()
        impl Chat {
            #[on_gateway_init]
            fn init(&self, #[guarded] user: User) {}

            #[subscribe_message("e")]
            fn event(
                &self,
                #[guarded(locl)] a: A,
                #[guarded = global] b: B,
                #[guarded()] c: C,
                #[message_body(pipe)] d: D,
                #[message_body(pipe = "order")] e: E,
                #[message_body("a", pipe = a, pipe = b)] f: F,
                #[message_body(pip = a)] g: G,
            ) {}
        }
    };
    let guarded = "`#[guarded]` takes no argument, or `global` for what a guard of the whole app gives: \
                   `#[guarded(global)]`";
    let pipe = "`pipe` takes the name of a function marked `#[pipe]`, as in `pipe = order`";
    assert_refused(
        output,
        &[
            "`init` is an init hook, which runs before any client connects; remove the parameter",
            guarded,
            guarded,
            pipe,
            pipe,
            "`pipe` is written twice; let one pipe call the other",
            "unknown word `pip`; did you mean `pipe`?",
        ],
    );
}
