//! Namespaces, as channels and operations of the document.

use serde_json::{Value, json};

use super::{
    channels::Place,
    document::Document,
    errors::{Failures, failures},
    events, messages,
    notes::{description, summary},
    schemas::component,
};
use crate::{
    contract::{Endpoint, Message, Namespace},
    session::ErrorDelivery,
};

/// What the fallback takes, for readers.
pub(super) const EVERY_OTHER: &str = "Every other event";

pub(super) fn add(
    document: &mut Document,
    endpoint: (&str, &Endpoint),
    path: &str,
    namespace: &Namespace,
) {
    let place = Place::new(endpoint, path, namespace);
    let mut all = Failures::new();
    for (event, message) in &namespace.messages {
        let body = &messages::message(event, event, &message.docs, &message.body);
        all.extend(receive(
            document,
            &place,
            &place.key(event),
            (Some(event.as_str()), body),
            message,
        ));
    }
    if let Some(message) = &namespace.fallback {
        let body = &messages::message("event", EVERY_OTHER, &message.docs, &message.body);
        let key = place.special("fallback");
        all.extend(receive(document, &place, &key, (None, body), message));
    }
    for (event, sent) in &namespace.events {
        events::add(document, &place, event, sent);
    }
    if !all.is_empty() {
        events::add_exception(document, &place, all);
    }
    events::add_refusals(document, &place, &namespace.refusals);
    document.namespaces.push(about(endpoint.0, path, namespace));
}

/// Adds a message that clients send, or the fallback, which has no name of its own. `body` is what clients send, as a
/// message of the document. Returns what the message may fail with.
fn receive(
    document: &mut Document,
    place: &Place<'_>,
    key: &str,
    (event, body): (Option<&str>, &Value),
    message: &Message,
) -> Failures {
    let name = format!("{key}..body");
    document
        .messages
        .insert(name.clone(), place.packed(body.clone()));
    let messages = [("body".to_owned(), name)];
    let channel = match event {
        None => place.fallback(&messages),
        Some(event) => place.event(event, &messages),
    };
    document.channels.insert(key.to_owned(), channel);

    let name = format!("{key}..answer");
    let title = format!("{}: acknowledgement", event.unwrap_or(EVERY_OTHER));
    let answer = messages::message(
        "acknowledgement",
        &title,
        "",
        &message.answer.acknowledgement,
    );
    document.messages.insert(name.clone(), place.packed(answer));
    let failures = failures(&mut document.messages, document.form.cause, key, message);
    let mut answers = vec![("answer".to_owned(), name)];
    if document.form.delivery != ErrorDelivery::Exception {
        answers.extend(failures.iter().cloned());
    }
    let reply = format!("{key}..reply");
    let channel = place.reply(&title, &answers);
    document.channels.insert(reply.clone(), channel);

    let answers = answers.iter();
    let answers: Vec<_> = answers
        .map(|(answer, _)| json!({ "$ref": format!("#/channels/{reply}/messages/{answer}") }))
        .collect();
    let mut operation = json!({
        "action": "receive",
        "channel": { "$ref": format!("#/channels/{key}") },
        "messages": [{ "$ref": format!("#/channels/{key}/messages/body") }],
        "reply": { "channel": { "$ref": format!("#/channels/{reply}") }, "messages": answers },
    });
    let description = description(message);
    if !message.docs.is_empty() {
        operation["summary"] = summary(&message.docs).into();
    }
    if !description.is_empty() {
        operation["description"] = description.into();
    }
    if !message.guards.is_empty() {
        operation["x-guards"] = json!(message.guards);
    }
    if !message.limits.is_empty() {
        operation["x-limits"] = json!(message.limits);
    }
    if let Some(timeout) = message.timeout_ms {
        operation["x-timeout-ms"] = timeout.into();
    }
    if !message.answer.events.is_empty() {
        operation["x-answer-events"] = json!(message.answer.events);
    }
    document.operations.insert(key.to_owned(), operation);
    failures
}

/// What belongs to the whole namespace.
fn about(endpoint: &str, path: &str, namespace: &Namespace) -> Value {
    let mut about = json!({
        "name": path,
        "server": { "$ref": format!("#/servers/{}", super::keys::key(endpoint)) },
    });
    if !namespace.docs.is_empty() {
        about["description"] = namespace.docs.clone().into();
    }
    if !namespace.params.is_empty() {
        let params = namespace.params.iter();
        let params = params.map(|(name, schema)| (name.clone(), component(schema)));
        about["params"] = Value::Object(params.collect());
    }
    if let Some(auth) = &namespace.auth {
        about["auth"] = json!({ "required": !auth.optional, "schema": component(&auth.schema) });
    }
    about
}
