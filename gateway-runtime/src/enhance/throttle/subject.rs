//! `Subject` is a message that a limiter checks.

use std::{net::IpAddr, sync::Arc};

use super::by::KeyFunction;
use crate::{
    enhance::{Call, Target},
    message::Message,
    protocol::SocketId,
};

/// A message that a limiter checks. A limiter asks only for what its throttle counts by.
pub(crate) trait Subject {
    /// The socket that the message came from.
    fn socket(&self) -> SocketId;

    /// The peer of the connection; `None` if the HTTP server does not tell it.
    fn address(&self) -> Option<IpAddr>;

    /// What `function`, which is a user's, says of the message.
    fn key(&self, function: &KeyFunction) -> String;
}

/// A message in front of its method.
pub(crate) struct MessageSubject<'a> {
    pub(crate) message: &'a Message,
    pub(crate) target: &'a Arc<Target>,
}

impl Subject for MessageSubject<'_> {
    fn socket(&self) -> SocketId {
        self.message.route().socket.id()
    }

    fn address(&self) -> Option<IpAddr> {
        let address = self.message.socket().handshake().remote_address()?;
        Some(address.ip())
    }

    fn key(&self, function: &KeyFunction) -> String {
        function(&Call::of_message(self.message, self.target))
    }
}
