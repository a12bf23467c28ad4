//! `ErrorBody` is the error object that a client gets.

use serde::Serialize;

use crate::{
    error::{FieldError, WsError},
    session::ErrorCause,
    wire::Echo,
};

/// What a client is told of an error, as the acknowledgement or as `exception` (docs/guarantees.md, 9).
/// The shape is NestJS's, with `code`, `details` and `errors` added, and the payload only on demand.
#[derive(Clone, Serialize)]
pub(crate) struct ErrorBody {
    status: &'static str,
    code: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Cause>,
}

#[derive(Clone, Serialize)]
struct Cause {
    pattern: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Echo>,
}

impl ErrorBody {
    /// `payload` is what the client sent, if the app wants it in the cause.
    pub(crate) fn new(
        error: &WsError,
        cause: ErrorCause,
        pattern: &str,
        payload: Option<Echo>,
    ) -> Self {
        let cause = (cause != ErrorCause::None).then(|| Cause {
            pattern: pattern.to_owned(),
            data: payload,
        });
        Self {
            status: "error",
            code: error.code().to_owned(),
            message: error.message().to_owned(),
            details: error.details().cloned(),
            errors: error.errors().to_vec(),
            cause,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(error: &WsError, cause: ErrorCause) -> serde_json::Value {
        let body = ErrorBody::new(error, cause, "order", None);
        serde_json::to_value(body).expect("serialises")
    }

    #[test]
    fn the_wire_shape_has_only_the_keys_that_have_values() {
        assert_eq!(
            body(&WsError::conflict("twice"), ErrorCause::Pattern),
            serde_json::json!({
                "status": "error", "code": "conflict", "message": "twice", "cause": { "pattern": "order" }
            })
        );
        assert_eq!(
            body(&WsError::conflict("twice"), ErrorCause::None),
            serde_json::json!({ "status": "error", "code": "conflict", "message": "twice" })
        );
    }

    #[test]
    fn details_and_fields_are_carried() {
        let error = WsError::bad_request("no").with_details(serde_json::json!({ "at": 3 }));
        assert_eq!(
            body(&error, ErrorCause::Pattern)["details"],
            serde_json::json!({ "at": 3 })
        );
        let error = WsError::invalid(vec![FieldError::new("name", "too short")]);
        assert_eq!(
            body(&error, ErrorCause::Pattern)["errors"],
            serde_json::json!([{ "path": "name", "message": "too short" }])
        );
    }

    #[test]
    fn the_source_of_an_internal_error_stays_here() {
        let error = WsError::internal(std::io::Error::other("secret"));
        let body = body(&error, ErrorCause::Pattern).to_string();
        assert!(!body.contains("secret"), "{body}");
        assert_eq!(error.chain().as_deref(), Some("secret"));
    }
}
