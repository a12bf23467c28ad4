//! `docs_of` and `wide_integers` give the documentation of a schema, and `of_message` the sentences about a message that
//! its types do not say.

use serde_json::Value;

use super::{docs, identifier::literal};
use crate::contract::{Limit, Message, Schema};

/// The formats of integers that a number of JavaScript does not hold. Not those of `usize` and `isize`, which count what is
/// there.
const WIDE: [&str; 4] = ["int128", "int64", "uint128", "uint64"];

/// What a schema says to readers.
pub(super) fn docs_of(schema: &Schema) -> String {
    let text = |keyword| {
        schema
            .get(keyword)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let is_deprecated = schema.get("deprecated") == Some(&Value::Bool(true));
    let deprecated = if is_deprecated { "@deprecated" } else { "" };
    docs::paragraphs([text("title"), text("description"), deprecated])
}

/// A note, if one of the schemas has integers that JavaScript may round. What they refer to has its own note.
pub(super) fn wide_integers<'a>(schemas: impl IntoIterator<Item = &'a Schema>) -> &'static str {
    if schemas.into_iter().any(has_wide_integers) {
        "@remarks Integers of 64 bits are not exact beyond 2^53."
    } else {
        ""
    }
}

fn has_wide_integers(schema: &Schema) -> bool {
    match schema {
        Value::Object(keywords) => {
            let format = keywords.get("format").and_then(Value::as_str);
            format.is_some_and(|format| WIDE.contains(&format))
                || keywords.values().any(has_wide_integers)
        }
        Value::Array(schemas) => schemas.iter().any(has_wide_integers),
        _ => false,
    }
}

/// What a client should know of a message, beside its types.
pub(super) fn of_message(message: &Message) -> String {
    let mut sentences = Vec::new();
    match &message.answer.events[..] {
        [] => {}
        [event] => sentences.push(format!(
            "The answer is the event {}, before an empty acknowledgement.",
            code(event)
        )),
        events => {
            let events: Vec<String> = events.iter().map(|event| code(event)).collect();
            sentences.push(format!(
                "The answers are among the events {}, before an empty acknowledgement.",
                events.join(", ")
            ));
        }
    }
    if message.validated {
        sentences.push(
            "The body is validated: `errors` of a `bad_request` has the fields that are not valid."
                .to_owned(),
        );
    }
    if !message.guards.is_empty() {
        let guards: Vec<String> = message.guards.iter().map(|guard| code(guard)).collect();
        sentences.push(format!("Guards: {}.", guards.join(", ")));
    }
    sentences.extend(message.limits.iter().map(limit));
    if let Some(timeout) = message.timeout_ms {
        sentences.push(format!("Fails with `timeout` after {}.", duration(timeout)));
    }
    sentences.join("\n")
}

fn limit(limit: &Limit) -> String {
    let name = limit
        .name
        .as_ref()
        .map(|name| format!(" {}", code(name)))
        .unwrap_or_default();
    let burst = limit
        .burst
        .map(|burst| format!(", {burst} at once"))
        .unwrap_or_default();
    let by = match limit.by.as_str() {
        "ip" => "from one address".to_owned(),
        "socket" => "from one socket".to_owned(),
        by => format!("by {}", code(by)),
    };
    let messages = if limit.limit == 1 {
        "message"
    } else {
        "messages"
    };
    let what = match limit.scope.as_str() {
        "method" => messages.to_owned(),
        "gateway" => format!("{messages} to the gateway"),
        _ => format!("{messages} to the app"),
    };
    format!(
        "Limit{name}: {} {what} in {}{burst}, {by}.",
        limit.limit,
        duration(limit.per_ms)
    )
}

fn duration(milliseconds: u64) -> String {
    match milliseconds {
        0 => "0 ms".to_owned(),
        ms if ms % 60_000 == 0 => format!("{} min", ms / 60_000),
        ms if ms % 1000 == 0 => format!("{} s", ms / 1000),
        ms => format!("{ms} ms"),
    }
}

/// A name in a sentence.
pub(super) fn code(name: &str) -> String {
    let escaped = literal(name);
    let is_plain = escaped.len() == name.len() + 2 && !name.is_empty() && !name.contains('`');
    if is_plain {
        format!("`{name}`")
    } else {
        escaped
    }
}
