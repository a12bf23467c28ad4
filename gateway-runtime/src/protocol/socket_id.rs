//! `SocketId` is the id of a socket.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use socketioxide::socket::Sid;

/// How many characters the ids of this crate's servers have.
const SHORTEST: u8 = 16;
/// How many characters an id may have. Those of Node's servers have 20.
const LONGEST: u8 = 24;

/// The id of a socket, the same text as `socket.id` in the client. The id is also the name of a room that only
/// this socket is in, so `server.to(id)` reaches the socket.
///
/// Ids of this crate's servers have 16 characters, and those of Node's servers, which may
/// [share rooms](crate::RedisOptions::node_compatible) with them, have 20. All are characters of URL-safe base64.
///
/// A socket id may be shown to other users, since it does not let them act as the client. A client that polls
/// proves its identity with the id of its session, `socket.io.engine.id` in the client, which is another id, as
/// on Node.
///
/// ```
/// use gateway_runtime::SocketId;
///
/// let id: SocketId = "AAAAAAAAAAAAAAHs".parse().unwrap();
/// assert_eq!(id.as_str(), "AAAAAAAAAAAAAAHs");
/// assert!("no id".parse::<SocketId>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId {
    /// Followed by zeros.
    text: [u8; LONGEST as usize],
    length: u8,
}

impl SocketId {
    /// Of a socket of this server.
    #[inline]
    pub(crate) fn of(sid: Sid) -> Self {
        let mut text = [0; LONGEST as usize];
        text[..SHORTEST as usize].copy_from_slice(sid.as_str().as_bytes());
        Self {
            text,
            length: SHORTEST,
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let text = self.text.get(..usize::from(self.length));
        // Every id is of ASCII, so that it is text.
        text.and_then(|text| str::from_utf8(text).ok())
            .unwrap_or_default()
    }

    /// The id as the protocol library has it; `None` if no socket of this server can have the id.
    pub(super) fn sid(&self) -> Option<Sid> {
        self.as_str().parse().ok()
    }

    /// Of a socket of this crate's servers; `None` for the id that stands for none.
    pub(super) fn known(sid: Sid) -> Option<Self> {
        (sid != Sid::ZERO).then(|| Self::of(sid))
    }

    /// An id of a socket that is nowhere, which differs from those with other numbers.
    #[cfg(feature = "testing")]
    pub(crate) fn numbered(number: usize) -> Self {
        // Each digit is a character of ids too.
        let id = format!("{number:016}").parse();
        Self::of(id.unwrap_or(Sid::ZERO))
    }
}

impl fmt::Display for SocketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for SocketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SocketId({self})")
    }
}

impl FromStr for SocketId {
    type Err = InvalidSocketId;

    fn from_str(id: &str) -> Result<Self, InvalidSocketId> {
        let is_of_ids = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let id = id.as_bytes();
        let length = u8::try_from(id.len()).map_err(|_| InvalidSocketId)?;
        if !(SHORTEST..=LONGEST).contains(&length) || !id.iter().all(is_of_ids) {
            return Err(InvalidSocketId);
        }
        let mut text = [0; LONGEST as usize];
        text[..id.len()].copy_from_slice(id);
        Ok(Self { text, length })
    }
}

impl Serialize for SocketId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for SocketId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text)
    }
}

/// Reads an id without a copy of its text.
struct Text;

impl de::Visitor<'_> for Text {
    type Value = SocketId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a socket id")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<SocketId, E> {
        text.parse().map_err(E::custom)
    }
}

/// The error for a text that is not a socket id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a socket id: 16 to 24 characters of the URL-safe base64 alphabet")]
pub struct InvalidSocketId;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_both_kinds_of_servers_are_read_and_written() {
        for text in [
            "AAAAAAAAAAAAAAHs",
            "Ptf-7Q3wVl2sDk_aAAAB",
            "uPDOlHpPjTBYrdKdAAAd",
        ] {
            let id: SocketId = text.parse().expect("is an id");
            assert_eq!(id.to_string(), text);
            assert_eq!(serde_json::to_value(id).ok(), Some(text.into()));
            assert_eq!(serde_json::from_value(text.into()).ok(), Some(id));
            assert_eq!(id.sid().is_some(), text.len() == 16);
        }
        let long = "A".repeat(25);
        for text in ["", "no id", "AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAA s", &long] {
            assert_eq!(text.parse::<SocketId>(), Err(InvalidSocketId), "{text}");
        }
    }

    #[test]
    fn the_id_of_nobody_is_unknown() {
        assert_eq!(SocketId::known(Sid::ZERO), None);
        let sid = Sid::new();
        assert_eq!(SocketId::known(sid), Some(SocketId::of(sid)));
        assert_eq!(SocketId::of(sid).sid(), Some(sid));
    }
}
