//! Messages about structs and their options.

use quote::quote;

use super::{assert_options_refused as options, assert_refused, gateway};

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
             `max_in_flight`, `ignore_unknown_events`, `timeout`, `validate`, `emits`, `port`, `path`, `transports`, `cors`, \
             `ping_interval`, `ping_timeout`, `connect_timeout`, `max_payload`, `max_attachments`, `max_buffer_size` \
             and `crate`",
        ],
    );
}

#[test]
fn an_option_is_written_in_its_own_form() {
    const IGNORE: &str = "`ignore_unknown_events` takes `true` or `false`, as in `ignore_unknown_events = false`; \
                          alone it is `true`";
    options(
        quote!(
            namespace,
            rename_all("kebab-case"),
            max_in_flight = "64",
            timeout,
            validate = true,
            emits,
            crate
        ),
        &[
            "`namespace` takes a string, as in `namespace = \"/chat\"`",
            "`rename_all` takes a string, as in `rename_all = \"kebab-case\"`",
            "`max_in_flight` takes a number without quotes; write `max_in_flight = 64`",
            "`timeout` takes a duration, as in `timeout = \"5s\"`",
            "`validate` stands alone: write `validate`, or remove it",
            "`emits` takes types that derive `ServerEvent`, as in `emits(ReceiveMessage)`; an event that is emitted by its name is \
             `emits(\"name\" = Type)`",
            "`crate` takes a path, as in `crate = ::gateway_runtime`",
        ],
    );
    options(
        quote!(namespace =, timeout = 5, validate(), emits =, crate =),
        &[
            "`namespace` takes a string, as in `namespace = \"/chat\"`",
            "`timeout` takes a duration, as in `timeout = \"5s\"`",
            "`validate` stands alone: write `validate`, or remove it",
            "`emits` takes types that derive `ServerEvent`, as in `emits(ReceiveMessage)`; an event that is emitted by its name is \
             `emits(\"name\" = Type)`",
            "`crate` takes a path, as in `crate = ::gateway_runtime`",
        ],
    );
    options(
        quote!(validate =),
        &["`validate` stands alone: write `validate`, or remove it"],
    );
    options(quote!(ignore_unknown_events = "yes"), &[IGNORE]);
    options(quote!(ignore_unknown_events()), &[IGNORE]);
    options(quote!(ignore_unknown_events =), &[IGNORE]);
    options(quote!(ignore_unknown_events = false), &[]);
    options(
        quote!(namespace "/chat", emits("sent"), namespace = "/a", namespace = "/b"),
        &[
            "expected `=` or a comma after `namespace`",
            "`emits` takes types that derive `ServerEvent`, as in `emits(ReceiveMessage)`; an event that is emitted by its name is \
             `emits(\"name\" = Type)`",
            "option `namespace` is given twice; remove one",
        ],
    );
}

#[test]
fn a_value_is_one_that_the_option_knows() {
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
fn a_namespace_is_one_that_socket_io_can_carry() {
    for (namespace, message) in [
        (
            "",
            "the namespace is empty; use \"/\" for the root namespace",
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
        (
            "{a b}",
            "namespace `{a b}` contains ' ', which socket.io cannot carry there; remove it",
        ),
    ] {
        options(quote!(namespace = #namespace), &[message]);
    }
}

#[test]
fn a_parameter_of_a_namespace_has_a_name_and_a_segment() {
    for (namespace, problem) in [
        (
            "a/{b",
            "has a `{` without `}` in `{b`; a parameter is written `{room}`, within one segment",
        ),
        (
            "a/b}",
            "has a `}` without `{` in `b}`; a parameter is written `{room}`, within one segment",
        ),
        (
            "{a/b}",
            "has a `{` without `}` in `{a`; a parameter is written `{room}`, within one segment",
        ),
        (
            "{{a}}",
            "has a `{` without `}` in `{{a}}`; a parameter is written `{room}`, within one segment",
        ),
        (
            "{a}}",
            "has a `}` without `{` in `{a}}`; a parameter is written `{room}`, within one segment",
        ),
        (
            "{a}-{b}",
            "has two parameters in `{a}-{b}`; put a `/` between them",
        ),
        (
            "{}",
            "has a parameter without a name; name it, as in `{room}`",
        ),
        (
            "{*}",
            "has a parameter without a name; name it, as in `{room}`",
        ),
        (
            "{Room}",
            "has the parameter `Room`; name it in snake case, as in `{room_id}`",
        ),
        (
            "{1st}",
            "has the parameter `1st`; name it in snake case, as in `{room_id}`",
        ),
        (
            "{room-id}",
            "has the parameter `room-id`; name it in snake case, as in `{room_id}`",
        ),
        (
            "{_}",
            "has the parameter `_`; name it in snake case, as in `{room_id}`",
        ),
        ("{a}/{b}/{a}", "has two parameters `a`; rename one"),
        ("{a}/{*a}", "has two parameters `a`; rename one"),
        (
            "files-{*path}",
            "has `files-` beside `{*path}`, which takes whole segments; remove it",
        ),
        (
            "{*path}.txt",
            "has `.txt` beside `{*path}`, which takes whole segments; remove it",
        ),
        (
            "{*path}/end",
            "goes on after `{*path}`, which takes all that follows; remove what follows, or write \
             `{path}` for one segment",
        ),
        (
            "{*path}/",
            "goes on after `{*path}`, which takes all that follows; remove what follows, or write \
             `{path}` for one segment",
        ),
    ] {
        let message = format!("namespace `{namespace}` {problem}");
        options(quote!(namespace = #namespace), &[&message]);
    }
}

#[test]
fn a_timeout_is_a_duration_above_0() {
    for accepted in ["1ms", "5s", "2m", "0005s", "18446744073709551615ms"] {
        options(quote!(timeout = #accepted), &[]);
    }
    for (timeout, message) in [
        (
            "0s",
            "`timeout` is 0, so that nothing could be done in time; use more, as in \
                `timeout = \"5s\"`",
        ),
        (
            "18446744073709551616ms",
            "`18446744073709551616ms` is too long for `timeout`; use a \
                                    shorter time",
        ),
        (
            "18446744073709551615s",
            "`18446744073709551615s` is too long for `timeout`; use a \
                                   shorter time",
        ),
    ] {
        options(quote!(timeout = #timeout), &[message]);
    }
    for malformed in [
        "", "5", "s", "5 s", "1.5s", "-5s", "5h", "5S", "5s5s", "5\n",
    ] {
        let written = malformed.escape_debug();
        let message = format!(
            "`{written}` is no duration; write a whole number with `ms`, `s` or `m`, as in \
             `timeout = \"5s\"`"
        );
        options(quote!(timeout = #malformed), &[&message]);
    }
}

#[test]
fn a_field_has_one_source() {
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
fn a_gateway_is_a_struct_without_lifetimes() {
    assert_refused(
        gateway! {
            ()
            #[use_guards(Guard)]
            #[websocket_gateway]
            #[inject]
            struct Chat<'a>(&'a str);
        },
        &[
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

#[test]
fn a_field_that_one_thread_alone_may_use_is_refused_with_the_type_to_write() {
    let refused = |article: &str, name: &str, remedy: &str| {
        format!(
            "field `a` holds {article} `{name}`, which one thread alone may use; gateways are shared \
             between connections: write `{remedy}`"
        )
    };
    for (ty, message) in [
        (
            quote!(RefCell<HashMap<String, u8>>),
            refused("a", "RefCell", "Mutex<HashMap<String, u8>>"),
        ),
        (
            quote!(Arc<std::cell::RefCell<Vec<Rc<str>>>>),
            refused("a", "RefCell", "Mutex<Vec<Arc<str>>>"),
        ),
        (
            quote!(Rc<RefCell<User>>),
            refused("an", "Rc", "Arc<Mutex<User>>"),
        ),
        (
            quote!(HashMap<String, Option<Cell<u64>>>),
            refused("a", "Cell", "AtomicU64"),
        ),
        (
            quote!(Option<std::rc::Rc<dyn Store>>),
            refused("an", "Rc", "Arc<dyn Store>"),
        ),
    ] {
        let output = gateway! { () struct Chat { a: #ty } };
        let field = "a : :: gateway_runtime :: __private :: Unshared <";
        assert!(output.to_string().contains(field), "{output}");
        assert_refused(output, &[&message]);
    }
}

#[test]
fn a_field_that_may_be_shared_is_left_to_the_compiler() {
    for ty in [
        quote!(Mutex<RefCell<u8>>),
        quote!(OnceCell<u8>),
        quote!(Cell<Piece>),
        quote!(Vec<Cell<Piece>>),
        quote!(board::Cell<u8>),
        quote!(my::RefCell<u8>),
        quote!(Cell),
        quote!(Rc),
        quote!(fn(Rc<u8>) -> Rc<u8>),
        quote!(PhantomData<Rc<u8>>),
    ] {
        assert_refused(gateway! { () struct Chat { a: #ty } }, &[]);
    }
}

#[test]
fn an_event_that_is_emitted_by_its_name_is_declared_once_by_a_name_that_can_be_sent() {
    options(
        quote!(emits("tick" = u8, "tick" = u16)),
        &["`\"tick\"` is in `emits` twice; remove one"],
    );
    options(
        quote!(emits("connect" = u8)),
        &["`connect` is reserved; choose another name"],
    );
}
