//! `Server` is the handle to a namespace.

use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

use super::{
    acknowledgements::Acknowledgements, broadcast::Broadcast, emit::Emit,
    other_servers::OtherServers, remote_socket::RemoteSocket, rooms::Rooms, socket::Socket,
};
use crate::{
    error::EmitError,
    event::EmittedBy,
    protocol::SocketId,
    session::Link,
    wire::{Acknowledgement, Payload},
};

/// The handle to a gateway's namespace: NestJS's `@WebSocketServer()`, socket.io's `Namespace`.
///
/// A gateway gets the handle in a field marked `#[websocket_server]`; a service, an HTTP handler or a job gets
/// one from [`GatewayAppBuilder::server`](crate::GatewayAppBuilder::server) or
/// [`GatewayApp::server`](crate::GatewayApp::server). Cloning is cheap. Until the app is built, and after it
/// was shut down, every method that sends or asks returns [`EmitError::NotRunning`]. A loop that has to end with the app can wait
/// for [`closed`](Self::closed).
///
/// `Server<ChatGateway>` emits only events that the gateway declares, by [`emit_event`](Self::emit_event); the
/// untyped `Server` emits any event.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Serialize, ServerEvent)]
/// #[event("status-payment")]
/// struct StatusPayment { status: &'static str }
///
/// #[websocket_gateway(namespace = "payment", emits(StatusPayment))]
/// struct PaymentGateway;
///
/// /// A service, which is not a gateway but sends to the clients of one.
/// struct PaymentService { payments: Server<PaymentGateway> }
///
/// impl PaymentService {
///     async fn succeeded(&self, user: &str) -> Result<(), EmitError> {
///         let room = format!("user:{user}");
///         self.payments.to(room).emit_event(&StatusPayment { status: "success" }).await?;
///         Ok(())
///     }
/// }
/// ```
pub struct Server<G: ?Sized = ()> {
    link: Arc<Link>,
    gateway: PhantomData<fn() -> Box<G>>,
}

impl<G: ?Sized> Server<G> {
    pub(crate) fn linked(link: Arc<Link>) -> Self {
        Self {
            link,
            gateway: PhantomData,
        }
    }

    /// A handle that belongs to no app, for unit tests of a gateway that the test makes itself: emits succeed
    /// and reach nobody.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// #[websocket_gateway]
    /// struct Clock { #[websocket_server] server: Server }
    ///
    /// impl Clock {
    ///     async fn tick(&self) -> Result<(), EmitError> {
    ///         self.server.emit("tick", &1).await.map(drop)
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let clock = Clock { server: Server::detached() };
    /// assert!(clock.tick().await.is_ok());
    /// # }
    /// ```
    #[must_use]
    pub fn detached() -> Self {
        Self::linked(Arc::new(Link::detached()))
    }

    /// The name of the namespace, with its leading slash. If the gateway's namespace is dynamic, the name is
    /// the pattern, unless [`of`](Self::of) chose one namespace. `None` before the app is built.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.link.path()
    }

    /// The handle to one namespace of a gateway whose namespace is dynamic: `server.of("/chat/7")`. The handle
    /// may be made, and kept, before any client is in that namespace: as long as nobody is connected to it,
    /// emits succeed and reach nobody.
    ///
    /// If the gateway does not serve the path, every method that sends or asks returns
    /// [`EmitError::NoNamespace`]. So this method does not lead to another gateway, as socket.io's `of` does:
    /// [`GatewayAppBuilder::server`](crate::GatewayAppBuilder::server) makes a handle to any gateway.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// #[websocket_gateway(namespace = "chat/{room}")]
    /// struct Chat;
    ///
    /// async fn announce(chat: &Server<Chat>, room: u64) -> Result<(), EmitError> {
    ///     chat.of(format!("/chat/{room}")).emit("announcement", "closing soon").await.map(drop)
    /// }
    /// ```
    #[must_use]
    pub fn of(&self, namespace: impl Into<String>) -> Self {
        let mut path = namespace.into();
        if !path.starts_with('/') {
            path.insert(0, '/');
        }
        Self::linked(Arc::new(Link::One(Arc::clone(&self.link), path)))
    }

    /// The names of the gateway's namespaces that exist on this server. If the gateway's namespace is dynamic,
    /// these are the ones that somebody is connected to.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`].
    pub fn namespaces(&self) -> Result<Vec<String>, EmitError> {
        let namespaces = self.link.namespaces()?;
        let mut paths: Vec<String> = namespaces
            .iter()
            .map(|namespace| namespace.path().to_owned())
            .collect();
        paths.sort_unstable();
        Ok(paths)
    }

    /// Waits until the app has been shut down, to end a loop that a service or an init hook runs.
    ///
    /// The future resolves as soon as the messages in work are finished and the shutdown hooks have run, or
    /// when the deadline of the shutdown is over; from then on every method that sends or asks returns [`EmitError::NotRunning`].
    /// The future also resolves when the app does not start, and when the app and all that serves it are
    /// dropped. For a [detached](Self::detached) server and for an `Emitter` the future never resolves.
    ///
    /// So a shutdown hook must not wait for a loop that ends by this future: they would wait for each other.
    ///
    /// The future borrows nothing and does not keep the app alive. A loop may drop the future and make a new
    /// one at any time:
    ///
    /// ```
    /// use std::time::Duration;
    /// use gateway_runtime::prelude::*;
    /// use tokio::time::interval;
    ///
    /// #[derive(Serialize, ServerEvent)]
    /// #[event("price")]
    /// struct Price { cents: u64 }
    ///
    /// #[websocket_gateway(emits(Price))]
    /// struct Market;
    ///
    /// /// A service that sends the price to the clients every second, until the app ends.
    /// async fn send_prices(market: Server<Market>) {
    ///     let mut ticks = interval(Duration::from_secs(1));
    ///     loop {
    ///         tokio::select! {
    ///             () = market.closed() => break,
    ///             _ = ticks.tick() => {
    ///                 if let Err(error) = market.emit_event(&Price { cents: 100 }).await {
    ///                     eprintln!("the price was not sent: {error}");
    ///                 }
    ///             }
    ///         }
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let builder = GatewayApp::builder();
    /// # let builder = builder.only::<(Market,)>();
    /// let app = builder.build().await?;
    /// // Not earlier: nothing can be emitted until the app is built.
    /// let service = tokio::spawn(send_prices(app.server::<Market>()));
    /// // `serve` does this at its end:
    /// app.shutdown(Duration::from_secs(10)).await;
    /// service.await?;
    /// # Ok(()) }
    /// ```
    pub fn closed(&self) -> impl Future<Output = ()> + Send + 'static + use<G> {
        Arc::clone(self.link.lifecycle()).until_handles_end()
    }

    /// Emits `event` to everyone in the namespace.
    pub fn emit<T: Payload + ?Sized>(&self, event: &str, payload: &T) -> Emit {
        self.everyone().emit(event, payload)
    }

    /// Emits a declared event to everyone in the namespace. A `Server<Chat>` emits only events that `Chat`
    /// declares, `emits(..)`, which the compiler checks; a `Server` without a type argument emits any, unchecked.
    pub fn emit_event<E: EmittedBy<G>>(&self, event: &E) -> Emit {
        self.everyone().emit(E::NAME, event)
    }

    /// Emits `event` to everyone in the namespace and collects the acknowledgements.
    ///
    /// # Errors
    /// Those of [`Broadcast::emit_with_ack`].
    pub async fn emit_with_ack<T: Payload + ?Sized, R: Acknowledgement>(
        &self,
        event: &str,
        payload: &T,
    ) -> Result<Acknowledgements<R>, EmitError> {
        self.everyone().emit_with_ack(event, payload).await
    }

    /// Chooses the sockets in `rooms`. A [`SocketId`] is the room of that socket alone. An empty list reaches
    /// nobody; on Node it would reach everybody.
    pub fn to(&self, rooms: impl Rooms) -> Broadcast<G> {
        self.everyone().to(rooms)
    }

    /// The same as [`to`](Self::to): socket.io's `in`.
    pub fn within(&self, rooms: impl Rooms) -> Broadcast<G> {
        self.everyone().within(rooms)
    }

    /// Chooses the sockets that are in none of `rooms`.
    pub fn except(&self, rooms: impl Rooms) -> Broadcast<G> {
        self.everyone().except(rooms)
    }

    /// Chooses the sockets of this server, and not those of other servers.
    pub fn local(&self) -> Broadcast<G> {
        self.everyone().local()
    }

    /// Chooses all sockets, and lets clients whose connection is not ready miss what is emitted.
    pub fn volatile(&self) -> Broadcast<G> {
        self.everyone().volatile()
    }

    /// Chooses all sockets, and sets how long [`emit_with_ack`](Broadcast::emit_with_ack) waits for their
    /// acknowledgements, and [`fetch_sockets`](Broadcast::fetch_sockets) and [`count`](Broadcast::count) for the other
    /// servers.
    pub fn timeout(&self, timeout: Duration) -> Broadcast<G> {
        self.everyone().timeout(timeout)
    }

    /// Everyone in the namespace, as a choice that further methods change.
    pub fn broadcast(&self) -> Broadcast<G> {
        self.everyone()
    }

    /// Makes all sockets of the namespace join `rooms`.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`].
    pub async fn join(&self, rooms: impl Rooms) -> Result<(), EmitError> {
        self.everyone().join(rooms).await
    }

    /// Makes all sockets of the namespace leave `rooms`.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`].
    pub async fn leave(&self, rooms: impl Rooms) -> Result<(), EmitError> {
        self.everyone().leave(rooms).await
    }

    /// All rooms of the namespace.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`].
    pub async fn rooms(&self) -> Result<Vec<String>, EmitError> {
        self.everyone().rooms().await
    }

    /// The sockets of the namespace on this server. Their number is the number of clients here.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`].
    pub fn sockets(&self) -> Result<Vec<Socket<G>>, EmitError> {
        self.everyone().sockets()
    }

    /// The namespace's sockets on all servers: see [`Broadcast::fetch_sockets`].
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`], [`EmitError::CannotAsk`].
    pub async fn fetch_sockets(&self) -> Result<Vec<RemoteSocket<G>>, EmitError> {
        self.everyone().fetch_sockets().await
    }

    /// How many sockets are in the namespace on all servers, of which the servers tell each other numbers only.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`], [`EmitError::CannotAsk`].
    pub async fn count(&self) -> Result<usize, EmitError> {
        self.everyone().count().await
    }

    /// The other servers, to tell their gateways of this namespace something that is no concern of clients:
    /// socket.io's `serverSideEmit`.
    #[must_use]
    pub fn servers(&self) -> OtherServers<G> {
        OtherServers::new(Arc::clone(&self.link))
    }

    /// How many servers share the namespace, this one included.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`].
    pub async fn server_count(&self) -> Result<usize, EmitError> {
        match self.link.namespace()? {
            Some(namespace) => Ok(namespace.protocol().servers().await?.into()),
            None => Ok(1),
        }
    }

    /// The socket with this id, if it is in the namespace on this server.
    #[must_use]
    pub fn socket(&self, id: SocketId) -> Option<Socket<G>> {
        let (socket, session) = self.link.namespace().ok()??.socket(id)?;
        Some(Socket::new(socket, session))
    }

    /// Disconnects everyone from the namespace. Other namespaces that the clients are in stay connected.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`].
    pub async fn disconnect(&self) -> Result<(), EmitError> {
        self.everyone().disconnect().await
    }

    /// Ends the whole connection of everyone in the namespace: see [`Socket::close`].
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`].
    pub async fn close(&self) -> Result<(), EmitError> {
        self.everyone().close().await
    }

    /// The same handle, without the gateway's type.
    #[must_use]
    pub fn untyped(&self) -> Server {
        self.retyped()
    }

    /// The link to the namespace.
    #[cfg(feature = "unstable-socketioxide")]
    pub(crate) fn link(&self) -> &Link {
        &self.link
    }

    pub(crate) fn retyped<H: ?Sized>(&self) -> Server<H> {
        Server::linked(Arc::clone(&self.link))
    }

    fn everyone(&self) -> Broadcast<G> {
        Broadcast::everyone(&self.link)
    }
}

impl<G: ?Sized> Clone for Server<G> {
    fn clone(&self) -> Self {
        self.retyped()
    }
}

impl<G: ?Sized> fmt::Debug for Server<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("namespace", &self.namespace())
            .finish()
    }
}
