//! Why an argument could not be decoded.

use serde::{Deserializer, de::DeserializeOwned};

use crate::error::WsError;

/// The reason, before the event's name is added.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct Undecodable(String);

impl Undecodable {
    /// The client did not send the argument with this number.
    pub(super) fn missing(argument: usize) -> Self {
        Self(format!("argument {argument} is missing"))
    }

    /// The first argument has no such member.
    pub(super) fn missing_member(key: &str) -> Self {
        Self(format!("`{key}` is missing"))
    }

    /// A member is something else than its type.
    pub(super) fn member(key: &str, error: &serde_json::Error) -> Self {
        Self(format!("`{key}`: {}", plain(error)))
    }

    /// What the client acknowledged with is no array, or goes on behind it.
    pub(super) fn no_arguments() -> Self {
        Self("it is no list of arguments".to_owned())
    }

    /// The packet as a whole.
    pub(super) fn packet(error: &serde_json::Error) -> Self {
        Self(plain(error))
    }

    /// The error for a client that wants to connect.
    pub(super) fn in_auth(&self) -> WsError {
        WsError::bad_request(format!("invalid handshake auth: {}", self.0))
    }

    /// The error for the client.
    pub(super) fn in_event(&self, event: &str) -> WsError {
        WsError::bad_request(format!("invalid body of `{event}`: {}", self.0))
    }
}

/// Decodes slowly, to say where the argument is wrong.
pub(super) fn with_path<'de, T: DeserializeOwned>(
    deserializer: impl Deserializer<'de, Error = serde_json::Error>,
    argument: usize,
) -> Result<T, Undecodable> {
    serde_path_to_error::deserialize(deserializer).map_err(|error| at_path(&error, argument))
}

/// The words for it, which are the same for all types.
fn at_path(error: &serde_path_to_error::Error<serde_json::Error>, argument: usize) -> Undecodable {
    let (path, reason) = (error.path().to_string(), plain(error.inner()));
    let argument = if argument == 1 {
        String::new()
    } else {
        format!("argument {argument}: ")
    };
    Undecodable(if path == "." {
        format!("{argument}{reason}")
    } else {
        format!("{argument}`{path}`: {reason}")
    })
}

/// The reason without `serde_json`'s line and column, which mean nothing to the client.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.clone(), |(reason, _)| reason.to_owned())
}
