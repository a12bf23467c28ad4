//! `Socket` is the handle to one client in one namespace.

use std::{fmt, marker::PhantomData, sync::Arc};

use super::{
    broadcast::Broadcast,
    handshake::Handshake,
    rooms::{Rooms, collect_rooms},
    server::Server,
};
use crate::{
    error::EmitError,
    event::EmittedBy,
    protocol::{RawSocket, SocketId},
    session::{Destination, Link, Session},
    wire::{Borrowed, Payload},
};

/// One client in one namespace: NestJS's and socket.io's `Socket`.
///
/// `Socket<ChatGateway>` emits only events that the gateway declares, by
/// [`emit_event`](Self::emit_event); the untyped `Socket` emits any. Cloning is cheap. A clone may be
/// kept, in a map or a task: when the client has left, emitting to it is an error, not a panic.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Rooms;
///
/// #[websocket_gateway]
/// impl Rooms {
///     #[subscribe_message("enter")]
///     async fn enter(&self, #[connected_socket] socket: Socket, #[message_body] room: String) -> Result<(), WsError> {
///         socket.join(&room);
///         socket.emit("entered", &room)?;                                  // to this client
///         socket.to(&room).emit("somebody-entered", &socket.id()).await?;  // to the others in the room
///         Ok(())
///     }
/// }
/// ```
pub struct Socket<G: ?Sized = ()> {
    pub(super) raw: RawSocket,
    pub(super) session: Arc<Session>,
    gateway: PhantomData<fn() -> Box<G>>,
}

impl<G: ?Sized> Socket<G> {
    pub(crate) fn new(raw: RawSocket, session: Arc<Session>) -> Self {
        Self {
            raw,
            session,
            gateway: PhantomData,
        }
    }

    /// The socket's id, the same as `socket.id` in the client. It may be told to other clients: nobody can act as
    /// this client with it (see [`SocketId`]).
    #[must_use]
    pub fn id(&self) -> SocketId {
        self.raw.id()
    }

    /// The namespace, with its leading slash.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.raw.namespace()
    }

    /// The request with which the client connected, and what the client sent as `auth`.
    #[must_use]
    pub fn handshake(&self) -> Handshake {
        Handshake::new(self.raw.clone(), Arc::clone(&self.session))
    }

    /// The handle to the namespace that the socket is in: socket.io's `socket.nsp`. If the gateway has a dynamic
    /// namespace, the handle is that of the socket's own namespace, as with [`Server::of`]. The handle may be kept.
    #[must_use]
    pub fn server(&self) -> Server<G> {
        let namespace = self.session.namespace();
        Server::linked(Arc::new(match self.session.context().state() {
            // By its name: it may go and come again while the handle is kept.
            Some(pattern @ Destination::Pattern(_)) => Link::one_of(pattern, namespace),
            _ => Link::running(Arc::clone(namespace)),
        }))
    }

    /// A clone of the value of type `T` that was provided to the app: for extractors of your own.
    #[must_use]
    pub fn provider<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        self.session.context().providers.get()
    }

    pub(crate) fn raw(&self) -> &RawSocket {
        &self.raw
    }

    pub(crate) fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// Whether the app runs and the socket is connected.
    #[must_use]
    pub fn connected(&self) -> bool {
        self.check().is_ok()
    }

    /// # Errors
    /// Why nothing can be sent any more.
    pub(super) fn check(&self) -> Result<(), EmitError> {
        self.session.namespace().check()?;
        if !self.session.is_connected() {
            return Err(EmitError::Disconnected);
        }
        Ok(())
    }

    /// Emits `event` to this client, in the order of the calls with everything else that is emitted or answered to
    /// this client alone. While the connection's buffer is full, the event waits; a broadcast or a volatile event
    /// does not wait, and may arrive before it.
    ///
    /// # Errors
    /// [`EmitError::Disconnected`]; [`EmitError::NotRunning`] after the app was shut down. A payload that
    /// cannot be serialised is [`EmitError::Serialize`].
    pub fn emit<T: Payload + ?Sized>(&self, event: &str, payload: &T) -> Result<(), EmitError> {
        self.check()?;
        self.session.emit(&self.raw, event, &Borrowed(payload))
    }

    /// Emits a declared event to this client. A `Socket<Chat>` emits only events that `Chat` declares,
    /// `emits(..)`, which the compiler checks; a `Socket` without a type argument emits any, unchecked.
    ///
    /// # Errors
    /// As [`emit`](Self::emit).
    pub fn emit_event<E: EmittedBy<G>>(&self, event: &E) -> Result<(), EmitError> {
        self.emit(E::NAME, event)
    }

    /// Joins rooms. The socket is in them when the method returns.
    pub fn join(&self, rooms: impl Rooms) {
        if self.connected() {
            self.raw.join(collect_rooms(rooms));
        }
    }

    /// Leaves rooms. The socket is out of them when the method returns.
    pub fn leave(&self, rooms: impl Rooms) {
        if self.connected() {
            self.raw.leave(collect_rooms(rooms));
        }
    }

    /// The rooms that the socket is in, among them the room named after its own id. In a disconnect hook, these
    /// are the rooms that the socket was in when it left.
    #[must_use]
    pub fn rooms(&self) -> Vec<String> {
        let mut rooms: Vec<String> = match self.session.left_rooms() {
            Some(rooms) => rooms.iter().map(ToString::to_string).collect(),
            None => self.raw.rooms().into_iter().map(Into::into).collect(),
        };
        rooms.sort_unstable();
        rooms
    }

    /// Chooses the sockets in `rooms` without this one: socket.io's `socket.to` and `socket.in`.
    pub fn to(&self, rooms: impl Rooms) -> Broadcast<G> {
        self.chosen().to(rooms)
    }

    /// Chooses the sockets in `rooms`, this one too if it is in them. Socket.io has no such method: its
    /// `socket.in` leaves the client out.
    pub fn within(&self, rooms: impl Rooms) -> Broadcast<G> {
        self.chosen().within(rooms)
    }

    /// Chooses all sockets of the namespace without this one and without those in `rooms`.
    pub fn except(&self, rooms: impl Rooms) -> Broadcast<G> {
        self.chosen().except(rooms)
    }

    /// Chooses all sockets of the namespace without this one: socket.io's `socket.broadcast`.
    pub fn broadcast(&self) -> Broadcast<G> {
        self.chosen().without_caller()
    }

    /// Chooses all sockets of this server without this one.
    pub fn local(&self) -> Broadcast<G> {
        // Without leaving the caller out, the protocol library would emit to it alone.
        self.chosen().without_caller().local()
    }

    /// Emits `event` to this client if its connection is ready; if not, the event is dropped. This is for values
    /// of which only the newest counts, such as a position: socket.io's `socket.volatile.emit`.
    ///
    /// # Errors
    /// As [`emit`](Self::emit).
    pub fn emit_volatile<T: Payload + ?Sized>(
        &self,
        event: &str,
        payload: &T,
    ) -> Result<(), EmitError> {
        self.check()?;
        self.session
            .emit_volatile(&self.raw, event, &Borrowed(payload))
    }

    /// Disconnects the client from this namespace, after everything that was emitted or answered to the client
    /// before. The disconnect hooks run. Other namespaces that the client is in stay connected; [`close`](Self::close)
    /// ends the whole connection.
    pub fn disconnect(&self) {
        self.session.disconnect(&self.raw);
    }

    /// Ends the whole connection of the client: NestJS's and socket.io's `disconnect(true)`. The client is
    /// disconnected from every namespace that it is in, after everything that was emitted or answered to the client
    /// there before. The disconnect hooks of all these namespaces run, with
    /// [`ServerNamespaceDisconnect`](crate::DisconnectReason::ServerNamespaceDisconnect) as the reason; the client's
    /// sockets say `io server disconnect`, and do not connect again until the client asks them to.
    ///
    /// The client then closes the transport, as clients of socket.io do when they are in no namespace any more. A client
    /// that does not is in no namespace either: for a minute it is let into none over this connection.
    ///
    /// Nothing happens if the socket has left.
    pub fn close(&self) {
        self.session.close(&self.raw);
    }

    /// The same socket, without the gateway's type.
    #[must_use]
    pub fn untyped(&self) -> Socket {
        self.retyped()
    }

    fn chosen(&self) -> Broadcast<G> {
        Broadcast::of_socket(self.session.namespace(), self.id())
    }

    /// The same socket for another gateway of its namespace.
    pub(crate) fn retyped<H: ?Sized>(&self) -> Socket<H> {
        Socket::new(self.raw.clone(), Arc::clone(&self.session))
    }
}

impl<G: ?Sized> Clone for Socket<G> {
    fn clone(&self) -> Self {
        self.retyped()
    }
}

impl<G: ?Sized> fmt::Debug for Socket<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Socket")
            .field("id", &self.id())
            .field("namespace", &self.namespace())
            .finish()
    }
}

impl<G: ?Sized> PartialEq for Socket<G> {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id() && self.namespace() == other.namespace()
    }
}

impl<G: ?Sized> Eq for Socket<G> {}
