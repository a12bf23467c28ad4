//! `problem` says what an event may be called.
//!
//! The runtime says the same of constants, and a test compares the two: so this file imports nothing.

/// Who sends the event.
#[derive(Clone, Copy)]
pub(crate) enum Sender {
    Client,
    Server,
}

/// An example for messages.
pub(crate) const EXAMPLE: &str = "\"send-message\"";

/// What is wrong with `name`, with the remedy.
pub(crate) fn problem(name: &str, sender: Sender) -> Option<String> {
    if name.is_empty() {
        return Some(format!(
            "the event name is empty; name the event, as in `{EXAMPLE}`"
        ));
    }
    if let Some(remedy) = reserved(name, sender) {
        return Some(format!("`{name}` is reserved; {remedy}"));
    }
    // The protocol's parser compares names before it undoes JSON's escapes, and closes the
    // connection.
    let escaped = name
        .chars()
        .find(|letter| matches!(letter, '"' | '\\' | '\0'..='\u{1f}'))?;
    let escaped = match escaped {
        '"' => "a quote".to_owned(),
        '\\' => "a backslash".to_owned(),
        control => format!("the control character {control:?}"),
    };
    let name = name.escape_debug();
    Some(format!(
        "`{name}` contains {escaped}, which socket.io cannot carry in an event name; remove it"
    ))
}

/// What to do instead of using a name that means something else to socket.io or to us.
fn reserved(name: &str, sender: Sender) -> Option<&'static str> {
    Some(match (name, sender) {
        ("connect", Sender::Client) => {
            "mark the method with `#[on_gateway_connection]`, or choose another name"
        }
        ("disconnect" | "disconnecting", Sender::Client) => {
            "mark the method with `#[on_gateway_disconnect]`, or choose another name"
        }
        ("exception", Sender::Server) => {
            "it carries errors: return a `WsError`, or choose another name"
        }
        ("exception", Sender::Client) => "it carries errors to clients: choose another name",
        (
            "connect" | "connect_error" | "disconnect" | "disconnecting" | "newListener"
            | "removeListener",
            _,
        ) => "choose another name",
        _ => return None,
    })
}
