//! `HasSocket` marks the contexts that have the socket of a client: all but that of an init hook.

use std::borrow::Borrow;

use super::{ConnectionContext, DisconnectContext};
use crate::{handles::Socket, message::Message};

/// A context with the socket of a client, from which parameters that depend on the connection alone are taken.
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
