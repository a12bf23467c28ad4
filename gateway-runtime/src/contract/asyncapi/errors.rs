//! `Failures` are the errors of a message, each code as a message of the document.

use serde_json::{Map, Value, json};

use super::{keys::key, messages::inner};
use crate::{
    contract::{ErrorCode, Errors, Message, OtherCodes},
    session::ErrorCause,
};

/// The key in a channel and the key in the components, for each error that a message may fail with.
pub(super) type Failures = Vec<(String, String)>;

/// The messages for the errors that every message may fail with, and for an error with any code.
pub(super) fn of_runtime(cause: ErrorCause) -> Map<String, Value> {
    let all = [
        (
            "bad_request",
            "What the client sent is not what the app expects.",
        ),
        (
            "internal",
            "The app failed, and keeps the reason to itself.",
        ),
        ("not_found", "Nobody subscribes to the event."),
        ("timeout", "The app took too long."),
        ("too_many_requests", "The client sends more than it may."),
        ("unavailable", "The app shuts down."),
    ];
    let mut messages = Map::new();
    for (code, docs) in all {
        let known = described(docs, None);
        let mut message = error(Some(code), code, &known, cause);
        if code == "bad_request" {
            message["payload"]["items"][0]["properties"]["errors"] = field_errors();
        }
        messages.insert(format!("error-{}", key(code)), message);
    }
    let other = described(
        "An error with a code that the contract does not list.",
        Some(json!(true)),
    );
    messages.insert(
        "error-other".to_owned(),
        error(None, "other", &other, cause),
    );
    messages
}

/// Adds the errors of a message to the document's messages, under the key of the message.
pub(super) fn failures(
    messages: &mut Map<String, Value>,
    cause: ErrorCause,
    of: &str,
    message: &Message,
) -> Failures {
    let mut own = message.errors.clone();
    if !message.limits.is_empty() {
        let refused = own.codes.entry("too_many_requests".to_owned());
        let refused =
            refused.or_insert_with(|| described("The client sends more than it may.", None));
        if refused.details.is_none() {
            refused.details = Some(json!({
                "type": "object",
                "properties": {
                    "retryAfterMs": {
                        "type": "integer", "minimum": 0,
                        "description": "How many milliseconds later a message would pass.",
                    },
                },
                "required": ["retryAfterMs"],
            }));
        }
    }
    if own.other == OtherCodes::Around {
        for code in ["forbidden", "unauthorized"] {
            let refused = own.codes.entry(code.to_owned());
            refused.or_insert_with(|| described("A guard refuses the message.", Some(json!(true))));
        }
    }
    let mut failures = Failures::new();
    for (code, known) in &own.codes {
        let mut known = known.clone();
        // The runtime itself has no details for the code.
        known.details_optional |= Errors::OF_RUNTIME.contains(&code.as_str());
        let name = format!("{of}..error-{}", key(code));
        messages.insert(name.clone(), error(Some(code), code, &known, cause));
        failures.push((format!("error-{}", key(code)), name));
    }
    for code in Errors::OF_RUNTIME {
        if !own.codes.contains_key(code) {
            failures.push((
                format!("error-{}", key(code)),
                format!("error-{}", key(code)),
            ));
        }
    }
    if own.other != OtherCodes::None {
        failures.push(("error-other".to_owned(), "error-other".to_owned()));
    }
    failures
}

/// An error of which the runtime knows this much; details that are anything may be left out.
fn described(docs: &str, details: Option<Value>) -> ErrorCode {
    ErrorCode {
        docs: docs.to_owned(),
        details_optional: details.is_some(),
        details,
        ..ErrorCode::default()
    }
}

/// An error with this code, or with any.
fn error(code: Option<&str>, name: &str, known: &ErrorCode, cause: ErrorCause) -> Value {
    let code = code.map_or_else(
        || json!({ "type": "string" }),
        |code| json!({ "const": code }),
    );
    let text = match &known.message {
        Some(message) => json!({ "type": "string", "description": format!("`{message}`") }),
        None => json!({ "type": "string" }),
    };
    let mut properties = json!({ "status": { "const": "error" }, "code": code, "message": text });
    let mut required = vec!["status", "code", "message"];
    if let Some(details) = &known.details {
        properties["details"] = inner(details);
        if !known.details_optional {
            required.push("details");
        }
    }
    match cause {
        ErrorCause::None => {}
        ErrorCause::Pattern => {
            properties["cause"] = json!({
                "type": "object",
                "properties": { "pattern": { "type": "string", "description": "The event's name." } },
                "required": ["pattern"],
            });
        }
        ErrorCause::PatternAndPayload => {
            properties["cause"] = json!({
                "type": "object",
                "properties": {
                    "pattern": { "type": "string", "description": "The event's name." },
                    "data": { "description": "What the client sent." },
                },
                "required": ["pattern"],
            });
        }
    }
    let mut message = json!({
        "name": name,
        "title": format!("Error `{name}`"),
        "payload": {
            "type": "array", "minItems": 1, "maxItems": 1,
            "items": [{ "type": "object", "properties": properties, "required": required }],
        },
    });
    if !known.docs.is_empty() {
        message["description"] = known.docs.clone().into();
    }
    message
}

/// What `bad_request` lists if the values that the client sent are validated.
fn field_errors() -> Value {
    json!({
        "type": "array",
        "description": "The values that break a rule, if the message is validated.",
        "items": {
            "type": "object",
            "properties": { "path": { "type": "string" }, "message": { "type": "string" } },
            "required": ["path", "message"],
        },
    })
}
