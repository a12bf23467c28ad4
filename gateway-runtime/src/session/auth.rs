//! What a client sent with CONNECT.

use bytes::Bytes;
use serde::de::DeserializeOwned;
use socketioxide_core::{Str, Value};

use crate::{error::WsError, wire::connect_payload};

/// Kept in as little as it takes, since every socket has one: nothing for a client that sent none.
pub(crate) struct Auth(Option<Box<Value>>);

impl Auth {
    /// A copy, since the packet is a slice of a read buffer, which it would keep alive.
    pub(crate) fn new(auth: Option<&Value>) -> Self {
        let copy = match auth {
            None => None,
            Some(Value::Str(text, _)) if matches!(text.as_str(), "" | "{}") => None,
            Some(Value::Str(text, _)) => {
                Some(Value::Str(Str::copy_from_slice(text.as_str()), None))
            }
            Some(Value::Bytes(bytes)) => Some(Value::Bytes(Bytes::copy_from_slice(bytes))),
        };
        Self(copy.map(Box::new))
    }

    /// Decodes it; nothing is `None`, or an object without members.
    pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T, WsError> {
        connect_payload(self.0.as_deref())
    }
}
