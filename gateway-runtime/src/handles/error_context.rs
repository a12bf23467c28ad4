//! `ErrorContext` says where an error came from.

use super::socket::Socket;

/// Where an error came from, for [`on_error`](crate::GatewayAppBuilder::on_error).
#[derive(Debug)]
pub struct ErrorContext<'a> {
    event: Option<&'a str>,
    socket: &'a Socket,
}

impl<'a> ErrorContext<'a> {
    pub(crate) fn new(event: Option<&'a str>, socket: &'a Socket) -> Self {
        Self { event, socket }
    }

    /// The event whose message failed; `None` when a guard refused a client that wants to connect, and
    /// when a connection hook failed.
    #[must_use]
    pub fn event(&self) -> Option<&'a str> {
        self.event
    }

    /// The socket whose message, guard or connection hook failed.
    #[must_use]
    pub fn socket(&self) -> &'a Socket {
        self.socket
    }
}
