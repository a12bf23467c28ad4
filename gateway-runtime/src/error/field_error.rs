//! `FieldError` is a field of a body that a validation refused.

use serde::Serialize;

/// One field that a validation found wrong, as the client gets it in `errors`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FieldError {
    /// Where the field is in the body, for example `items[0].amount`; empty for the body itself.
    pub path: String,
    /// What is wrong with the field, in words for people.
    pub message: String,
}

impl FieldError {
    /// The error that `message` describes, in the field at `path`.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }
}
