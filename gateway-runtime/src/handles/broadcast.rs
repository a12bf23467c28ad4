//! `Broadcast` is a choice of sockets, and what can be done with all of them.

use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

use super::{
    acknowledgements::Acknowledgements,
    cluster::{Question, QuestionAnswer},
    emit::Emit,
    reach::Reach,
    remote_socket::RemoteSocket,
    rooms::{Rooms, collect_rooms},
    socket::Socket,
};
use crate::{
    error::EmitError,
    event::EmittedBy,
    protocol::{Recipients, SocketId},
    session::{Link, Namespace},
    wire::{Acknowledgement, Borrowed, Payload},
};

/// A choice of sockets. [`Server::to`](super::Server::to), [`Socket::to`](crate::Socket::to) and the like make
/// one; methods such as [`except`](Self::except) change which sockets it has; and methods such as
/// [`emit`](Self::emit) do something with all of them.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// async fn announce(server: &Server) -> Result<(), EmitError> {
///     let delivery = server.to(["lobby", "kitchen"]).except("staff").emit("closing", "in five minutes").await?;
///     println!("{} clients missed it", delivery.missed);
///     Ok(())
/// }
/// ```
#[must_use = "a choice of sockets does nothing alone: emit something to them"]
pub struct Broadcast<G: ?Sized = ()> {
    reach: Reach,
    recipients: Recipients,
    /// Whether rooms were asked for: without any in `recipients`, everyone would be meant.
    in_rooms: bool,
    timeout: Option<Duration>,
    gateway: PhantomData<fn() -> Box<G>>,
}

impl<G: ?Sized> Broadcast<G> {
    fn new(reach: Reach, recipients: Recipients) -> Self {
        Self {
            reach,
            recipients,
            in_rooms: false,
            timeout: None,
            gateway: PhantomData,
        }
    }

    /// Everyone in a namespace that may not run yet.
    pub(super) fn everyone(link: &Arc<Link>) -> Self {
        let reach = Reach::Link(Arc::clone(link));
        Self::new(reach, Recipients::everyone())
    }

    /// Everyone in a namespace that runs.
    pub(super) fn in_namespace(namespace: &Arc<Namespace>) -> Self {
        let reach = Reach::Namespace(Arc::clone(namespace));
        Self::new(reach, Recipients::everyone())
    }

    /// What a socket refines: `id` alone, until a flag or a room is added.
    pub(crate) fn of_socket(namespace: &Arc<Namespace>, id: SocketId) -> Self {
        let reach = Reach::Namespace(Arc::clone(namespace));
        Self::new(reach, Recipients::of_socket(id))
    }

    /// Everyone; a calling socket is left out.
    pub(crate) fn without_caller(mut self) -> Self {
        self.recipients = self.recipients.without_caller();
        self
    }

    /// Adds the sockets in `rooms`. The socket whose method made this choice is left out, if a socket made it. An
    /// empty list adds no socket; on Node it would add all.
    pub fn to(self, rooms: impl Rooms) -> Self {
        self.within(rooms).without_caller()
    }

    /// Adds the sockets in `rooms`, among them the socket whose method made this choice.
    pub fn within(mut self, rooms: impl Rooms) -> Self {
        self.in_rooms = true;
        self.recipients.within(collect_rooms(rooms));
        self
    }

    /// Removes the sockets in `rooms`.
    pub fn except(mut self, rooms: impl Rooms) -> Self {
        self.recipients.except(collect_rooms(rooms));
        self.without_caller()
    }

    /// Keeps the sockets of this server only.
    pub fn local(mut self) -> Self {
        self.recipients = self.recipients.local();
        self
    }

    /// Lets clients whose connection is not ready miss what is emitted.
    pub fn volatile(mut self) -> Self {
        self.recipients = self.recipients.volatile();
        self
    }

    /// Sets how long [`emit_with_ack`](Self::emit_with_ack) waits for the acknowledgements, by default 5 s, and how long
    /// [`fetch_sockets`](Self::fetch_sockets) and [`count`](Self::count) wait for the other servers, by default as long as
    /// the adapter does, 5 s too. The sockets of a server that does not answer in time are missing.
    ///
    /// Of [`rooms`](Self::rooms) only the adapter says how long it waits, and so it is with a backend that was given by the
    /// feature `unstable-socketioxide` and carries nothing but ids.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Emits `event` to all of them.
    pub fn emit<T: Payload + ?Sized>(self, event: &str, payload: &T) -> Emit {
        self.emit_payload(event, &Borrowed(payload))
    }

    fn emit_payload(self, event: &str, payload: &dyn Payload) -> Emit {
        match self.namespace() {
            Ok(Some(namespace)) => match namespace.encode(event, payload) {
                Ok(event) => Emit::written(namespace, event, self.recipients),
                Err(error) => Emit::failed(error),
            },
            Ok(None) => Emit::to_nobody(self.reach),
            Err(error) => Emit::failed(error),
        }
    }

    /// Emits a declared event to all of them: one that the gateway `G` declares, or any if the broadcast began
    /// at a `Server` or `Socket` without a type argument.
    pub fn emit_event<E: EmittedBy<G>>(self, event: &E) -> Emit {
        self.emit(E::NAME, event)
    }

    /// Emits `event` to all of them and collects their acknowledgements: the first argument that each client
    /// calls its callback with, or several as [`Args`](crate::Args) of a tuple (see [`Acknowledgement`]). If
    /// the other servers cannot be reached, the clients of this server still get the event, and
    /// [`Acknowledgements::shared`] is an error.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Serialize`]. A client that does not answer in time is an
    /// `Err` among the answers.
    pub async fn emit_with_ack<T: Payload + ?Sized, R: Acknowledgement>(
        self,
        event: &str,
        payload: &T,
    ) -> Result<Acknowledgements<R>, EmitError> {
        let Some(namespace) = self.namespace()? else {
            return Ok(Acknowledgements::none());
        };
        let event = namespace.encode(event, &Borrowed(payload))?;
        #[cfg(feature = "admin-ui")]
        namespace.note_sent(&event, &self.recipients);
        let asked = namespace
            .protocol()
            .ask_all(event, self.recipients, self.timeout)
            .await?;
        Ok(Acknowledgements::new(asked.answers, asked.shared))
    }

    /// Makes all of them join `rooms`: socket.io's `socketsJoin`.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`]; [`EmitError::Adapter`] if only those of this server have joined.
    pub async fn join(self, rooms: impl Rooms) -> Result<(), EmitError> {
        let rooms = collect_rooms(rooms);
        let Some(namespace) = self.namespace()? else {
            return Ok(());
        };
        namespace
            .protocol()
            .join(self.recipients, rooms)
            .await
            .map_err(EmitError::from)
    }

    /// Makes all of them leave `rooms`: socket.io's `socketsLeave`.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`]; [`EmitError::Adapter`] if only those of this server have left.
    pub async fn leave(self, rooms: impl Rooms) -> Result<(), EmitError> {
        let rooms = collect_rooms(rooms);
        let Some(namespace) = self.namespace()? else {
            return Ok(());
        };
        namespace
            .protocol()
            .leave(self.recipients, rooms)
            .await
            .map_err(EmitError::from)
    }

    /// The rooms that any of them is in.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`].
    pub async fn rooms(self) -> Result<Vec<String>, EmitError> {
        let Some(namespace) = self.namespace()? else {
            return Ok(Vec::new());
        };
        let rooms = namespace.protocol().rooms(self.recipients).await?;
        let mut rooms: Vec<String> = rooms.into_iter().map(Into::into).collect();
        rooms.sort_unstable();
        Ok(rooms)
    }

    /// The sockets among them that are connected to this server, with their data and handshake.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`].
    pub fn sockets(self) -> Result<Vec<Socket<G>>, EmitError> {
        let Some(namespace) = self.namespace()? else {
            return Ok(Vec::new());
        };
        let ids = namespace.protocol().local_sockets(self.recipients);
        let sockets = ids.into_iter().filter_map(|id| namespace.socket(id));
        Ok(sockets
            .map(|(socket, session)| Socket::new(socket, session))
            .collect())
    }

    /// All of them, on all servers: for each its id, its rooms, and what is known of it everywhere
    /// ([`RemoteSocket`]). The order is not fixed.
    ///
    /// Sockets of servers of [Node](crate::RedisOptions::node_compatible) are among them, except those of Engine.IO 3 clients
    /// in other namespaces than `/`, whose ids on Node are longer than a [`SocketId`] can be.
    ///
    /// In two cases only the id is known of a socket of another server, so that its rooms and its handshake are empty and
    /// its data is `None`: if the app has no namespace without parameters, over which its servers could ask each other, and
    /// if a backend that was given by the feature `unstable-socketioxide` carries nothing but ids. What is done by such a
    /// [`RemoteSocket`] is done to the socket all the same.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`], [`EmitError::CannotAsk`].
    pub async fn fetch_sockets(self) -> Result<Vec<RemoteSocket<G>>, EmitError> {
        let Some(namespace) = self.namespace()? else {
            return Ok(Vec::new());
        };
        let answers = self.ask(&namespace, false).await?;
        let sockets = answers.into_iter().flat_map(|answer| answer.sockets);
        Ok(sockets
            .map(|described| RemoteSocket::new(Arc::clone(&namespace), described))
            .collect())
    }

    /// How many there are, on all servers. The servers tell each other numbers only, so this costs less than counting
    /// what [`fetch_sockets`](Self::fetch_sockets) gives, except where that knows the ids alone: then they are what travels.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::Adapter`], [`EmitError::CannotAsk`].
    pub async fn count(self) -> Result<usize, EmitError> {
        let Some(namespace) = self.namespace()? else {
            return Ok(0);
        };
        let answers = self.ask(&namespace, true).await?;
        let counts = answers.iter().map(|answer| answer.count);
        Ok(counts.fold(0, usize::saturating_add))
    }

    async fn ask(
        self,
        namespace: &Namespace,
        count: bool,
    ) -> Result<Vec<QuestionAnswer>, EmitError> {
        let question = Question {
            namespace: namespace.path().to_owned(),
            recipients: self.recipients,
            count,
        };
        question.ask(namespace, self.timeout).await
    }

    /// Disconnects all of them from the namespace: socket.io's `disconnectSockets`. Their disconnect hooks run.
    /// Clients of this server get what was sent to them before. Other namespaces that the clients are in stay
    /// connected: see [`close`](Self::close).
    ///
    /// # Errors
    /// [`EmitError::NotRunning`]; [`EmitError::Adapter`] if only those of this server were
    /// disconnected.
    pub async fn disconnect(self) -> Result<(), EmitError> {
        let Some(namespace) = self.namespace()? else {
            return Ok(());
        };
        // Ours first: socketioxide would leave out those whose buffer is full.
        for id in namespace.protocol().local_sockets(self.recipients.clone()) {
            if let Some((socket, session)) = namespace.socket(id) {
                session.disconnect(&socket);
            }
        }
        let others = namespace.protocol().disconnect_others(self.recipients);
        others.await.map_err(EmitError::from)
    }

    /// Ends the whole connection of each of them: socket.io's `disconnectSockets(true)`. The clients are disconnected
    /// from all their namespaces, and the disconnect hooks of all these namespaces run: see
    /// [`Socket::close`](crate::Socket::close). Clients of this server get what was sent to them before.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`]; [`EmitError::Adapter`] if only connections to this server were closed.
    pub async fn close(self) -> Result<(), EmitError> {
        let Some(namespace) = self.namespace()? else {
            return Ok(());
        };
        for id in namespace.protocol().local_sockets(self.recipients.clone()) {
            if let Some((socket, session)) = namespace.socket(id) {
                session.close(&socket);
            }
        }
        let others = namespace.protocol().close_others(self.recipients);
        others.await.map_err(EmitError::from)
    }

    /// Where they are; `None` if nobody is meant.
    fn namespace(&self) -> Result<Option<Arc<Namespace>>, EmitError> {
        let namespace = self.reach.namespace()?;
        let is_nobody = self.in_rooms && !self.recipients.has_rooms();
        Ok(namespace.filter(|_| !is_nobody))
    }
}

impl<G: ?Sized> Clone for Broadcast<G> {
    fn clone(&self) -> Self {
        Self {
            reach: self.reach.clone(),
            recipients: self.recipients.clone(),
            in_rooms: self.in_rooms,
            timeout: self.timeout,
            gateway: PhantomData,
        }
    }
}

impl<G: ?Sized> fmt::Debug for Broadcast<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Broadcast")
            .field("recipients", &self.recipients)
            .finish_non_exhaustive()
    }
}
