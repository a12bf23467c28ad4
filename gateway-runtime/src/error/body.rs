//! The error object on the wire.

use serde::Serialize;

use super::WsError;

/// Design, section 4, guarantee 9: what a client gets, as the acknowledgement or as `exception`.
/// The shape is NestJS's, with `code` and `details` added and without an echo of the payload.
#[derive(Serialize)]
pub(crate) struct ErrorBody {
    status: &'static str,
    code: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<serde_json::Value>,
    cause: Cause,
}

#[derive(Serialize)]
struct Cause {
    pattern: String,
}

impl ErrorBody {
    pub(crate) fn new(error: &WsError, pattern: &str) -> Self {
        Self {
            status: "error",
            code: error.code().to_owned(),
            message: error.message().to_owned(),
            details: error.details().cloned(),
            cause: Cause {
                pattern: pattern.to_owned(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_shape_has_no_details_key_without_details() {
        let body = ErrorBody::new(&WsError::conflict("twice"), "order");
        assert_eq!(
            serde_json::to_value(body).expect("serialises"),
            serde_json::json!({
                "status": "error", "code": "conflict", "message": "twice", "cause": { "pattern": "order" }
            })
        );
    }

    #[test]
    fn details_are_carried() {
        let error = WsError::bad_request("no").with_details(serde_json::json!({ "at": 3 }));
        let body = serde_json::to_value(ErrorBody::new(&error, "e")).expect("serialises");
        assert_eq!(body["details"], serde_json::json!({ "at": 3 }));
    }

    #[test]
    fn the_source_of_an_internal_error_stays_here() {
        let error = WsError::internal(std::io::Error::other("secret"));
        let body = serde_json::to_string(&ErrorBody::new(&error, "e")).expect("serialises");
        assert!(!body.contains("secret"), "{body}");
        assert_eq!(error.chain().as_deref(), Some("secret"));
    }
}
