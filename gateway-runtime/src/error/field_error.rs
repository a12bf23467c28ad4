//! One wrong field of a body.

use serde::Serialize;

/// One field that a validation found wrong, as the client gets it in `errors`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FieldError {
    /// Where in the body, for example `items[0].amount`; empty for the body itself.
    pub path: String,
    /// What is wrong with it, for people.
    pub message: String,
}

impl FieldError {
    /// The field at `path` and what is wrong with it.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }
}
