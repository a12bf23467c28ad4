//! `Client` is a client of the kit in one namespace.

#[cfg(feature = "testing-contract")]
mod conforms;
mod expect;
mod misbehave;

use std::{fmt, panic::Location, sync::Arc, thread};

use futures_util::future::BoxFuture;

use super::{
    connect::JoinNamespace,
    connection::{Connection, End},
    error_object::ErrorObject,
    failure::fail,
};
use crate::{
    protocol::{Packet, SocketId},
    wire::{
        Acknowledgement, Borrowed, ClientPacket, PacketKind, Payload, acknowledged,
        event_arguments, written,
    },
};

/// A client in one namespace: [`TestApp::connect`](super::TestApp::connect) makes one.
///
/// It takes everything that comes, whether the test asks for that or not. What it sends is on its way at once.
///
/// A client that is dropped is lost, and the server is told nothing, as when a laptop is closed; if the client had joined
/// further namespaces, with the last of them. Over a WebSocket the server notices at once; of a client that polls it
/// notices with the heartbeat. [`disconnect`](Self::disconnect) says goodbye.
pub struct Client {
    connection: Arc<Connection>,
    namespace: String,
    socket: SocketId,
}

impl Client {
    pub(super) fn new(connection: Arc<Connection>, namespace: String, socket: SocketId) -> Self {
        Self {
            connection,
            namespace,
            socket,
        }
    }

    /// The id of the client's socket, `socket.id` in the official client: the name of a room that the client is in
    /// alone.
    #[must_use]
    pub fn id(&self) -> SocketId {
        self.socket
    }

    /// The namespace, with its leading slash.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Sends a message, and asks for no acknowledgement. Several arguments are an [`Args`](crate::Args) of a tuple.
    ///
    /// # Panics
    /// If the payload cannot be written.
    #[track_caller]
    pub fn emit<T: Payload + ?Sized>(&self, event: &str, payload: &T) {
        self.send(event, payload, None);
    }

    /// Sends a message, and waits for its acknowledgement: one value, or several as [`Args`](crate::Args) of a tuple. The
    /// message is sent at once, also if the future is awaited later.
    ///
    /// # Errors
    /// The error that the app has answered with: an object with `status: "error"`, a code and a message.
    ///
    /// # Panics
    /// If the payload cannot be written. When it is awaited: if no acknowledgement can come any more or none comes in
    /// time, or if the value is no `R`.
    #[track_caller]
    #[must_use = "the answer is looked at when it is awaited; `emit` asks for none"]
    pub fn ask<'a, R: Acknowledgement + 'a>(
        &'a self,
        event: &str,
        payload: &(impl Payload + ?Sized),
    ) -> BoxFuture<'a, Result<R, ErrorObject>> {
        let place = Location::caller();
        let id = self.connection.next_acknowledgement();
        self.send(event, payload, Some(id));
        let event = event.to_owned();
        // In a box, so that the payload's type need not be named beside `R`.
        Box::pin(async move {
            let answered = self
                .connection
                .until(&self.namespace, |inbox| inbox.answers.remove(&id));
            let packet = match answered.await {
                Ok(packet) => packet,
                Err(why) => self.fail(&format!("no answer to `{event}`: {why}"), place),
            };
            // An object with the status of an error, and everything that an error has, is one.
            if let Ok(error) = acknowledged::<ErrorObject>(&packet) {
                return Err(error);
            }
            match acknowledged(&packet) {
                Ok(answer) => Ok(answer),
                Err(why) => self.fail(
                    &format!("the answer to `{event}` is something else than was expected: {why}"),
                    place,
                ),
            }
        })
    }

    /// Answers an event for which the server wants an acknowledgement (`emit_with_ack`), each time it comes. The closure
    /// gets the event's arguments, and returns what the acknowledgement carries. Such an event is no event for
    /// [`event`](Self::event) and the like.
    ///
    /// If the event's arguments are no `Q`, the next expectation of this client fails.
    pub fn answer_to<Q: Acknowledgement, A: Payload>(
        &self,
        event: &str,
        answer: impl Fn(Q) -> A + Send + Sync + 'static,
    ) {
        let parser = self.connection.parser();
        let name = event.to_owned();
        let answerer = move |packet: &Packet| {
            let question = event_arguments(packet).map_err(|why| {
                format!("`{name}`, which the server wants to be answered, is something else than was expected: {why}")
            })?;
            written(parser, None, &answer(question))
                .map_err(|error| format!("the answer to `{name}` cannot be written: {error}"))
        };
        self.connection
            .answer_with(&self.namespace, event, Arc::new(answerer));
    }

    /// Joins a further namespace, over the same connection: `.await` the result, after an `.auth(..)` if it needs one.
    #[track_caller]
    pub fn join_namespace(&self, namespace: &str) -> JoinNamespace {
        JoinNamespace::new(&self.connection, namespace)
    }

    /// Leaves the namespace, and returns when the app has settled. When the client has left its last namespace, it
    /// closes the connection.
    ///
    /// # Panics
    /// When it is awaited: if something is wrong with what has come until then.
    #[track_caller]
    #[must_use = "the client leaves when this is awaited"]
    pub fn disconnect(self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            self.connection.send(&self.packet(PacketKind::Disconnect));
            self.connection.close_if_left();
            self.connection.settling().settled(place).await;
            self.fail_if_broken(place);
        }
    }

    /// How the client has left the namespace; `None` if it is still there.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        self.connection.look(&self.namespace, |inbox| inbox.ended)
    }

    /// What the client has sent and got, each packet with the time since the connection began: what the message of a test
    /// that fails shows.
    #[must_use]
    pub fn transcript(&self) -> String {
        self.connection.transcript()
    }

    #[track_caller]
    fn send<T: Payload + ?Sized>(&self, event: &str, payload: &T, id: Option<i64>) {
        let written = written(self.connection.parser(), Some(event), &Borrowed(payload));
        match written {
            Ok(packet) => {
                let packet = self.packet(PacketKind::Event(packet, id));
                if let Err(why) = self.connection.may_send(&packet) {
                    self.fail(&why, Location::caller());
                }
                self.connection.send(&packet);
            }
            Err(error) => self.fail(
                &format!("what `{event}` carries cannot be written: {error}"),
                Location::caller(),
            ),
        }
    }

    fn packet(&self, kind: PacketKind) -> ClientPacket {
        ClientPacket {
            namespace: self.namespace.clone(),
            kind,
        }
    }

    /// Fails the test if something is wrong with what has come.
    fn fail_if_broken(&self, place: &Location<'_>) {
        if let Some(why) = self.connection.broken() {
            self.fail(&why, place);
        }
    }

    fn fail(&self, what: &str, place: &Location<'_>) -> ! {
        fail(what, place, &self.connection)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("namespace", &self.namespace)
            .field("id", &self.socket)
            .finish_non_exhaustive()
    }
}

/// What is wrong with what has come is not lost with the client.
impl Drop for Client {
    fn drop(&mut self) {
        // A second panic on the same thread would end the process, and the first one is what the test fails with.
        if !thread::panicking()
            && let Some((why, place)) = self.connection.unnoticed()
        {
            let why = format!("{why}\n  no expectation of the client came after that");
            fail(&why, place, &self.connection);
        }
    }
}
