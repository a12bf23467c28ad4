//! `RemoteHandshake` is what all servers may know of the request with which a client connected to one of them.

use std::{fmt, net::SocketAddr};

use super::handshake::Handshake;

/// The headers that servers tell each other.
///
/// A list of what may travel, and not of what may not: what servers tell each other can be read by whoever reads the
/// backend, and may lie in its tables for a minute; and which other header is a secret, nobody knows but the app.
const HEADERS: [&str; 8] = [
    "accept-language",
    "forwarded",
    "host",
    "origin",
    "user-agent",
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-real-ip",
];

/// The handshake of a [`RemoteSocket`](crate::RemoteSocket): the address of the client, and those of its headers that
/// are no secrets. These are `Accept-Language`, `Forwarded`, `Host`, `Origin`, `User-Agent`,
/// `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Real-IP`.
///
/// Cookies, `Authorization`, all other headers, the query and the `auth` stay on the server that the client is connected
/// to; on Node all of them travel. What the other servers need of these is shared by
/// [`Socket::share_data`](crate::Socket::share_data).
#[derive(Clone, Copy)]
pub struct RemoteHandshake<'a> {
    address: Option<SocketAddr>,
    headers: &'a [(String, String)],
}

impl<'a> RemoteHandshake<'a> {
    pub(super) fn new(address: Option<SocketAddr>, headers: &'a [(String, String)]) -> Self {
        Self { address, headers }
    }

    /// The headers of a handshake that may travel.
    pub(super) fn headers_of(handshake: &Handshake) -> Vec<(String, String)> {
        let headers = HEADERS.iter().filter_map(|&name| {
            let value = handshake.header(name)?;
            Some((name.to_owned(), value.to_owned()))
        });
        headers.collect()
    }

    /// The peer of the connection: see [`Handshake::remote_address`].
    #[must_use]
    pub fn remote_address(&self) -> Option<SocketAddr> {
        self.address
    }

    /// One header, by its name in any casing; `None` if the header is missing, is not text, or does not travel.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value)
    }
}

/// Leaves out the values of the headers.
impl fmt::Debug for RemoteHandshake<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteHandshake")
            .field("remote_address", &self.address)
            .finish_non_exhaustive()
    }
}
