//! What belongs to a socket.

use super::{ConnectionContext, DisconnectContext};
use crate::{handles::Socket, message::Message};

/// What parameters that depend on the connection alone are taken from.
pub trait OfSocket {
    /// The socket.
    fn socket(&self) -> Socket;
}

impl OfSocket for Message {
    fn socket(&self) -> Socket {
        self.socket()
    }
}

impl OfSocket for ConnectionContext {
    fn socket(&self) -> Socket {
        self.socket().clone()
    }
}

impl OfSocket for DisconnectContext {
    fn socket(&self) -> Socket {
        self.socket().clone()
    }
}
