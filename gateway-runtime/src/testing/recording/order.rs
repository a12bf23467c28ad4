//! `Order` is what a service has sockets do, other than to get an event.

use std::fmt;

use super::record::quoted;

/// What sockets were made to do: [`Sent::order`](super::Sent::order) gives the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Order {
    /// To join these rooms: `server.to(..).join(..)`.
    Join(Vec<String>),
    /// To leave these rooms: `server.to(..).leave(..)`.
    Leave(Vec<String>),
    /// To leave the namespace: `server.to(..).disconnect()`.
    Disconnect,
    /// To end their whole connections: `server.to(..).close()`.
    Close,
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Join(rooms) => write!(f, "join {}", quoted(rooms)),
            Self::Leave(rooms) => write!(f, "leave {}", quoted(rooms)),
            Self::Disconnect => f.write_str("disconnect"),
            Self::Close => f.write_str("close"),
        }
    }
}
