//! Constants are refused as literals are, with the same words.

use std::panic::catch_unwind;

use gateway_runtime::__private::{
    check_event_of_client, check_event_of_server, check_namespace, slashed, slashed_text,
};

#[path = "../../gateway-macros/src/event_name.rs"]
#[allow(dead_code, reason = "the macros use more of it")]
mod of_events;
#[path = "../../gateway-macros/src/namespace.rs"]
#[allow(dead_code, reason = "the macros use more of it")]
mod of_namespaces;

use of_events::Sender;

/// What `check` says of a constant that it refuses.
fn refusal(check: fn(&str), name: &'static str) -> Option<String> {
    let panic = catch_unwind(|| check(name)).err()?;
    panic.downcast::<String>().ok().map(|message| *message)
}

#[test]
fn the_name_of_an_event_is_refused_like_a_literal() {
    let names = [
        "send",
        "gửi tin",
        "ok\u{7f}é 🦀",
        "",
        "connect",
        "connect_error",
        "disconnect",
        "disconnecting",
        "exception",
        "newListener",
        "removeListener",
        "Connect",
        "connects",
        "say \"hi\"",
        "it's \"é\" \u{85}\u{a0} 🦀",
        "back\\slash",
        "\0",
        "tab\t",
        "line\r\n",
        "bell\u{7}",
        "unit\u{1f}",
    ];
    for name in names {
        let literal = of_events::problem(name, Sender::Client);
        assert_eq!(refusal(check_event_of_client, name), literal, "{name:?}");
        let literal = of_events::problem(name, Sender::Server);
        assert_eq!(refusal(check_event_of_server, name), literal, "{name:?}");
    }
}

#[test]
fn a_namespace_is_refused_like_a_literal() {
    let names = [
        "/",
        "chat",
        "/trò-chuyện",
        "chat/{room}",
        "/a-{room_id}.b/{_x}/{*rest}",
        "",
        "a,b",
        "a b",
        "a?b",
        "a#b",
        "a\tb'\"\\",
        "a\u{a0}b",
        "a\u{2028}b",
        "a\u{3000}b",
        "a\u{7f}b",
        "a\u{9f}b",
        "{",
        "}",
        "a{b",
        "a}b",
        "{a}}",
        "{{a}}",
        "{a}{b}",
        "{a}{b",
        "{}",
        "{*}",
        "{Room}",
        "{1}",
        "{_}",
        "{é}",
        "{**a}",
        "{a}/{a}",
        "{a}/{b}/x-{a}",
        "x{*a}",
        "{*a}x",
        "y{*a}x",
        "{*a}/b",
        "{*a}/",
        "/{a}/",
        "//",
    ];
    for name in names {
        let literal = of_namespaces::problem(name);
        assert_eq!(refusal(check_namespace, name), literal, "{name:?}");
    }
}

#[test]
fn a_very_long_name_is_refused_with_its_beginning() {
    const LONG: &str = concat!(
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890",
    );
    let quoted: &'static str = format!("{LONG}\"").leak();
    let escaped: &'static str = "\u{1}".repeat(100_000).leak();
    for name in [quoted, escaped] {
        let refusal = refusal(check_event_of_client, name).expect("a refusal");
        assert!(refusal.contains("..` contains "), "{refusal}");
        assert!(
            refusal.ends_with("which socket.io cannot carry in an event name; remove it"),
            "{refusal}"
        );
    }
    assert_eq!(refusal(check_event_of_client, LONG), None);
    assert_eq!(refusal(check_namespace, LONG), None);
}

#[test]
fn a_namespace_has_one_leading_slash() {
    const WITHOUT: &[u8] = &slashed::<{ "/gửi".len() }>("gửi");
    const WITH: &[u8] = &slashed::<{ "/gửi".len() }>("/gửi");
    const ROOT: &[u8] = &slashed::<1>("/");
    assert_eq!(slashed_text(WITHOUT), "/gửi");
    assert_eq!(slashed_text(WITH), "/gửi");
    assert_eq!(slashed_text(ROOT), "/");
}
