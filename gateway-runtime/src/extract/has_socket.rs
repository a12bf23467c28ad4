//! `HasSocket` marks the contexts that a client's socket belongs to: all but that of an init hook.

use std::borrow::Borrow;

use super::{ConnectionContext, DisconnectContext};
use crate::{handles::Socket, message::Message};

/// What parameters that depend on the connection alone are taken from.
pub trait HasSocket {
    /// The socket.
    fn socket(&self) -> impl Borrow<Socket>;
}

impl HasSocket for Message {
    fn socket(&self) -> impl Borrow<Socket> {
        Self::socket(self)
    }
}

impl HasSocket for ConnectionContext {
    fn socket(&self) -> impl Borrow<Socket> {
        Self::socket(self)
    }
}

impl HasSocket for DisconnectContext {
    fn socket(&self) -> impl Borrow<Socket> {
        Self::socket(self)
    }
}
