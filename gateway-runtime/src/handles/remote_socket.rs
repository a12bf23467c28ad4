//! `RemoteSocket` is a socket of any server, as `fetch_sockets` gives it.

use std::{fmt, marker::PhantomData, sync::Arc};

use serde::de::DeserializeOwned;

use super::{broadcast::Broadcast, emit::Emit, remote_handshake::RemoteHandshake, rooms::Rooms};
use crate::{
    error::{EmitError, SharedDataError},
    event::EmittedBy,
    protocol::{SocketDescription, SocketId},
    session::Namespace,
    wire::Payload,
};

/// A socket of the namespace that may be connected to another server: socket.io's `RemoteSocket`.
/// [`fetch_sockets`](crate::Broadcast::fetch_sockets) gives a copy of what each socket was at that moment, and what is
/// done by the copy is done to the socket, wherever it is.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Serialize, Deserialize)]
/// struct User { name: String }
///
/// #[websocket_gateway]
/// struct Chat { #[websocket_server] server: Server<Chat> }
///
/// #[websocket_gateway]
/// impl Chat {
///     #[on_gateway_connection]
///     fn joined(&self, socket: Socket, #[handshake_auth] user: User) -> Result<(), WsError> {
///         Ok(socket.share_data(&user)?)
///     }
///
///     #[subscribe_message("who")]
///     async fn who(&self) -> Result<Vec<String>, WsError> {
///         let mut names = Vec::new();
///         for socket in self.server.fetch_sockets().await? {
///             if let Some(user) = socket.data::<User>()? {
///                 names.push(user.name);
///             }
///         }
///         Ok(names)
///     }
/// }
/// ```
pub struct RemoteSocket<G: ?Sized = ()> {
    namespace: Arc<Namespace>,
    described: SocketDescription,
    gateway: PhantomData<fn() -> Box<G>>,
}

impl<G: ?Sized> RemoteSocket<G> {
    pub(super) fn new(namespace: Arc<Namespace>, mut described: SocketDescription) -> Self {
        described.rooms.sort_unstable();
        Self {
            namespace,
            described,
            gateway: PhantomData,
        }
    }

    /// The socket's id, the same as `socket.id` in the client.
    #[must_use]
    pub fn id(&self) -> SocketId {
        self.described.id
    }

    /// The namespace, with its leading slash.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.namespace.path()
    }

    /// The rooms that the socket was in, among them the room named after its own id. Empty if only the id is known: see
    /// [`fetch_sockets`](crate::Broadcast::fetch_sockets).
    #[must_use]
    pub fn rooms(&self) -> &[String] {
        &self.described.rooms
    }

    /// What is known on all servers of the request with which the client connected. Empty if only the id is known: see
    /// [`fetch_sockets`](crate::Broadcast::fetch_sockets).
    #[must_use]
    pub fn handshake(&self) -> RemoteHandshake<'_> {
        RemoteHandshake::new(&self.described)
    }

    /// What the socket's server has shared by [`Socket::share_data`](crate::Socket::share_data), as a `T`; `None` if
    /// nothing was shared, or if only the id is known: see [`fetch_sockets`](crate::Broadcast::fetch_sockets).
    ///
    /// # Errors
    /// What was shared does not decode as a `T`.
    pub fn data<T: DeserializeOwned>(&self) -> Result<Option<T>, SharedDataError> {
        let data = self.described.data.as_deref();
        let decoded = data.map(|data| serde_json::from_str(data.get()));
        decoded.transpose().map_err(SharedDataError::new)
    }

    /// Emits `event` to this client, as [`Server::to`](crate::Server::to) with the socket's id does.
    pub fn emit<T: Payload + ?Sized>(&self, event: &str, payload: &T) -> Emit {
        self.broadcast().emit(event, payload)
    }

    /// Emits a declared event to this client.
    pub fn emit_event<E: EmittedBy<G>>(&self, event: &E) -> Emit {
        self.broadcast().emit_event(event)
    }

    /// Makes the socket join `rooms`.
    ///
    /// # Errors
    /// Those of [`Broadcast::join`].
    pub async fn join(&self, rooms: impl Rooms) -> Result<(), EmitError> {
        self.broadcast().join(rooms).await
    }

    /// Makes the socket leave `rooms`.
    ///
    /// # Errors
    /// Those of [`Broadcast::leave`].
    pub async fn leave(&self, rooms: impl Rooms) -> Result<(), EmitError> {
        self.broadcast().leave(rooms).await
    }

    /// Disconnects the socket from the namespace.
    ///
    /// # Errors
    /// Those of [`Broadcast::disconnect`].
    pub async fn disconnect(&self) -> Result<(), EmitError> {
        self.broadcast().disconnect().await
    }

    /// Ends the client's whole connection.
    ///
    /// # Errors
    /// Those of [`Broadcast::close`].
    pub async fn close(&self) -> Result<(), EmitError> {
        self.broadcast().close().await
    }

    /// The socket alone as a choice, for what else can be done with it.
    pub fn broadcast(&self) -> Broadcast<G> {
        Broadcast::in_namespace(&self.namespace).to(self.id())
    }
}

impl<G: ?Sized> Clone for RemoteSocket<G> {
    fn clone(&self) -> Self {
        Self {
            namespace: Arc::clone(&self.namespace),
            described: self.described.clone(),
            gateway: PhantomData,
        }
    }
}

/// Leaves out the headers and the data, which may hold secrets.
impl<G: ?Sized> fmt::Debug for RemoteSocket<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteSocket")
            .field("id", &self.id())
            .field("namespace", &self.namespace())
            .field("rooms", &self.rooms())
            .finish_non_exhaustive()
    }
}
