//! `Namespace` is one namespace of a running protocol server: its sockets, on this server and on the others.
//!
//! The adapter is called directly, and not through the library's operators: the futures of those borrow the
//! payload, so that a broadcast could not be spawned, and their errors say less.

use std::{pin::pin, sync::Arc, time::Duration};

use futures_core::Stream;
use futures_util::StreamExt as _;
use serde_json::value::RawValue;
use socketioxide::{SocketError, operators::BroadcastOperators};
use socketioxide_core::{
    Uid, Value,
    adapter::{BroadcastOptions, CoreAdapter as _, CoreLocalAdapter},
    packet,
    parser::Parse as _,
};
use tokio::{
    task::JoinHandle,
    time::{Instant, timeout},
};

#[cfg(feature = "testing")]
use super::adapter::Deed;
use super::{
    AnswerError, Encoded, Form, Packet, RawSocket, Recipients, Room, SendError, SocketDescription,
    SocketId,
    adapter::{AnyAdapter, SocketioxideEmitter},
    closing::{CLOSING, take_closing},
    passed_on::PassedOn,
    reserved::is_reserved_between_servers,
    server::Others,
};
use crate::{
    error::{EmitError, SharingError},
    spawn::spawn,
};

/// How many bytes the name of a namespace may have, with the query that clients of Engine.IO 3 put there.
pub(crate) const LONGEST_NAMESPACE: usize = 8 * 1024;

/// A room that no socket is in.
const NOBODY: Room = Room::Borrowed("protocol/nobody");

/// A namespace. Clones are the same one. Its verbs that end in `_locally` or say so concern this server; the
/// others concern all servers that share the namespace.
#[derive(Clone)]
pub(crate) struct Namespace {
    pub(super) adapter: Arc<AnyAdapter>,
    pub(super) everyone: BroadcastOperators<AnyAdapter>,
    pub(super) others: Others,
}

/// What became of a broadcast.
pub(crate) struct Emitted {
    /// How many sockets of this server missed it, because their connection's buffer is full.
    pub(crate) missed: usize,
    /// Whether the other servers were told.
    pub(crate) shared: Result<(), SharingError>,
}

/// The answers of clients that were asked.
pub(crate) struct Asked<S> {
    pub(crate) answers: S,
    /// Whether the clients of the other servers were asked too.
    pub(crate) shared: Result<(), SharingError>,
}

impl Namespace {
    /// With its leading slash.
    pub(crate) fn path(&self) -> &str {
        self.everyone.ns_path()
    }

    /// Whether both are the same namespace, and not two of one name.
    pub(crate) fn is(&self, other: &Self) -> bool {
        // Each has an adapter of its own.
        Arc::ptr_eq(&self.adapter, &other.adapter)
    }

    /// Whether no other server shares the namespace.
    pub(crate) fn is_local(&self) -> bool {
        self.adapter.is_local()
    }

    /// In which form arguments are handed over. How the library and `serde_json` treat what is written is
    /// theirs to change, so it is tried out.
    pub(crate) fn form(&self) -> Form {
        const WRITTEN: &str = r#"["e",1]"#;
        let parser = self.local().parser();
        match parser.encode_value(&PassedOn(WRITTEN), Some("e")) {
            Ok(Value::Str(text, None)) if text.as_str() == WRITTEN => Form::PassedOn,
            Ok(Value::Bytes(_)) => Form::Packed,
            _ => Form::Json,
        }
    }

    /// What the library itself makes of an event with its arguments.
    #[cfg(test)]
    pub(crate) fn write(
        &self,
        event: Option<&str>,
        arguments: &(impl serde::Serialize + ?Sized),
    ) -> Result<Packet, crate::error::BoxError> {
        let written = self.local().parser().encode_value(arguments, event);
        Ok(Packet(written?))
    }

    /// Written arguments as an event of this namespace. Its name is the first of them.
    pub(crate) fn event(&self, arguments: Packet) -> Encoded {
        let path = self.local().path().clone();
        Encoded(packet::Packet::event(path, arguments.0))
    }

    /// Written arguments for the callback that waits under `number`, of a client in this namespace.
    pub(crate) fn answer(&self, number: i64, arguments: Packet) -> Encoded {
        let path = self.local().path().clone();
        Encoded(packet::Packet::ack(path, arguments.0, number))
    }

    /// Sends an event to sockets of this server; says how many missed it.
    pub(crate) fn emit_locally(&self, event: Encoded, recipients: Recipients) -> usize {
        missed(self.local().broadcast(event.0, recipients.0))
    }

    /// Sends an event to sockets of all servers.
    pub(crate) async fn emit(&self, event: Encoded, recipients: Recipients) -> Emitted {
        let emitted = self.adapter.emit(event.0, recipients.0).await;
        Emitted {
            missed: missed(emitted.locally),
            shared: emitted.shared,
        }
    }

    /// Sends an event or an answer to one socket of this server.
    pub(crate) fn send_to(&self, socket: &RawSocket, encoded: Encoded) -> Result<(), SendError> {
        let options = BroadcastOptions::new(socket.0.id);
        self.local()
            .broadcast(encoded.0, options)
            .map_err(|errors| {
                let error = errors.into_iter().next();
                error.map_or(SendError::Closed, SendError::from)
            })
    }

    /// Sends an event to one socket of this server and waits for its answer: undecoded, which the socket's
    /// own verb would not give.
    pub(crate) async fn ask(
        &self,
        socket: SocketId,
        event: Encoded,
        timeout: Option<Duration>,
    ) -> Result<Packet, AnswerError> {
        let Some(sid) = socket.sid() else {
            return Err(AnswerError::Closed);
        };
        let options = BroadcastOptions::new(sid);
        let (answers, _) = self.local().broadcast_with_ack(event.0, options, timeout);
        match pin!(answers).next().await {
            Some((_, answer)) => Ok(Packet(answer?)),
            None => Err(AnswerError::Closed),
        }
    }

    /// Sends an event to sockets of all servers and collects their answers. Servers of Node do not say whose answer
    /// one is.
    ///
    /// # Errors
    /// [`EmitError::CannotAsk`] of a process that is no server.
    pub(crate) async fn ask_all(
        &self,
        event: Encoded,
        recipients: Recipients,
        timeout: Option<Duration>,
    ) -> Result<
        Asked<impl Stream<Item = (Option<SocketId>, Result<Packet, AnswerError>)> + Send + use<>>,
        EmitError,
    > {
        let asked = self
            .adapter
            .emit_with_ack(event.0, recipients.0, timeout)
            .await?;
        Ok(Asked {
            answers: asked.answers.map(|(id, answer)| {
                let answer = answer.map(Packet).map_err(AnswerError::from);
                (SocketId::known(id), answer)
            }),
            shared: asked.shared,
        })
    }

    /// Lets sockets of all servers join rooms.
    pub(crate) async fn join(
        &self,
        recipients: Recipients,
        mut rooms: Vec<Room>,
    ) -> Result<(), SharingError> {
        take_closing(&mut rooms);
        let joined = self.adapter.join(recipients.0, rooms).await;
        self.adapter.changes.note();
        joined
    }

    /// Lets sockets of all servers leave rooms.
    pub(crate) async fn leave(
        &self,
        recipients: Recipients,
        rooms: Vec<Room>,
    ) -> Result<(), SharingError> {
        let left = self.adapter.leave(recipients.0, rooms).await;
        self.adapter.changes.note();
        left
    }

    /// Disconnects sockets of the other servers; those of this one are the caller's.
    pub(crate) async fn disconnect_others(
        &self,
        recipients: Recipients,
    ) -> Result<(), SharingError> {
        let disconnected = self.adapter.disconnect_others(recipients.0).await;
        self.adapter.changes.note();
        disconnected
    }

    /// Ends the connections of sockets of the other servers; those of this one are the caller's.
    pub(crate) async fn close_others(&self, recipients: Recipients) -> Result<(), SharingError> {
        if self.is_local() {
            return Ok(());
        }
        #[cfg(feature = "testing")]
        if let Some(shared) = self.adapter.record(&recipients.0, || Deed::Close) {
            return shared;
        }
        if let Some(others) = self.adapter.conversation() {
            if !self.adapter.concerns_others(&recipients.0) {
                return Ok(());
            }
            return others.close(&recipients.0).await;
        }
        // The two are received in this order, so exactly those that are marked are disconnected.
        let marked = self.adapter.join(recipients.0, vec![CLOSING]).await;
        let closed = match marked {
            Ok(()) => self.disconnect_others(Self::closing()).await,
            Err(error) => Err(error),
        };
        // The caller closes the sockets of this server. One that has come meanwhile must not stay marked.
        self.local().del_sockets(Self::closing().0, vec![CLOSING]);
        closed
    }

    /// The sockets that are marked.
    fn closing() -> Recipients {
        let mut closing = Recipients::everyone();
        closing.within(vec![CLOSING]);
        closing
    }

    /// The rooms that sockets of all servers are in.
    pub(crate) async fn rooms(&self, recipients: Recipients) -> Result<Vec<Room>, EmitError> {
        let mut rooms = self.adapter.all_rooms(recipients.0).await?;
        take_closing(&mut rooms);
        Ok(rooms)
    }

    /// The sockets of this server.
    pub(crate) fn local_sockets(&self, recipients: Recipients) -> Vec<SocketId> {
        let ids = self.local().sockets(recipients.0).into_iter();
        ids.map(SocketId::of).collect()
    }

    /// The sockets of all servers.
    pub(crate) async fn sockets(&self, recipients: Recipients) -> Result<Vec<SocketId>, EmitError> {
        let sockets = self.adapter.all_sockets(recipients.0).await?;
        Ok(sockets
            .into_iter()
            .map(|one| SocketId::of(one.id))
            .collect())
    }

    /// The sockets of the other servers, as these describe them: those of servers that answer within `timeout`, or else the
    /// backend's own time. `None` if they are asked by [`ask_servers`](Self::ask_servers).
    ///
    /// # Errors
    /// [`EmitError::Adapter`], [`EmitError::CannotAsk`].
    pub(crate) async fn sockets_elsewhere(
        &self,
        recipients: &Recipients,
        timeout: Option<Duration>,
    ) -> Result<Option<Vec<SocketDescription>>, EmitError> {
        if self.adapter.is_emitting() {
            return Err(EmitError::CannotAsk);
        }
        let elsewhere = self.adapter.sockets_elsewhere(&recipients.0, timeout);
        elsewhere.await
    }

    /// Asks the other servers something about `recipients`, and gives the answers of those that answer within `timeout`, or
    /// else the backend's own time: nothing if only sockets of this server are meant. `None` if the backend carries no
    /// questions.
    ///
    /// # Errors
    /// [`EmitError::Adapter`], [`EmitError::CannotAsk`].
    pub(crate) async fn ask_servers(
        &self,
        question: &str,
        recipients: &Recipients,
        timeout: Option<Duration>,
    ) -> Result<Option<Vec<String>>, EmitError> {
        if self.adapter.is_emitting() {
            return Err(EmitError::CannotAsk);
        }
        if !self.adapter.concerns_others(&recipients.0) {
            return Ok(Some(Vec::new()));
        }
        let Some(others) = self.others.get() else {
            return Ok(None);
        };
        let begin = Instant::now();
        // A server that hangs must not take the time of those that would answer.
        self.changes_are_made(timeout.map(|timeout| timeout / 2))
            .await?;
        let left = timeout.map(|timeout| timeout.saturating_sub(begin.elapsed()));
        others.ask(question, left).await.map(Some)
    }

    /// Waits until the other servers have made the changes that were demanded of them, at most for this time. A question goes
    /// another way than the changes, and could overtake a `join`.
    async fn changes_are_made(&self, at_most: Option<Duration>) -> Result<(), EmitError> {
        let Some(count) = self.adapter.changes.open() else {
            return Ok(());
        };
        // What the others answer here, of no socket, they answer behind the changes.
        let mut nobody = Recipients::everyone();
        nobody.within(vec![NOBODY]);
        let answered = self.adapter.all_rooms(nobody.0);
        if let Ok(answered) = timeout(at_most.unwrap_or(Duration::MAX), answered).await {
            answered?;
            self.adapter.changes.are_made(count);
        }
        Ok(())
    }

    /// Tells the other servers something; nobody, if no other server shares the namespace.
    ///
    /// # Errors
    /// [`EmitError::Adapter`] if they cannot be reached, or if the backend carries only what concerns sockets.
    pub(crate) async fn tell_servers(&self, message: &str) -> Result<(), EmitError> {
        if self.is_local() {
            return Ok(());
        }
        #[cfg(feature = "testing")]
        if let Some(shared) = self
            .adapter
            .record(&Recipients::everyone().0, || Deed::Tell(message))
        {
            return shared.map_err(EmitError::from);
        }
        match self.others.get() {
            Some(others) => Ok(others.tell(message).await?),
            None => Err(EmitError::Adapter(
                "the adapter carries nothing but what concerns sockets".into(),
            )),
        }
    }

    /// Emits an event for the gateways of the namespace on the other servers. `None` if the servers are told by
    /// [`tell_servers`](Self::tell_servers).
    pub(crate) async fn emit_to_servers(
        &self,
        event: &str,
        payload: &RawValue,
    ) -> Option<Result<(), EmitError>> {
        let others = self.adapter.conversation()?;
        if is_reserved_between_servers(event) {
            return Some(Err(EmitError::ReservedEvent(event.to_owned())));
        }
        let told = others.emit_to_servers(event, payload).await;
        Some(told.map_err(EmitError::from))
    }

    pub(super) fn server_id(&self) -> Uid {
        self.local().server_id()
    }

    /// How many servers share the namespace, this one included.
    pub(crate) async fn servers(&self) -> Result<u16, EmitError> {
        self.adapter.count_servers().await
    }

    /// The values of type `T` that were [attached](RawSocket::attach) to the sockets of this server.
    pub(crate) fn attached<T: Clone + Send + Sync + 'static>(&self) -> Vec<T> {
        let sockets = self.everyone.clone().sockets().into_iter();
        sockets
            .filter_map(|socket| socket.extensions.get::<T>())
            .collect()
    }

    /// The value of type `T` that was [attached](RawSocket::attach) to a socket of this server.
    pub(crate) fn attached_to<T: Clone + Send + Sync + 'static>(&self, id: SocketId) -> Option<T> {
        self.everyone.get_socket(id.sid()?)?.extensions.get::<T>()
    }

    /// Closes the adapter, in a task of its own.
    pub(super) fn close_adapter(&self) -> JoinHandle<()> {
        let adapter = Arc::clone(&self.adapter);
        spawn(Box::pin(async move {
            // A backend that cannot be reached is not told that this server has left.
            let _ = adapter.close().await;
        }))
    }

    /// Removes the sockets of this server, whose connections are closed.
    ///
    /// The library's own `close` leaves the sockets in the namespace. A namespace and its sockets keep one another
    /// alive, and the sockets keep what is attached to them: the gateways, and with those all that an app has.
    pub(super) fn remove_sockets(&self) {
        for socket in self.everyone.clone().sockets() {
            // Nothing is sent on a closed connection, so that nothing can fail.
            let _ = socket.disconnect();
        }
    }

    fn local(&self) -> &CoreLocalAdapter<SocketioxideEmitter> {
        self.adapter.get_local()
    }

    /// The library's own operators.
    #[cfg(feature = "unstable-socketioxide")]
    pub(crate) fn as_socketioxide(&self) -> &BroadcastOperators<AnyAdapter> {
        &self.everyone
    }
}

/// How many missed a broadcast: a slow client must not fail it for the others.
fn missed(sent: Result<(), Vec<SocketError>>) -> usize {
    let errors = sent.err().unwrap_or_default();
    let full = |error: &&SocketError| matches!(error, SocketError::InternalChannelFull);
    errors.iter().filter(full).count()
}
