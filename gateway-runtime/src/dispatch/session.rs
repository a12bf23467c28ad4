//! What we keep for one socket.
//!
//! A session is owned by the handlers that are installed on its socket, so it never owns the socket:
//! the two would keep each other alive.

use std::{
    pin::pin,
    sync::{
        Arc, Mutex, OnceLock, Weak,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use socketioxide::{SendError, SocketError};
use socketioxide_core::{Value, adapter::Room};
use tokio::{sync::Notify, time::sleep};

use super::{
    NamespaceRuntime,
    children::{GONE, Stay},
    kept::Kept,
    lane::{self, Lane, Refusal},
    outbox::{Drain, Outbox, Overflow},
    panics,
};
use crate::{
    adapter::RawSocket,
    error::{EmitError, WsError},
    extract::{Auth, ConnectionContext, DisconnectContext},
    message::{Message, event_of},
    reply::{self, Arguments, Payload},
    server::Namespace,
    socket::{DisconnectReason, Socket},
    sync::lock,
};

/// The pattern of an error that a connection hook returned: NestJS has no name for it.
const CONNECTION: &str = "connection";
/// How often a stream looks whether its client has caught up.
const CATCHING_UP: Duration = Duration::from_millis(4);

/// One socket in one namespace.
pub(crate) struct Session {
    /// Socketioxide's own handles do not give out their `Arc`.
    socket: Weak<RawSocket>,
    namespace: Arc<NamespaceRuntime>,
    /// The very namespace, which may be one of many.
    place: Arc<Namespace>,
    /// Until the disconnect hooks have returned, if it is one of many.
    stay: Mutex<Option<Stay>>,
    /// What the client sent with CONNECT.
    auth: Auth,
    /// What users keep with the socket, until its disconnect hooks have returned.
    kept: Kept,
    pub(super) lane: Mutex<Lane>,
    /// Messages that were accepted and whose handler has not returned.
    in_flight: AtomicUsize,
    outbox: Outbox,
    /// How many gateways, in name order, have accepted the connection.
    joined: AtomicUsize,
    /// The socket has left, or its client does not read: no further handler runs and nothing more is
    /// sent.
    ended: AtomicBool,
    /// Told when `ended` is set, for streams.
    end: Notify,
    /// The rooms as they were when the socket left, for the disconnect hooks.
    left_rooms: OnceLock<Vec<Room>>,
}

impl Session {
    pub(super) fn new(
        namespace: Arc<NamespaceRuntime>,
        place: Arc<Namespace>,
        stay: Option<Stay>,
        socket: &Arc<RawSocket>,
        auth: Option<&Value>,
    ) -> Self {
        Self {
            socket: Arc::downgrade(socket),
            outbox: Outbox::new(namespace.max_waiting_answers(), namespace.heartbeat()),
            namespace,
            place,
            stay: Mutex::new(stay),
            auth: Auth::new(auth),
            kept: Kept::default(),
            lane: Mutex::new(Lane::new()),
            in_flight: AtomicUsize::new(0),
            joined: AtomicUsize::new(0),
            ended: AtomicBool::new(false),
            end: Notify::new(),
            left_rooms: OnceLock::new(),
        }
    }

    /// The socket, unless it is gone.
    pub(crate) fn socket(&self) -> Option<Arc<RawSocket>> {
        self.socket.upgrade()
    }

    pub(crate) fn namespace(&self) -> &Arc<NamespaceRuntime> {
        &self.namespace
    }

    /// The very namespace that the socket is in.
    pub(crate) fn place(&self) -> &Arc<Namespace> {
        &self.place
    }

    /// What users keep with the socket.
    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// What the client sent with CONNECT.
    pub(crate) fn auth(&self) -> &Auth {
        &self.auth
    }

    /// Until nothing can be sent any more.
    pub(crate) async fn gone(&self) {
        loop {
            let mut end = pin!(self.end.notified());
            // Listening begins here, before the look, so that the end is not missed in between.
            end.as_mut().enable();
            if !self.is_connected() {
                return;
            }
            end.await;
        }
    }

    /// Until the client has taken what waits for it, or is gone.
    pub(crate) async fn outbox_is_empty(&self) {
        while self.outbox.is_busy() && self.is_connected() {
            sleep(CATCHING_UP).await;
        }
    }

    /// The rooms at the end, once the socket has left.
    pub(crate) fn left_rooms(&self) -> Option<&[Room]> {
        self.left_rooms.get().map(Vec::as_slice)
    }

    /// Whether anything can be sent.
    pub(crate) fn is_connected(&self) -> bool {
        !self.ended.load(Relaxed)
    }

    /// Whether a message is accepted and its handler has not returned, or an answer still waits for
    /// the client to read.
    pub(crate) fn has_work(&self) -> bool {
        self.in_flight.load(Relaxed) > 0 || self.outbox.is_busy()
    }

    /// The server ends the socket, without a word to the client: the connection is closed next.
    pub(crate) fn leave_by_itself(self: &Arc<Self>, reason: DisconnectReason) {
        if let Some(socket) = self.socket() {
            let rooms = socket.rooms();
            self.leave(socket, reason, rooms);
        }
    }

    /// A packet from the reader.
    pub(super) fn receive(
        self: &Arc<Self>,
        socket: Arc<RawSocket>,
        value: Value,
        ack: Option<i64>,
    ) {
        if self.ended.load(Relaxed) {
            return;
        }
        let (event, event_end) = event_of(&value);
        let found = self.namespace.table().find(event);
        let message = Message::new(socket, Arc::clone(self), found, event_end, value, ack);
        if self.namespace.lifecycle().is_closing() {
            message
                .into_reply()
                .fail(WsError::unavailable("the server is shutting down"));
        } else if self.take_place() {
            lane::arrive(self, message);
        } else {
            let error = WsError::too_many_requests("too many messages of this socket are in work");
            message.into_reply().fail(error);
        }
    }

    /// The socket has left.
    pub(super) fn leave(
        self: &Arc<Self>,
        socket: Arc<RawSocket>,
        reason: DisconnectReason,
        rooms: Vec<Room>,
    ) {
        // The first reason is the true one: shutdown may come after the client's own disconnect.
        if self.left_rooms.set(rooms).is_ok() {
            if reason != DisconnectReason::ServerShuttingDown {
                // The client may be back at once, over the same connection and under the same id, as
                // another session: nothing of this one may reach it.
                self.ended.store(true, Relaxed);
                self.end.notify_waiters();
                self.outbox.clear();
            }
            lane::disconnect(self, socket, reason);
        }
    }

    /// The socket got its CONNECT.
    pub(super) fn begin(&self, socket: &Arc<RawSocket>) {
        self.namespace.lifecycle().session_began();
        lane::begin_with(self, socket);
    }

    /// Runs the connection hooks, then starts what has arrived meanwhile.
    pub(super) async fn connect(self: Arc<Self>, socket: Arc<RawSocket>) {
        // The transport may have closed between CONNECT and this task.
        let accepted = if lock(&self.lane).has_ended() {
            Err(WsError::unavailable("the socket has left"))
        } else if self.is_stray() {
            Err(WsError::unavailable(GONE))
        } else {
            self.join(&socket).await
        };
        match accepted {
            Ok(()) => {
                if let Some(stay) = &*lock(&self.stay) {
                    stay.accept();
                }
                lane::go_on(&self).await;
            }
            Err(error) => self.reject(&socket, error),
        }
    }

    /// Whether its namespace is not the one that the name stands for.
    fn is_stray(&self) -> bool {
        let stay = lock(&self.stay);
        stay.as_ref().is_some_and(Stay::is_replaced)
    }

    /// The connection hooks in name order; the first error refuses the socket.
    async fn join(self: &Arc<Self>, socket: &Arc<RawSocket>) -> Result<(), WsError> {
        if self.namespace.lifecycle().is_closing() {
            return Err(WsError::unavailable("the server is shutting down"));
        }
        for (index, member) in self.namespace.members().iter().enumerate() {
            if let Some(hook) = &member.connection {
                let socket = Socket::new(Arc::clone(socket), Arc::clone(self));
                let context = ConnectionContext::new(socket);
                match panics::caught(async { hook(context).await }).await {
                    Ok(result) => result?,
                    Err(panic) => {
                        tracing::error!(gateway = member.name, %panic, "a connection hook panicked");
                        return Err(WsError::failure());
                    }
                }
            }
            self.joined.store(index + 1, Relaxed);
        }
        Ok(())
    }

    /// Guarantee 3: error answers to what waits, `exception`, DISCONNECT; no handler ever runs.
    fn reject(self: &Arc<Self>, socket: &Arc<RawSocket>, error: WsError) {
        let policy = self.namespace.errors();
        let error = policy.mapped(error, None, || {
            Socket::new(Arc::clone(socket), Arc::clone(self))
        });
        let chain = error.chain().filter(|_| self.is_connected());
        // A hook that fails because its client has left meanwhile is nobody's fault.
        if let Some(chain) = chain {
            tracing::error!(socket = %socket.id, error = %chain, "a connection hook failed");
        } else {
            tracing::debug!(socket = %socket.id, code = error.code(), %error, "a connection was refused");
        }
        lock(&self.lane).refuse(Refusal::NotConnected {
            code: error.code().to_owned(),
            message: error.message().to_owned(),
        });
        lane::run(self);
        let mut exception = reply::Refusal::new(policy, &error, CONNECTION, None, None);
        self.send(socket, move |socket| exception.send(socket));
        self.disconnect(socket);
    }

    /// The last entry of the lane: the disconnect hooks of the gateways that had accepted.
    pub(super) async fn left(self: Arc<Self>, socket: Arc<RawSocket>, reason: DisconnectReason) {
        let joined = self.joined.load(Relaxed);
        for member in self.namespace.members().iter().take(joined) {
            let Some(hook) = &member.disconnect else {
                continue;
            };
            let socket = Socket::new(Arc::clone(&socket), Arc::clone(&self));
            let context = DisconnectContext::new(socket, reason);
            match panics::caught(async { hook(context).await }).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    let chain = error.chain();
                    tracing::error!(gateway = member.name, %error, chain, "a disconnect hook failed");
                }
                Err(panic) => {
                    tracing::error!(gateway = member.name, %panic, "a disconnect hook panicked");
                }
            }
        }
        // The namespace may go before the last handle to the socket does.
        drop(lock(&self.stay).take());
        self.namespace.lifecycle().session_ended();
        // A value may hold a handle to the socket. Last, since dropping it is a user's code.
        self.kept.clear();
    }

    /// Sends now, or as soon as the connection's buffer has room; in the order of the calls.
    pub(crate) fn send(
        self: &Arc<Self>,
        socket: &Arc<RawSocket>,
        parcel: impl FnMut(&Arc<RawSocket>) -> Result<(), SendError> + Send + 'static,
    ) {
        if !self.is_connected() {
            return;
        }
        match self.outbox.send(socket, parcel) {
            Ok(None) => {}
            Ok(Some(drain)) => self.run_drain(socket, drain),
            Err(Overflow) => self.end(socket),
        }
    }

    /// Sends a value that the caller keeps: written at once if it has to wait.
    pub(crate) fn emit<T: Payload + ?Sized>(
        self: &Arc<Self>,
        socket: &Arc<RawSocket>,
        event: &str,
        payload: &T,
    ) -> Result<(), EmitError> {
        if !self.outbox.is_busy() {
            match socket.emit(event, &Arguments(payload)) {
                Err(SendError::Socket(SocketError::InternalChannelFull)) => {}
                sent => return sent.map_err(EmitError::from),
            }
        }
        let namespace = Arc::clone(&self.place);
        let packet = namespace.packet(event, payload)?;
        self.send(socket, move |socket| {
            namespace.send_to(socket, packet.clone())
        });
        Ok(())
    }

    /// Disconnects from the namespace, behind everything that was sent before.
    pub(crate) fn disconnect(self: &Arc<Self>, socket: &Arc<RawSocket>) {
        if self.left_rooms.get().is_some() {
            // It would end the session after this one.
            return;
        }
        if let Some(drain) = self.outbox.send_last(socket, disconnect_parcel) {
            self.run_drain(socket, drain);
        }
    }

    fn run_drain(self: &Arc<Self>, socket: &Arc<RawSocket>, drain: Drain) {
        let session = Arc::clone(self);
        let socket = Arc::downgrade(socket);
        tokio::spawn(async move {
            drain
                .run(&session.outbox, socket, |socket| session.end(socket))
                .await;
        });
    }

    /// Guarantee 11's end: no further handler runs and what waits is given up.
    fn end(self: &Arc<Self>, socket: &Arc<RawSocket>) {
        if self.ended.swap(true, Relaxed) {
            return;
        }
        self.end.notify_waiters();
        tracing::warn!(socket = %socket.id, "a client does not read its answers and is disconnected");
        lock(&self.lane).refuse(Refusal::Ended);
        self.outbox.clear();
        self.disconnect(socket);
    }

    fn take_place(&self) -> bool {
        let taken = self.in_flight.fetch_add(1, Relaxed);
        if taken < self.namespace.max_in_flight() {
            return true;
        }
        self.give_place();
        false
    }

    pub(super) fn give_place(&self) {
        self.in_flight.fetch_sub(1, Relaxed);
    }
}

/// DISCONNECT, which socketioxide does not send into a full buffer either.
fn disconnect_parcel(socket: &Arc<RawSocket>) -> Result<(), SendError> {
    Arc::clone(socket).disconnect().map_err(SendError::Socket)
}
