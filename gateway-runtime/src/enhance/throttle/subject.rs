//! `Subject` is a message that a limiter checks.

use std::{borrow::Borrow as _, net::IpAddr};

use super::by::KeyFunction;
use crate::{enhance::CallContext, extract::HasSocket, protocol::SocketId};

/// A message that a limiter checks. A limiter asks only for what its throttle counts by.
pub(crate) trait Subject {
    /// The socket that the message came from.
    fn socket(&self) -> SocketId;

    /// The peer of the connection; `None` if the HTTP server does not tell it.
    fn address(&self) -> Option<IpAddr>;

    /// What `function`, which is a user's, says of the message.
    fn key(&self, function: &KeyFunction) -> String;
}

impl Subject for CallContext<'_> {
    fn socket(&self) -> SocketId {
        HasSocket::socket(self).borrow().id()
    }

    fn address(&self) -> Option<IpAddr> {
        let socket = HasSocket::socket(self);
        let address = socket.borrow().handshake().remote_address()?;
        Some(address.ip())
    }

    fn key(&self, function: &KeyFunction) -> String {
        function(&self.call())
    }
}
