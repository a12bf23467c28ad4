//! `told` is the error object that a client gets.

use gateway_runtime::testing::ErrorObject;
use serde_json::json;

/// An error of this code about this event, with this message and nothing else.
pub(crate) fn told(code: &str, event: &str, message: &str) -> ErrorObject {
    let object = json!({
        "status": "error",
        "code": code,
        "message": message,
        "cause": { "pattern": event },
    });
    serde_json::from_value(object).unwrap()
}

/// What is said of an error that is the app's own: nothing more than that there is one.
pub(crate) fn internal(event: &str) -> ErrorObject {
    told("internal", event, "Internal server error")
}
