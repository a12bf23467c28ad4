//! `check_event_of_client` and `check_event_of_server` refuse constants that cannot be the name of an event.
//!
//! The rules and the texts are those of `event_name` in the macros, which checks literals. A test compares the two.

use super::text::{Text, first, is};

/// Who sends the event.
#[derive(Clone, Copy)]
enum Sender {
    Client,
    Server,
}

/// Fails, at the caller's place, where clients cannot send an event called `name`.
#[track_caller]
pub const fn check_event_of_client(name: &str) {
    check(name, Sender::Client);
}

/// Fails, at the caller's place, where the server cannot send an event called `name`.
#[track_caller]
pub const fn check_event_of_server(name: &str) {
    check(name, Sender::Server);
}

#[track_caller]
#[expect(
    clippy::panic,
    reason = "runs in the compiler, where a panic is a compile error"
)]
const fn check(name: &str, sender: Sender) {
    if let Some(problem) = problem(name, sender) {
        panic!("{}", problem.as_str());
    }
}

/// What is wrong with `name`, with the remedy.
const fn problem(name: &str, sender: Sender) -> Option<Text> {
    let text = Text::new();
    if name.is_empty() {
        return Some(
            text.with("the event name is empty; name the event, as in `\"send-message\"`"),
        );
    }
    if let Some(remedy) = reserved(name, sender) {
        return Some(text.with_name(name).with(" is reserved; ").with(remedy));
    }
    let mut rest = name;
    while let Some((letter, after)) = first(rest) {
        rest = after;
        let byte = letter.as_bytes()[0];
        let what = match byte {
            b'"' => "a quote",
            b'\\' => "a backslash",
            0x00..=0x1f => "the control character ",
            _ => continue,
        };
        // The text is built here alone, so that a check that finds nothing costs one walk through the name.
        let text = text.with_escaped_name(name).with(" contains ").with(what);
        let text = if byte < 0x20 {
            text.with_character(letter)
        } else {
            text
        };
        return Some(text.with(", which socket.io cannot carry in an event name; remove it"));
    }
    None
}

/// What to do instead of using a name that means something else to socket.io or to this crate.
const fn reserved(name: &str, sender: Sender) -> Option<&'static str> {
    const ANOTHER: &str = "choose another name";
    let remedy = match sender {
        Sender::Client if is(name, "connect") => {
            "mark the method with `#[on_gateway_connection]`, or choose another name"
        }
        Sender::Client if is(name, "disconnect") || is(name, "disconnecting") => {
            "mark the method with `#[on_gateway_disconnect]`, or choose another name"
        }
        Sender::Client if is(name, "exception") => {
            "it carries errors to clients: choose another name"
        }
        Sender::Server if is(name, "exception") => {
            "it carries errors: return a `WsError`, or choose another name"
        }
        _ if is(name, "connect") || is(name, "connect_error") => ANOTHER,
        _ if is(name, "disconnect") || is(name, "disconnecting") => ANOTHER,
        _ if is(name, "newListener") || is(name, "removeListener") => ANOTHER,
        _ => return None,
    };
    Some(remedy)
}
