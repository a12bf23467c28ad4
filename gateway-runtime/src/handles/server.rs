//! The handle to a namespace.

use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

use super::{
    acknowledgements::Acknowledgements, broadcast::Broadcast, emit::Emit, rooms::Rooms,
    socket::Socket,
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
/// A gateway gets it in a field marked `#[websocket_server]`; a service, an HTTP handler or a job
/// from [`GatewayAppBuilder::server`](crate::GatewayAppBuilder::server) or
/// [`GatewayApp::server`](crate::GatewayApp::server). Cloning is cheap. Until the app is built, and after
/// it was shut down, every verb returns [`EmitError::NotRunning`]; for a loop that ends with the app there
/// is [`closed`](Self::closed).
///
/// `Server<ChatGateway>` emits only events that the gateway declares, by
/// [`emit_event`](Self::emit_event); the untyped `Server` emits any.
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
/// /// Not a gateway: it only tells the clients of one.
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

    /// A server of no app, for unit tests of a gateway made by hand: emits succeed and reach nobody.
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

    /// The namespace, with its leading slash; of a gateway with a dynamic one the pattern. `None`
    /// before the app is built.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.link.path()
    }

    /// One namespace of a gateway with a dynamic one: `server.of("/chat/7")`. The handle may be made
    /// before anybody is there, and kept: as long as nobody is connected to the namespace, emits
    /// succeed and reach nobody.
    ///
    /// A path that the gateway does not serve makes every verb return [`EmitError::NoNamespace`].
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

    /// The namespaces of the gateway that exist on this server: of a dynamic one those that somebody
    /// is connected to.
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

    /// Until the app has been shut down: the end of a loop that a service or an init hook runs.
    ///
    /// It resolves as soon as the messages in work are finished and the disconnect hooks have run, or the
    /// deadline of the shutdown is over; from then on every verb returns [`EmitError::NotRunning`]. It
    /// resolves too when the app does not start, and when the app and all that serves it are dropped. Of a
    /// [detached](Self::detached) server and of an `Emitter` it never does.
    ///
    /// The future borrows nothing and does not keep the app alive. It may be dropped and made anew at any
    /// time, as in a loop:
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
    /// /// A service: it tells the clients the price every second, until the app ends.
    /// async fn tell_prices(market: Server<Market>) {
    ///     let mut ticks = interval(Duration::from_secs(1));
    ///     loop {
    ///         tokio::select! {
    ///             () = market.closed() => break,
    ///             _ = ticks.tick() => {
    ///                 if let Err(error) = market.emit_event(&Price { cents: 100 }).await {
    ///                     eprintln!("the price was not told: {error}");
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
    /// // Not before: until the app is built, nothing can be emitted.
    /// let service = tokio::spawn(tell_prices(app.server::<Market>()));
    /// // Serving would do this by itself:
    /// app.shutdown(Duration::from_secs(10)).await;
    /// service.await?;
    /// # Ok(()) }
    /// ```
    pub fn closed(&self) -> impl Future<Output = ()> + Send + 'static + use<G> {
        Arc::clone(self.link.lifecycle()).ended()
    }

    /// Emits `event` to everyone in the namespace.
    pub fn emit<T: Payload + ?Sized>(&self, event: &str, payload: &T) -> Emit {
        self.everyone().emit(event, payload)
    }

    /// Emits a declared event to everyone in the namespace.
    pub fn emit_event<E: EmittedBy<G>>(&self, event: &E) -> Emit {
        self.everyone().emit(E::NAME, event)
    }

    /// Emits `event` to everyone and collects the acknowledgements.
    ///
    /// # Errors
    /// As [`Broadcast::emit_with_ack`].
    pub async fn emit_with_ack<T: Payload + ?Sized, R: Acknowledgement>(
        &self,
        event: &str,
        payload: &T,
    ) -> Result<Acknowledgements<R>, EmitError> {
        self.everyone().emit_with_ack(event, payload).await
    }

    /// Everyone in `rooms`; a [`SocketId`] is the room of that socket. An empty list is nobody: on Node it
    /// would be everybody.
    pub fn to(&self, rooms: impl Rooms) -> Broadcast<G> {
        self.everyone().to(rooms)
    }

    /// The same as [`to`](Self::to): a server has no client of its own to leave out.
    pub fn within(&self, rooms: impl Rooms) -> Broadcast<G> {
        self.everyone().within(rooms)
    }

    /// Everyone who is in none of `rooms`.
    pub fn except(&self, rooms: impl Rooms) -> Broadcast<G> {
        self.everyone().except(rooms)
    }

    /// Everyone on this server only.
    pub fn local(&self) -> Broadcast<G> {
        self.everyone().local()
    }

    /// Everyone whose connection is ready; the others miss it.
    pub fn volatile(&self) -> Broadcast<G> {
        self.everyone().volatile()
    }

    /// Everyone, with a timeout for the acknowledgements.
    pub fn timeout(&self, timeout: Duration) -> Broadcast<G> {
        self.everyone().timeout(timeout)
    }

    /// Everyone in the namespace: what the verbs above start from.
    pub fn broadcast(&self) -> Broadcast<G> {
        self.everyone()
    }

    /// Lets all sockets of the namespace join `rooms`.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`].
    pub async fn join(&self, rooms: impl Rooms) -> Result<(), EmitError> {
        self.everyone().join(rooms).await
    }

    /// Lets all sockets of the namespace leave `rooms`.
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

    /// The sockets of this server.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`].
    pub fn sockets(&self) -> Result<Vec<Socket<G>>, EmitError> {
        self.everyone().sockets()
    }

    /// The ids of the sockets of all servers.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`].
    pub async fn fetch_sockets(&self) -> Result<Vec<SocketId>, EmitError> {
        self.everyone().fetch_sockets().await
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

    /// The socket of this server with this id.
    #[must_use]
    pub fn socket(&self, id: SocketId) -> Option<Socket<G>> {
        let (socket, session) = self.link.namespace().ok()??.socket(id)?;
        Some(Socket::new(socket, session))
    }

    /// Disconnects everyone from the namespace.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`].
    pub async fn disconnect(&self) -> Result<(), EmitError> {
        self.everyone().disconnect().await
    }

    /// The same server, without the gateway's type.
    #[must_use]
    pub fn untyped(&self) -> Server {
        self.retyped()
    }

    /// The way to the namespace.
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
