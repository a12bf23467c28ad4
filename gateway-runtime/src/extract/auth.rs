//! What a client sent with CONNECT.

use socketioxide_core::Value;

use crate::{
    error::WsError,
    message::{Body, Missing},
    server::Namespace,
};

/// Kept in as little as it takes, since every socket has one: nothing for a client that sent none.
pub(crate) struct Auth(Option<Payload>);

enum Payload {
    Text(Box<str>),
    Packed(Box<[u8]>),
}

impl Auth {
    /// A copy, since the packet is a slice of a read buffer, which it would keep alive.
    pub(crate) fn new(auth: Option<&Value>) -> Self {
        Self(match auth {
            None => None,
            Some(Value::Str(text, _)) if matches!(text.as_str(), "" | "{}") => None,
            Some(Value::Str(text, _)) => Some(Payload::Text(text.as_str().into())),
            Some(Value::Bytes(bytes)) => Some(Payload::Packed(bytes.as_ref().into())),
        })
    }

    /// Decodes it; no payload is `None`, or an object without members.
    pub(crate) fn decode<T: Body>(&self, namespace: &Namespace) -> Result<T, WsError> {
        let decoded = match &self.0 {
            None => match T::deserialize(Missing) {
                Ok(absent) => return Ok(absent),
                Err(_) => text("{}"),
            },
            Some(Payload::Text(payload)) => text(payload),
            Some(Payload::Packed(bytes)) => namespace.decode_auth(bytes),
        };
        decoded.map_err(|reason| WsError::bad_request(format!("invalid handshake auth: {reason}")))
    }
}

fn text<T: Body>(text: &str) -> Result<T, String> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let (path, reason) = (error.path().to_string(), error.inner().to_string());
        // Line and column mean nothing to the client.
        let reason = reason
            .rsplit_once(" at line ")
            .map_or(reason.as_str(), |(reason, _)| reason);
        if path == "." {
            reason.to_owned()
        } else {
            format!("`{path}`: {reason}")
        }
    })
}
