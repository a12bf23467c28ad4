//! `NamespaceHandler` and `SocketHandler` are what the protocol server calls: the first when a client wants to
//! connect, the second for what the client's socket sends and when the socket has left.

use std::{fmt::Display, pin::Pin, sync::Arc};

use socketioxide::handler::{ConnectHandler, DisconnectHandler, MessageHandler};
use socketioxide_core::Value;

use super::{
    DisconnectReason, Packet, RawSocket, Room,
    adapter::{Adapters, AnyAdapter, Followed, Identity},
    closing::take_closing,
    socket::Inner,
};

/// Why a client may not connect, as text for the client: Socket.IO's `CONNECT_ERROR`.
pub(crate) type ConnectError = Box<dyn Display + Send>;

/// Decides who may be in a namespace, or in the namespaces of a pattern.
pub(crate) trait NamespaceHandler: Clone + Send + Sync + 'static {
    /// The handler that gets a socket's packets.
    type Socket: SocketHandler;

    /// Decides whether a client that wants to connect may come in. The client waits for CONNECT; an `Err` is
    /// sent as `CONNECT_ERROR`. `auth` is what the client has sent with its own CONNECT.
    fn admit(
        &self,
        socket: &RawSocket,
        auth: Option<&Packet>,
    ) -> impl Future<Output = Result<Self::Socket, ConnectError>> + Send;

    /// Called when CONNECT is on its way to the client. The socket may have left already.
    fn connected(&self, socket: RawSocket);
}

/// Takes what one socket sends. The handler must not own the socket, since the socket owns the handler.
pub(crate) trait SocketHandler: Clone + Send + Sync + 'static {
    /// Takes an event. Events come in the order of arrival, from the task that reads the connection; over
    /// polling two may come at once. `acknowledgement` is the number of the client's callback, if the client
    /// has passed one.
    fn receive(&self, socket: RawSocket, packet: Packet, acknowledgement: Option<i64>);

    /// Called once, when the socket has left. `rooms` are those that the socket was in.
    fn left(&self, socket: RawSocket, reason: DisconnectReason, rooms: Vec<Room>);

    /// Called after [`left`](Self::left) for a socket whose connection another server closes: the client's sockets
    /// in the other namespaces have to leave too.
    fn close_connection(&self, socket: &RawSocket);
}

/// A marker that tells our implementations of the library's traits from the library's own for closures.
pub(super) struct Ours;

/// A [`NamespaceHandler`] as the library calls it.
#[derive(Clone)]
pub(super) struct Connects<H> {
    pub(super) handler: H,
    /// Those of the namespaces that it is the handler of.
    pub(super) adapters: Adapters,
}

impl<H> Connects<H> {
    /// From now on it is known in which rooms the socket is, if anybody follows them.
    fn follow_rooms(&self, socket: &RawSocket) {
        if !Followed::may_exist() {
            return;
        }
        let adapter = self.adapters.get(Identity::of(socket.namespace()));
        if let Some(follower) = adapter.and_then(|adapter| adapter.follower()) {
            socket.attach(Followed(follower));
            socket.rooms_changed(&socket.rooms());
        }
    }
}

impl<H: NamespaceHandler> ConnectHandler<AnyAdapter, Ours> for Connects<H> {
    fn call_middleware<'a>(
        &'a self,
        socket: Arc<Inner>,
        auth: &'a Option<Value>,
    ) -> Pin<Box<dyn Future<Output = Result<(), ConnectError>> + Send + 'a>> {
        Box::pin(async move {
            let socket = RawSocket(socket);
            let auth = auth.clone().map(Packet);
            let handler = self.handler.admit(&socket, auth.as_ref()).await?;
            self.follow_rooms(&socket);
            // Registered before CONNECT is sent: a later registration would lose what a client emits at once.
            socket.0.on_fallback(Events(handler.clone()));
            socket.0.on_disconnect(End(handler));
            Ok(())
        })
    }

    fn call(&self, socket: Arc<Inner>, _auth: Option<Value>) {
        self.handler.connected(RawSocket(socket));
    }
}

/// The handler of all events of a socket: one handler, and not one for each name.
struct Events<H>(H);

impl<H: SocketHandler> MessageHandler<AnyAdapter, Ours> for Events<H> {
    #[inline]
    fn call(&self, socket: Arc<Inner>, value: Value, acknowledgement: Option<i64>) {
        self.0
            .receive(RawSocket(socket), Packet(value), acknowledgement);
    }
}

/// The handler of a socket's end.
struct End<H>(H);

impl<H: SocketHandler> DisconnectHandler<AnyAdapter, Ours> for End<H> {
    fn call_with_defer(
        &self,
        socket: Arc<Inner>,
        reason: socketioxide::socket::DisconnectReason,
        defer: fn(Arc<Inner>),
    ) {
        let mut rooms = socket.rooms();
        let is_closing = take_closing(&mut rooms);
        // The socket leaves the namespace at once: as long as it is there, the client cannot come back.
        defer(Arc::clone(&socket));
        let socket = RawSocket(socket);
        socket.rooms_changed(&rooms);
        self.0.left(socket.clone(), reason.into(), rooms);
        if is_closing {
            self.0.close_connection(&socket);
        }
    }
}

/// The handler of a namespace that nobody connects to.
#[cfg(any(test, feature = "redis", feature = "testing"))]
#[derive(Clone, Copy)]
pub(super) struct Nobody;

#[cfg(any(test, feature = "redis", feature = "testing"))]
impl ConnectHandler<AnyAdapter, Ours> for Nobody {
    fn call(&self, _: Arc<Inner>, _: Option<Value>) {}
}
