//! `RemoteHandshake` is what all servers may know of the request with which a client connected to one of them.

use std::{fmt, net::SocketAddr};

use serde::de::DeserializeOwned;

use super::handshake::{Handshake, query_of};
use crate::{
    error::{SharedDataError, WsError},
    protocol::SocketDescription,
};

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
/// to. What the other servers need of these is shared by [`Socket::share_data`](crate::Socket::share_data).
///
/// Between servers that speak [Node's language](crate::RedisOptions::node_compatible) all of the handshake travels, as it
/// does on Node.
#[derive(Clone, Copy)]
pub struct RemoteHandshake<'a>(&'a SocketDescription);

impl<'a> RemoteHandshake<'a> {
    pub(super) fn new(described: &'a SocketDescription) -> Self {
        Self(described)
    }

    /// The headers of a handshake that may travel.
    pub(super) fn headers_of(handshake: &Handshake) -> Vec<(String, String)> {
        let headers = HEADERS.iter().filter_map(|&name| {
            let value = handshake.header(name)?;
            Some((name.to_owned(), value.to_owned()))
        });
        headers.collect()
    }

    /// The address of the client: see [`Handshake::remote_address`]. Of a client of a Node server the port is not known,
    /// and is 0.
    #[must_use]
    pub fn remote_address(&self) -> Option<SocketAddr> {
        self.0.address
    }

    /// One header, by its name in any casing; `None` if the header is missing, is not text, or does not travel.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let mut headers = self.0.headers.iter();
        let (_, value) = headers.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// Decodes what the client passed as `auth`, as [`Handshake::auth`] does. `None` if the client passed nothing, or if
    /// it does not travel: see [`RemoteHandshake`].
    ///
    /// # Errors
    /// What the client passed does not decode as a `T`.
    pub fn auth<T: DeserializeOwned>(&self) -> Result<Option<T>, SharedDataError> {
        let auth = self
            .0
            .secrets
            .as_ref()
            .and_then(|secrets| secrets.auth.as_deref());
        let decoded = auth.map(|auth| serde_json::from_str(auth.get()));
        decoded.transpose().map_err(SharedDataError::new)
    }

    /// Decodes the query of the request, as [`Handshake::query`] does. `None` if the query does not travel: see
    /// [`RemoteHandshake`].
    ///
    /// # Errors
    /// `bad_request` if the query does not decode as a `T`.
    pub fn query<T: DeserializeOwned>(&self) -> Result<Option<T>, WsError> {
        let Some(secrets) = &self.0.secrets else {
            return Ok(None);
        };
        let query = secrets.url.split_once('?').map_or("", |(_, query)| query);
        query_of(query).map(Some)
    }
}

/// Leaves out the values of the headers.
impl fmt::Debug for RemoteHandshake<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteHandshake")
            .field("remote_address", &self.remote_address())
            .finish_non_exhaustive()
    }
}
