//! `check_error` compares an error that a client gets with the form of errors, and with what the contract says of the
//! errors of a message.

use serde_json::{Value, json};

use super::{app_contract::AppContract, complaints::shown};
use crate::{
    contract::{Errors, Message, OtherCodes, Schema},
    session::ErrorCause,
};

/// The codes that guards refuse messages with.
const OF_GUARDS: [&str; 2] = ["forbidden", "unauthorized"];

/// What the contract says of errors with one code.
struct Told {
    details: Details,
    /// Whether an error may list the fields that are not valid.
    lists_fields: bool,
}

enum Details {
    None,
    Anything,
    Optional(Schema),
    Required(Schema),
}

/// Whether a value is an error: the object that tells so by its status.
pub(super) fn is_error(value: &Value) -> bool {
    value.get("status").and_then(Value::as_str) == Some("error")
}

/// Checks an error. `message` is the name and the description of the message that has failed, if it is known.
///
/// # Errors
/// What is wrong, a line for each place.
pub(super) fn check_error(
    app: &AppContract,
    error: &Value,
    message: Option<(&str, &Message)>,
) -> Result<(), Vec<String>> {
    let told = match (error.get("code").and_then(Value::as_str), message) {
        (Some(code), Some((event, message))) => match told(code, message) {
            Some(told) => told,
            None => return Err(vec![unlisted(code, event, message)]),
        },
        _ => Told {
            details: Details::Anything,
            lists_fields: true,
        },
    };
    let cause = app.get().errors.cause;
    let schema = schema(told, cause, message.map(|(event, _)| event));
    app.schemas().check(app.get(), &schema, error)
}

/// What the contract says of this code; `None` if the message does not fail with it.
fn told(code: &str, message: &Message) -> Option<Told> {
    let errors = &message.errors;
    // A guard, a pipe or a filter may add to what the method's own errors say.
    let is_open = match errors.other {
        OtherCodes::None => false,
        OtherCodes::Around => OF_GUARDS.contains(&code),
        OtherCodes::Any => true,
    };
    let is_of_runtime = Errors::OF_RUNTIME.contains(&code);
    let known = errors.codes.get(code);
    let limit = (code == "too_many_requests" && !message.limits.is_empty()).then(retry_after);
    let of_code = known.and_then(|known| known.details.clone());
    let schema = match (of_code, limit) {
        (Some(one), Some(other)) => Some(json!({ "anyOf": [one, other] })),
        (one, other) => one.or(other),
    };
    let details = match schema {
        _ if is_open => Details::Anything,
        Some(schema) => {
            let is_required = known.is_some_and(|known| !known.details_optional);
            if is_required && !is_of_runtime {
                Details::Required(schema)
            } else {
                Details::Optional(schema)
            }
        }
        None if errors.other != OtherCodes::None => Details::Anything,
        None if known.is_some() || is_of_runtime => Details::None,
        None => return None,
    };
    Some(Told {
        details,
        lists_fields: errors.other != OtherCodes::None
            || (code == "bad_request" && message.validated),
    })
}

/// The details of an error above a limit.
fn retry_after() -> Schema {
    json!({
        "type": "object",
        "properties": { "retryAfterMs": { "type": "integer", "minimum": 0 } },
        "required": ["retryAfterMs"],
    })
}

fn schema(told: Told, cause: ErrorCause, event: Option<&str>) -> Schema {
    let text = || json!({ "type": "string" });
    let mut required = vec!["status", "code", "message"];
    let details = match told.details {
        Details::None => json!(false),
        Details::Anything => json!(true),
        Details::Optional(schema) => schema,
        Details::Required(schema) => {
            required.push("details");
            schema
        }
    };
    let fields = if told.lists_fields {
        json!({
            "type": "array",
            "items": {
                "type": "object",
                "properties": { "path": text(), "message": text() },
                "required": ["path", "message"],
            },
        })
    } else {
        json!(false)
    };
    let pattern = match event {
        Some(event) => json!({ "const": event }),
        None => text(),
    };
    let cause = match cause {
        ErrorCause::None => json!(false),
        ErrorCause::Pattern | ErrorCause::PatternAndPayload => json!({
            "type": "object",
            "properties": { "pattern": pattern },
            "required": ["pattern"],
        }),
    };
    json!({
        "type": "object",
        "properties": {
            "status": { "const": "error" },
            "code": text(),
            "message": text(),
            "details": details,
            "errors": fields,
            "cause": cause,
        },
        "required": required,
    })
}

fn unlisted(code: &str, event: &str, message: &Message) -> String {
    let own = message.errors.codes.keys().map(String::as_str);
    let of_runtime = Errors::OF_RUNTIME.into_iter();
    let of_runtime = of_runtime.filter(|code| !message.errors.codes.contains_key(*code));
    let listed: Vec<&str> = own.chain(of_runtime).collect();
    format!(
        "`code`: {} is not among the errors of `{event}`: {}",
        shown(&code.into()),
        listed.join(", ")
    )
}
