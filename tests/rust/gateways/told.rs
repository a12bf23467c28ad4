//! `told` is an error as a client has to get it: nothing is in it but what is named here.

use gateway_runtime::testing::ErrorObject;
use serde_json::{Value, json};

/// An error about an event, with no details and no fields.
pub(crate) fn told(code: &str, message: &str, event: &str) -> ErrorObject {
    serde_json::from_value(written(code, message, event)).unwrap()
}

/// The same with details.
pub(crate) fn told_with(code: &str, message: &str, event: &str, details: Value) -> ErrorObject {
    let mut error = written(code, message, event);
    error["details"] = details;
    serde_json::from_value(error).unwrap()
}

/// All that a client is told of what is not meant for clients.
pub(crate) fn internal(event: &str) -> ErrorObject {
    told("internal", "Internal server error", event)
}

/// An error as it is on the wire.
pub(crate) fn written(code: &str, message: &str, event: &str) -> Value {
    json!({ "status": "error", "code": code, "message": message, "cause": { "pattern": event } })
}
