//! `SocketId` is the id of a socket.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use socketioxide::socket::Sid;

/// The id of a socket, the same text as `socket.id` in the client. The id is also the name of a room that only
/// this socket is in, so `server.to(id)` reaches the socket.
///
/// A socket id may be shown to other users, since it does not let them act as the client. A client that polls
/// proves its identity with the id of its session, `socket.io.engine.id` in the client, which is another id, as
/// on Node.
///
/// ```
/// use gateway_runtime::SocketId;
///
/// let id: SocketId = "AAAAAAAAAAAAAAHs".parse().unwrap();
/// assert_eq!(id.to_string(), "AAAAAAAAAAAAAAHs");
/// assert!("no id".parse::<SocketId>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SocketId(pub(super) Sid);

impl SocketId {
    /// An id of a socket that is nowhere, which differs from those with other numbers.
    #[cfg(feature = "testing")]
    pub(crate) fn numbered(number: usize) -> Self {
        // Each digit is a character of ids too.
        let id = format!("{number:016}").parse();
        Self(id.unwrap_or(Sid::ZERO))
    }
}

impl fmt::Display for SocketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for SocketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SocketId({})", self.0)
    }
}

impl FromStr for SocketId {
    type Err = InvalidSocketId;

    fn from_str(text: &str) -> Result<Self, InvalidSocketId> {
        text.parse().map(Self).map_err(|_| InvalidSocketId)
    }
}

/// The error for a text that is not a socket id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a socket id: sixteen characters of the URL-safe base64 alphabet")]
pub struct InvalidSocketId;
