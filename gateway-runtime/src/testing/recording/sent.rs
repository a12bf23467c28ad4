//! `Sent` is what was sent through a recording `Server`.

use std::{
    fmt::{self, Display},
    sync::Arc,
};

use super::{
    filter::Filter,
    record::Record,
    recorder::{Answer, Answerer, Records},
};
use crate::{
    options::Parser,
    protocol::{Packet, SocketId},
    sync::lock,
    wire::{Acknowledgement, Payload, event_arguments, written},
};

/// What was sent through a [recording](crate::Server::recording) server, in the order in which it was sent.
///
/// [`to_room`](Self::to_room), [`to_everyone`](Self::to_everyone) and [`in_namespace`](Self::in_namespace) give a part of
/// it. Clones and parts see the same records, whichever thread sends: [`events`](Self::events) and the like list all of
/// them at any time, while an expectation such as [`event`](Self::event) is met by each record once.
///
/// Nothing waits here. What a task of the service sends later is there later, so wait for that task first.
#[derive(Clone)]
pub struct Sent {
    pub(super) records: Arc<Records>,
    pub(super) filter: Filter,
}

impl Sent {
    pub(super) fn new(records: Arc<Records>) -> Self {
        Self {
            records,
            filter: Filter::default(),
        }
    }

    /// The part that was sent to this room, alone or among others: `server.to("user:7")`, and also
    /// `server.to(["user:7", "staff"])`, but not what was sent to everyone. A [`SocketId`] is a room too.
    #[must_use]
    pub fn to_room(&self, room: impl Display) -> Self {
        let mut part = self.clone();
        part.filter.rooms.push(room.to_string());
        part
    }

    /// The part that was sent to no room, but to everyone in the namespace; some may have been left out by `except`.
    #[must_use]
    pub fn to_everyone(&self) -> Self {
        let mut part = self.clone();
        part.filter.is_everyone = true;
        part
    }

    /// The part that was sent in this namespace, for a gateway whose namespace is a pattern: `"/chat/7"`, or `"chat/7"`.
    #[must_use]
    pub fn in_namespace(&self, namespace: &str) -> Self {
        let mut part = self.clone();
        let path = namespace.strip_prefix('/').unwrap_or(namespace);
        part.filter.namespace = Some(format!("/{path}"));
        part
    }

    /// All events for clients, whether a test has asked for them already or not.
    #[must_use]
    pub fn events(&self) -> Vec<Record> {
        self.chosen(|record| record.event().is_some())
    }

    /// Everything, in one order: the events for clients, those for other servers, and what sockets were made to do.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        self.chosen(|_| true)
    }

    /// Has one more client answer this event, each time it is sent by `emit_with_ack`. The closure gets the event's
    /// arguments, and returns what the acknowledgement carries. Such an event is no event for [`event`](Self::event) and
    /// the like; [`events`](Self::events) lists it.
    ///
    /// Each call adds a client, which answers what is sent in this part, as `sent.to_room("user:7").answer_to(..)` answers
    /// what is sent to that room, and what is sent to the client alone. The returned id is that of the client's socket, as
    /// [`Acknowledgements`](crate::Acknowledgements) names it; the server reaches the client by it, or leaves it out.
    ///
    /// If the event's arguments are no `Q`, the client does not answer in time, and the next expectation fails.
    ///
    /// ```
    /// # use gateway_runtime::prelude::*;
    /// # #[websocket_gateway] struct Game;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let (game, sent) = Server::<Game>::recording();
    /// let an = sent.answer_to("ready?", |round: u32| round > 1);
    /// let bo = sent.no_answer_to("ready?");
    ///
    /// let answers = game.emit_with_ack::<_, bool>("ready?", &2).await.unwrap().all().await;
    /// assert!(matches!(answers[0], (id, Ok(true)) if id == Some(an)));
    /// assert!(matches!(answers[1], (id, Err(EmitError::Timeout)) if id == Some(bo)));
    /// # }
    /// ```
    pub fn answer_to<Q: Acknowledgement, A: Payload>(
        &self,
        event: &str,
        answer: impl Fn(Q) -> A + Send + Sync + 'static,
    ) -> SocketId {
        let name = event.to_owned();
        let answer = move |packet: &Packet| {
            let question = event_arguments(packet).map_err(|why| {
                format!("`{name}`, which the server wants to be answered, is something else than was expected: {why}")
            })?;
            written(Parser::Common, None, &answer(question))
                .map_err(|error| format!("the answer to `{name}` cannot be written: {error}"))
        };
        self.add_client(event, Some(Box::new(answer)))
    }

    /// Has one more client not answer this event in time: the asker gets [`EmitError::Timeout`](crate::EmitError::Timeout)
    /// for this client, at once.
    #[expect(
        clippy::must_use_candidate,
        reason = "most tests do not ask who is silent"
    )]
    pub fn no_answer_to(&self, event: &str) -> SocketId {
        self.add_client(event, None)
    }

    /// From now on the other servers cannot be reached, or can again: the errors are those of a running server whose
    /// backend is gone. What concerns clients is recorded all the same, since those of this server get it.
    pub fn other_servers_are_away(&self, are_away: bool) {
        lock(&self.records.state).others_are_away = are_away;
    }

    /// Ends the app that the server would belong to: from now on every method that sends or asks returns
    /// [`EmitError::NotRunning`](crate::EmitError::NotRunning), and [`Server::closed`](crate::Server::closed) resolves.
    pub fn end_app(&self) {
        self.records.lifecycle.end_handles();
    }

    fn add_client(&self, event: &str, answer: Option<Box<Answer>>) -> SocketId {
        let answerer = Answerer {
            filter: self.filter.clone(),
            event: event.to_owned(),
            answer,
        };
        let mut state = lock(&self.records.state);
        let id = SocketId::numbered(state.answerers.len() + 1);
        state.answerers.push((id, Arc::new(answerer)));
        id
    }

    fn chosen(&self, is_chosen: impl Fn(&Record) -> bool) -> Vec<Record> {
        let state = lock(&self.records.state);
        let records = state.entries.iter().map(|entry| &entry.record);
        let chosen = records.filter(|record| self.filter.accepts(record) && is_chosen(record));
        chosen.cloned().collect()
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.records()).finish()
    }
}
