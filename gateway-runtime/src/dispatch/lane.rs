//! The queue of one socket. Whoever holds the baton starts its entries; there is never more than
//! one holder, and the connection hook is the first.

use std::{collections::VecDeque, sync::Arc};

use super::{
    Session,
    work::{self, Pending},
};
use crate::{
    adapter::RawSocket, error::WsError, gateway::Ordering, message::Message,
    socket::DisconnectReason, sync::lock,
};

/// How many entries a task starts before it lets a reader take over, so that a client with a long
/// queue feels its own load again.
const ENTRIES_IN_A_ROW: usize = 32;

/// What waits for its start.
pub(super) enum Entry {
    Message(Message),
    Disconnect(Arc<RawSocket>, DisconnectReason),
}

/// The queue. It starts owned: the connection hook has the baton.
pub(super) struct Lane {
    owned: bool,
    /// Whether the socket got its CONNECT, so that a connection hook will run and then what waits.
    begun: bool,
    /// Why no message may start: the connection hook's error, or the socket's end.
    refused: Option<Refusal>,
    /// A disconnect is the last entry.
    ended: bool,
    /// Why it left before its CONNECT. The entry follows then: it holds the socket, and the socket the
    /// lane, so that nobody could free the two if there never is a CONNECT.
    early: Option<DisconnectReason>,
    waiting: VecDeque<Entry>,
}

/// Why a message is not handled any more.
#[derive(Clone, Debug)]
pub(super) enum Refusal {
    /// The connection hook refused the socket with this code and message.
    NotConnected { code: String, message: String },
    /// The socket was ended by the server, for example because its answers pile up.
    Ended,
}

impl Refusal {
    /// What the client is told.
    pub(super) fn to_error(&self) -> WsError {
        match self {
            Self::NotConnected { code, message } => WsError::new(code.clone(), message.clone()),
            Self::Ended => WsError::unavailable("the socket is being disconnected"),
        }
    }
}

impl Lane {
    pub(super) fn new() -> Self {
        Self {
            owned: true,
            begun: false,
            refused: None,
            ended: false,
            early: None,
            waiting: VecDeque::new(),
        }
    }

    /// From now on messages are refused, also those that wait.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.refused.get_or_insert(refusal);
    }

    /// Whether the disconnect has arrived.
    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }
}

/// A message from the reader: started here if nobody holds the baton, else queued.
pub(super) fn arrive(session: &Arc<Session>, message: Message) {
    work::charge_one_unit();
    let mut lane = lock(&session.lane);
    if lane.ended {
        drop(lane);
        // The client is gone: nobody waits for an answer.
        message.into_reply().release();
        session.give_place();
        return;
    }
    if lane.owned {
        lane.waiting.push_back(Entry::Message(message));
        return;
    }
    lane.owned = true;
    // Earlier ones wait while a task has laid the baton down for a moment.
    let is_next = lane.waiting.is_empty() && lane.refused.is_none();
    if !is_next {
        lane.waiting.push_back(Entry::Message(message));
        drop(lane);
        return run(session);
    }
    drop(lane);
    match begin(session, message) {
        Some(pending) if session.namespace().ordering() == Ordering::Sequential => {
            wait_then_continue(session, pending);
        }
        Some(pending) => {
            tokio::spawn(pending.finish());
            run(session);
        }
        None => run(session),
    }
}

/// The socket got its CONNECT. Its connection hook has the baton.
pub(super) fn begin_with(session: &Session, socket: &Arc<RawSocket>) {
    let mut lane = lock(&session.lane);
    lane.begun = true;
    if let Some(reason) = lane.early.take() {
        let disconnect = Entry::Disconnect(Arc::clone(socket), reason);
        lane.waiting.push_back(disconnect);
    }
}

/// The disconnect: the last entry, also after a connection hook that is still running.
pub(super) fn disconnect(session: &Arc<Session>, socket: Arc<RawSocket>, reason: DisconnectReason) {
    {
        let mut lane = lock(&session.lane);
        if lane.ended {
            return;
        }
        lane.ended = true;
        if !lane.begun {
            lane.early = Some(reason);
            let waiting = std::mem::take(&mut lane.waiting);
            drop(lane);
            return give_up(session, waiting);
        }
        lane.waiting.push_back(Entry::Disconnect(socket, reason));
        if lane.owned {
            return;
        }
        lane.owned = true;
    }
    run(session);
}

/// Nobody waits for what was sent before CONNECT, and it holds the socket too.
fn give_up(session: &Session, waiting: VecDeque<Entry>) {
    for entry in waiting {
        if let Entry::Message(message) = entry {
            message.into_reply().release();
            session.give_place();
        }
    }
}

/// Starts entries where we are until none is left. The caller has the baton.
pub(super) fn run(session: &Arc<Session>) {
    while let Some((entry, refused)) = next(session) {
        if let Some(pending) = start(session, entry, refused) {
            if session.namespace().ordering() == Ordering::Sequential {
                return wait_then_continue(session, pending);
            }
            tokio::spawn(pending.finish());
        }
    }
}

/// Starts entries in a task until none is left or a reader goes on; with `sequential` order each is
/// completed before the next. The caller has the baton.
pub(super) async fn go_on(session: &Arc<Session>) {
    let mut started = 0_usize;
    while let Some((entry, refused)) = next(session) {
        if let Some(pending) = start(session, entry, refused) {
            if session.namespace().ordering() == Ordering::Sequential {
                pending.finish().await;
            } else {
                tokio::spawn(pending.finish());
            }
        }
        started += 1;
        if started.is_multiple_of(ENTRIES_IN_A_ROW) && !pause(session).await {
            return;
        }
    }
}

/// Lays the baton down for a moment; false if somebody else has picked it up or nothing is left.
async fn pause(session: &Session) -> bool {
    lock(&session.lane).owned = false;
    tokio::task::yield_now().await;
    let mut lane = lock(&session.lane);
    if lane.owned || lane.waiting.is_empty() {
        return false;
    }
    lane.owned = true;
    true
}

/// Keeps the baton in a task until `pending` is complete, then goes on there.
fn wait_then_continue(session: &Arc<Session>, pending: Pending) {
    let session = Arc::clone(session);
    tokio::spawn(async move {
        pending.finish().await;
        go_on(&session).await;
    });
}

/// The next entry; or gives the baton back, in the same critical section, so that an entry that
/// arrives meanwhile is always seen by somebody.
fn next(session: &Session) -> Option<(Entry, Option<Refusal>)> {
    let mut lane = lock(&session.lane);
    let entry = lane.waiting.pop_front();
    lane.owned = entry.is_some();
    entry.map(|entry| (entry, lane.refused.clone()))
}

fn start(session: &Arc<Session>, entry: Entry, refused: Option<Refusal>) -> Option<Pending> {
    match (entry, refused) {
        (Entry::Message(message), Some(refusal)) => {
            message.into_reply().fail(refusal.to_error());
            session.give_place();
            None
        }
        (Entry::Message(message), None) => begin(session, message),
        (Entry::Disconnect(socket, reason), _) => {
            // Never in the reader: a slow hook must not hold up the connection.
            tokio::spawn(Arc::clone(session).left(socket, reason));
            None
        }
    }
}

/// Calls the handler that the message was routed to when it arrived.
fn begin(session: &Arc<Session>, message: Message) -> Option<Pending> {
    if let Some(subscriber) = session
        .namespace()
        .table()
        .subscriber(message.subscription())
    {
        return work::start(session, subscriber, message);
    }
    let error = WsError::not_found(format!("no handler for the event `{}`", message.event()));
    message.into_reply().fail(error);
    session.give_place();
    None
}
