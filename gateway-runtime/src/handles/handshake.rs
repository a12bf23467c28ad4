//! `Handshake` is what is known of a client before its first message.

use std::{fmt, net::SocketAddr, sync::Arc};

use http::{HeaderMap, Uri, request::Parts};
use serde::de::DeserializeOwned;

#[cfg(feature = "admin-ui")]
use crate::proxies::is_encrypted;
use crate::{
    error::WsError, options::Transport, protocol::RawSocket, proxies::client_address,
    session::Session,
};

/// The request with which a client connected, and what the client sent with CONNECT: socket.io's
/// `socket.handshake`. Methods and hooks can take a handshake as a parameter.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Deserialize)]
/// struct Auth { token: String }
///
/// #[websocket_gateway]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[on_gateway_connection]
///     async fn joined(&self, handshake: Handshake) -> Result<(), WsError> {
///         let Auth { token } = handshake.auth()?;              // io(url, { auth: { token } })
///         if token != "secret" {
///             return Err(WsError::unauthorized("the token is wrong"));
///         }
///         println!(
///             "{:?} by {:?} with {}",
///             handshake.remote_address(),
///             handshake.transport(),
///             handshake.header("user-agent").unwrap_or("something"),
///         );
///         Ok(())
///     }
/// }
/// ```
#[derive(Clone)]
pub struct Handshake {
    raw: RawSocket,
    session: Arc<Session>,
}

impl Handshake {
    pub(crate) fn new(raw: RawSocket, session: Arc<Session>) -> Self {
        Self { raw, session }
    }

    /// Decodes what the client passed as `auth`, as a parameter marked `#[handshake_auth]` does. If the client
    /// passed no `auth`, an `Option` is `None`, and every other type is decoded from an object without members.
    ///
    /// # Errors
    /// `bad_request` with the path of the value that does not decode.
    pub fn auth<T: DeserializeOwned>(&self) -> Result<T, WsError> {
        self.session.auth().decode()
    }

    /// The headers of the request, with the client's `extraHeaders`. Browsers send these only while they poll.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.request().headers
    }

    /// One header; `None` if the header is missing or is not text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().get(name)?.to_str().ok()
    }

    /// The URI of the request.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.request().uri
    }

    /// Decodes the query of the request: what the client passed as `query`, beside the protocol's own
    /// parameters (`EIO`, `transport`).
    ///
    /// # Errors
    /// `bad_request` if the query does not decode as `T`.
    pub fn query<T: DeserializeOwned>(&self) -> Result<T, WsError> {
        query_of(self.uri().query().unwrap_or_default())
    }

    /// The address of the client: the peer of the connection or, where that is a proxy that the app trusts, the
    /// address that the proxy has written down (see [`trust_proxies`](crate::GatewayAppBuilder::trust_proxies)), with
    /// the port 0 if the proxy does not write down ports. A proxy that is not trusted counts as the client.
    ///
    /// `None` if the HTTP server does not provide the address. The app's own `listen` and `serve` do; a server of
    /// yours provides axum's `ConnectInfo<SocketAddr>`. The [extension](Self::extension) of that type is the peer of the
    /// connection in any case.
    #[must_use]
    pub fn remote_address(&self) -> Option<SocketAddr> {
        client_address(&self.request().extensions)
    }

    /// Whether the client's connection is encrypted, as far as the app can know.
    #[cfg(feature = "admin-ui")]
    pub(crate) fn is_encrypted(&self) -> bool {
        let request = self.request();
        is_encrypted(&request.headers, &request.extensions)
    }

    /// How packets travel at the moment. The transport changes when the client upgrades.
    #[must_use]
    pub fn transport(&self) -> Transport {
        self.raw.transport()
    }

    /// The version of the Engine.IO protocol that the client speaks: 4, or 3 for clients of
    /// Socket.IO 2, which need the feature `v3`.
    #[must_use]
    pub fn engine_io_version(&self) -> u8 {
        self.raw.engine_io_version()
    }

    /// A clone of a value that a tower layer put on the request. A method can take the value as a parameter,
    /// [`Extension`](crate::Extension).
    #[must_use]
    pub fn extension<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        self.request().extensions.get::<T>().cloned()
    }

    fn request(&self) -> &Parts {
        self.raw.request()
    }
}

/// What the text of a query says.
pub(super) fn query_of<T: DeserializeOwned>(query: &str) -> Result<T, WsError> {
    serde_urlencoded::from_str(query)
        .map_err(|error| WsError::bad_request(format!("invalid query: {error}")))
}

/// Leaves out the headers and the auth, which hold secrets.
impl fmt::Debug for Handshake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handshake")
            .field("path", &self.uri().path())
            .field("transport", &self.transport())
            .finish_non_exhaustive()
    }
}
