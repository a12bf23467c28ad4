//! `Refused` is what a client is told that is not let in.

use std::fmt;

use http::StatusCode;
use serde::{Deserialize, de::DeserializeOwned};

use super::engine::NotOpened;
use crate::{protocol::Packet, wire::read_value};

/// Why a client was not let in: the `connect_error` of a namespace, or the refusal of the HTTP request with which the
/// client wanted to connect.
///
/// A connection hook that refuses a client is no `Refused`: the client is let in, gets the event `exception`, and is
/// disconnected (docs/guarantees.md, 3).
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    status: Option<StatusCode>,
    message: String,
    data: Option<serde_json::Value>,
}

impl Refused {
    /// The `connect_error` of a namespace: `{ message, data }`.
    pub(super) fn by_namespace(payload: &Packet) -> Self {
        #[derive(Deserialize)]
        struct ConnectError {
            message: String,
            data: Option<serde_json::Value>,
        }
        match read_value::<ConnectError>(payload) {
            Ok(error) => Self {
                status: None,
                message: error.message,
                data: error.data,
            },
            Err(error) => Self::because(format!("a CONNECT_ERROR without a message: {error}")),
        }
    }

    /// The answer to the request; of a refusal of Engine.IO the message in it.
    pub(super) fn by_endpoint(not_opened: NotOpened) -> Self {
        #[derive(Deserialize)]
        struct Body {
            message: String,
        }
        let NotOpened { status, text } = not_opened;
        let body = serde_json::from_str::<Body>(&text);
        Self {
            status,
            message: body.map_or(text, |body| body.message),
            data: None,
        }
    }

    pub(super) fn because(message: String) -> Self {
        Self {
            status: None,
            message,
            data: None,
        }
    }

    /// The message: that of a guard's error, or of the endpoint.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The status of the HTTP response, if it was the request that was refused, for example because of its origin.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The `data` of a `connect_error`; `None` if there is none, or if it is something else than `T`.
    #[must_use]
    pub fn data<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_value(self.data.clone()?).ok()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(status) = self.status {
            write!(f, "{status}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refused {}
