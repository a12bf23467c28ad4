//! `ErrorObject` is an error as a client gets it.

use std::fmt;

use serde::{Deserialize, de::DeserializeOwned};

/// An error as a client gets it, as the acknowledgement or as the event `exception`:
/// `{ status: "error", code, message, cause, details, errors }` (docs/guarantees.md, 9).
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ErrorObject {
    status: Status,
    code: String,
    message: String,
    cause: Option<Cause>,
    details: Option<serde_json::Value>,
    #[serde(default)]
    errors: Vec<Field>,
}

/// The status that makes an object an error.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
enum Status {
    #[serde(rename = "error")]
    Error,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Cause {
    pattern: String,
    data: Option<serde_json::Value>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Field {
    path: String,
    message: String,
}

impl ErrorObject {
    /// What kind of error it is: `bad_request`, or a code of the application.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What is said to people.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The name of the event that the error is about; `None` if the app does not tell causes.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        self.cause.as_ref().map(|cause| cause.pattern.as_str())
    }

    /// What the client had sent, if the app tells that (`ErrorCause::PatternAndPayload`).
    #[must_use]
    pub fn cause_data(&self) -> Option<&serde_json::Value> {
        self.cause.as_ref()?.data.as_ref()
    }

    /// The details that the handler gave; `None` if there are none, or if they are something else than `T`.
    #[must_use]
    pub fn details<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_value(self.details.clone()?).ok()
    }

    /// The fields that a validation has refused: path and message of each.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let errors = self.errors.iter();
        errors.map(|field| (field.path.as_str(), field.message.as_str()))
    }
}

impl fmt::Display for ErrorObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for ErrorObject {}
