//! `ErrorContext` says where an error came from.

use crate::socket::Socket;

/// Where an error came from, for [`on_error`](crate::GatewayAppBuilder::on_error).
#[derive(Debug)]
pub struct ErrorContext<'a> {
    pub(crate) event: Option<&'a str>,
    pub(crate) socket: &'a Socket,
}

impl<'a> ErrorContext<'a> {
    /// The event whose message failed; `None` when a connection hook failed.
    #[must_use]
    pub fn event(&self) -> Option<&'a str> {
        self.event
    }

    /// Whose message or connection it was.
    #[must_use]
    pub fn socket(&self) -> &'a Socket {
        self.socket
    }
}
