//! `Auth` is what a client has sent with CONNECT.

use serde::de::DeserializeOwned;

use crate::{
    error::WsError,
    protocol::{Contents, Packet},
    wire::connect_payload,
};

/// What one client has sent with CONNECT. The packet is boxed, and left out if the client has sent nothing,
/// since every socket has an `Auth`.
pub(crate) struct Auth(Option<Box<Packet>>);

impl Auth {
    /// Copies the packet, which is a slice of a read buffer and would keep the whole buffer alive.
    pub(crate) fn new(auth: Option<&Packet>) -> Self {
        let sent = auth.filter(|auth| !matches!(auth.contents(), Contents::Text("" | "{}")));
        Self(sent.map(|auth| Box::new(auth.copied())))
    }

    /// Decodes the auth. If the client has sent nothing, an `Option` is `None`, and every other type is decoded
    /// from an object without members.
    pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T, WsError> {
        connect_payload(self.0.as_deref())
    }
}
