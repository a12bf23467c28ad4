//! `Auth` is what a client has sent with CONNECT.

use serde::de::DeserializeOwned;

use crate::{
    error::WsError,
    protocol::{Contents, Packet},
    wire::connect_payload,
};

/// Kept in as little memory as possible, since every socket has one: nothing for a client that has sent nothing.
pub(crate) struct Auth(Option<Box<Packet>>);

impl Auth {
    /// A copy, since the packet is a slice of a read buffer, which it would keep alive.
    pub(crate) fn new(auth: Option<&Packet>) -> Self {
        let sent = auth.filter(|auth| !matches!(auth.contents(), Contents::Text("" | "{}")));
        Self(sent.map(|auth| Box::new(auth.copied())))
    }

    /// Decodes it; nothing is `None`, or an object without members.
    pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T, WsError> {
        connect_payload(self.0.as_deref())
    }
}
