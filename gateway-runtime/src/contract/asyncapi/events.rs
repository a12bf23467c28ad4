//! Events that the app sends, as channels and operations of the document.

use serde_json::json;

use super::{
    channels::Place, document::Document, errors::Failures, messages::message, notes::summary,
};
use crate::contract::{Errors, Event};

pub(super) fn add(document: &mut Document, place: &Place<'_>, name: &str, event: &Event) {
    let key = format!("{}..sent", place.key(name));
    let body = message(name, name, &event.docs, &event.arguments);
    document.messages.insert(key.clone(), place.packed(body));
    let messages = [("event".to_owned(), key.clone())];
    send(
        document,
        key,
        place.event(name, &messages),
        &messages,
        &event.docs,
    );
}

/// Adds the event `exception`, with all errors that messages of the namespace fail with.
pub(super) fn add_exception(document: &mut Document, place: &Place<'_>, failures: Failures) {
    let key = place.special("exception");
    // Several messages fail with the same codes, each with details of its own: the keys of the channel tell them apart.
    let mut messages: Vec<_> = failures
        .into_iter()
        .map(|(_, message)| (message.clone(), message))
        .collect();
    messages.sort();
    messages.dedup();
    let docs = "Errors that no acknowledgement tells the client of.";
    send(
        document,
        key,
        place.event("exception", &messages),
        &messages,
        docs,
    );
}

/// Adds the event `connect_error`, with which clients hear that a guard refuses their connection.
pub(super) fn add_refusals(document: &mut Document, place: &Place<'_>, refusals: &Errors) {
    let mut messages = Vec::new();
    let mut add = |code: &str, docs: &str, text: Option<&String>| {
        let name = place.special(&format!("refused..{}", super::keys::key(code)));
        let text = match text {
            // A message with fields is not always the same.
            Some(text) if !text.contains('{') => json!({ "const": text }),
            Some(text) => json!({ "type": "string", "description": format!("`{text}`") }),
            None => json!({ "type": "string" }),
        };
        let mut message = json!({
            "name": "connect_error",
            "title": format!("Refused: `{code}`"),
            "payload": {
                "type": "array", "minItems": 1, "maxItems": 1,
                "items": [{ "type": "object", "properties": { "message": text }, "required": ["message"] }],
            },
        });
        if !docs.is_empty() {
            message["description"] = docs.into();
        }
        messages.push((super::keys::key(code), name.clone()));
        document.messages.insert(name, message);
    };
    for (code, known) in &refusals.codes {
        add(code, &known.docs, known.message.as_ref());
    }
    if refusals.other != crate::contract::OtherCodes::None {
        add("other", "A guard refuses the connection.", None);
    }
    if messages.is_empty() {
        return;
    }
    let docs = "Guards refuse the connection. The client is told the error's message alone.";
    let channel = place.event("connect_error", &messages);
    send(
        document,
        place.special("refusals"),
        channel,
        &messages,
        docs,
    );
}

fn send(
    document: &mut Document,
    key: String,
    channel: serde_json::Value,
    messages: &[(String, String)],
    docs: &str,
) {
    let messages = messages.iter();
    let messages: Vec<_> = messages
        .map(|(message, _)| json!({ "$ref": format!("#/channels/{key}/messages/{message}") }))
        .collect();
    let mut operation = json!({
        "action": "send",
        "channel": { "$ref": format!("#/channels/{key}") },
        "messages": messages,
    });
    if !docs.is_empty() {
        operation["summary"] = summary(docs).into();
        operation["description"] = docs.into();
    }
    document.operations.insert(key.clone(), operation);
    document.channels.insert(key, channel);
}
