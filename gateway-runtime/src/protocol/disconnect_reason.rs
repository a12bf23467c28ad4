//! `DisconnectReason` is why a socket left.

use std::fmt;

/// Why a socket left: a parameter of methods marked `#[on_gateway_disconnect]`. The reason is displayed as the
/// text that socket.io uses on Node.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[on_gateway_disconnect]
///     async fn left(&self, socket: Socket, reason: DisconnectReason) {
///         println!("{} has left {:?}: {reason}", socket.id(), socket.rooms());
///     }
/// }
///
/// assert_eq!(DisconnectReason::PingTimeout.to_string(), "ping timeout");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DisconnectReason {
    /// The client called `disconnect()`.
    ClientNamespaceDisconnect,
    /// The server called [`Socket::disconnect`](crate::Socket::disconnect) or [`Socket::close`](crate::Socket::close),
    /// or refused the socket.
    ServerNamespaceDisconnect,
    /// The server is shutting down.
    ServerShuttingDown,
    /// The connection was closed, for example because the page was left or the network went away.
    TransportClose,
    /// The connection broke.
    TransportError,
    /// The client did not answer a ping in time.
    PingTimeout,
    /// The client sent something that does not follow the protocol.
    ParseError,
}

impl DisconnectReason {
    /// Whether the whole connection has ended with the socket: its sockets in other namespaces leave too.
    pub(crate) fn ends_connection(self) -> bool {
        match self {
            Self::ClientNamespaceDisconnect
            | Self::ServerNamespaceDisconnect
            | Self::ServerShuttingDown => false,
            Self::TransportClose | Self::TransportError | Self::PingTimeout | Self::ParseError => {
                true
            }
        }
    }

    /// All of them.
    #[cfg(feature = "metrics")]
    pub(crate) const ALL: [Self; 7] = [
        Self::ClientNamespaceDisconnect,
        Self::ServerNamespaceDisconnect,
        Self::ServerShuttingDown,
        Self::TransportClose,
        Self::TransportError,
        Self::PingTimeout,
        Self::ParseError,
    ];

    /// The text that socket.io uses on Node.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::ClientNamespaceDisconnect => "client namespace disconnect",
            Self::ServerNamespaceDisconnect => "server namespace disconnect",
            Self::ServerShuttingDown => "server shutting down",
            Self::TransportClose => "transport close",
            Self::TransportError => "transport error",
            Self::PingTimeout => "ping timeout",
            Self::ParseError => "parse error",
        }
    }
}

impl fmt::Display for DisconnectReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<socketioxide::socket::DisconnectReason> for DisconnectReason {
    fn from(reason: socketioxide::socket::DisconnectReason) -> Self {
        use socketioxide::socket::DisconnectReason as Theirs;
        match reason {
            Theirs::TransportClose => Self::TransportClose,
            Theirs::MultipleHttpPollingError | Theirs::PacketParsingError => Self::ParseError,
            Theirs::TransportError => Self::TransportError,
            Theirs::HeartbeatTimeout => Self::PingTimeout,
            Theirs::ClientNSDisconnect => Self::ClientNamespaceDisconnect,
            Theirs::ServerNSDisconnect => Self::ServerNamespaceDisconnect,
            Theirs::ClosingServer => Self::ServerShuttingDown,
        }
    }
}
