//! `Call` is what an enhancer knows of the message that is to be handled.

use crate::handles::{Handshake, Socket};

/// What an enhancer knows of the message that is to be handled.
#[derive(Clone)]
pub struct Call {
    socket: Socket,
}

impl Call {
    /// The client.
    #[must_use]
    pub fn socket(&self) -> &Socket {
        &self.socket
    }

    /// The request with which the client connected, and what the client sent as `auth`.
    #[must_use]
    pub fn handshake(&self) -> Handshake {
        self.socket.handshake()
    }
}
