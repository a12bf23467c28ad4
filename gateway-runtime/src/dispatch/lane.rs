//! The queue of one socket. Whoever holds the baton starts its entries; there is never more than
//! one holder, and the connection hook is the first. A message that nobody is in the way of does not
//! come into the queue.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use super::{
    Inbox,
    baton::Baton,
    work::{self, Pending},
};
use crate::{
    error::WsError,
    gateway::Ordering,
    message::Message,
    protocol::DisconnectReason,
    protocol::RawSocket,
    registry::{Starting, Subscription},
    sync::lock,
};

/// How many entries a task starts before it lets a reader take over, so that a client with a long
/// queue feels its own load again.
const ENTRIES_IN_A_ROW: usize = 32;

/// What waits for its start.
pub(super) enum Entry {
    /// With the subscription that was found when it arrived.
    Message(Message, Option<Subscription>),
    Disconnect(RawSocket, DisconnectReason),
}

/// The way of a socket's messages.
pub(super) struct Lane {
    /// At first the connection hook's.
    baton: Baton,
    /// The handler that the holder of the baton has begun.
    pub(super) starting: Starting,
    queue: Mutex<Queue>,
}

/// What has to wait, and why.
#[derive(Default)]
struct Queue {
    /// Whether the socket got its CONNECT, so that a connection hook will run and then what waits.
    begun: bool,
    /// Why no message may start: the connection hook's error.
    refused: Option<Closed>,
    /// A disconnect is the last entry.
    ended: bool,
    /// Why it left before its CONNECT. The entry follows then: it holds the socket, and the socket the
    /// lane, so that nobody could free the two if there never is a CONNECT.
    early: Option<DisconnectReason>,
    waiting: VecDeque<Entry>,
}

/// Why a message is not handled any more.
#[derive(Clone, Debug)]
pub(super) enum Closed {
    /// The connection hook refused the socket with this code and message.
    Refused { code: String, message: String },
    /// The client does not read its answers.
    CutOff,
}

impl Closed {
    /// What the client is told.
    pub(super) fn to_error(&self) -> WsError {
        match self {
            Self::Refused { code, message } => WsError::new(code.clone(), message.clone()),
            Self::CutOff => WsError::unavailable("the socket is being disconnected"),
        }
    }
}

impl Lane {
    pub(super) fn new() -> Self {
        Self {
            baton: Baton::held(),
            starting: Starting::default(),
            queue: Mutex::default(),
        }
    }

    /// From now on messages are refused, also those that wait.
    pub(super) fn refuse(&self, closed: Closed) {
        let mut queue = lock(&self.queue);
        queue.refused.get_or_insert(closed);
        self.baton.watch();
    }

    /// Whether the disconnect has arrived.
    pub(super) fn has_ended(&self) -> bool {
        lock(&self.queue).ended
    }

    /// Whether a message is accepted and its handler has not returned.
    pub(super) fn has_work(&self) -> bool {
        self.baton.has_work()
    }

    /// The handler that holds the thread which it was started on.
    pub(super) fn holds_its_thread(&self) -> Option<Subscription> {
        self.starting.get().filter(|_| self.baton.is_held())
    }

    /// A message is out of work.
    pub(super) fn free_slot(&self) {
        self.baton.free_slot();
    }

    /// Lays the baton down for a moment; false if somebody else has picked it up or nothing is left.
    async fn pause(&self) -> bool {
        self.baton.lay_down_queued(true);
        tokio::task::yield_now().await;
        let queue = lock(&self.queue);
        !queue.waiting.is_empty() && self.baton.queue()
    }
}

/// The next entry, with the reason if messages are refused; or lays the baton down: at once if nothing is
/// queued, else with the queue locked, so that an entry that arrives meanwhile is always seen by somebody.
fn next(inbox: &Inbox) -> Option<(Entry, Option<Closed>)> {
    let lane = &inbox.lane;
    if lane.baton.lay_down() {
        return None;
    }
    let mut queue = lock(&lane.queue);
    let entry = queue.waiting.pop_front();
    if entry.is_none() {
        let is_over = queue.ended || queue.refused.is_some();
        lane.baton.lay_down_queued(is_over);
    }
    entry.map(|entry| {
        let cut_off = inbox.session.is_cut_off().then_some(Closed::CutOff);
        (entry, cut_off.or_else(|| queue.refused.clone()))
    })
}

/// A message from the reader: started here if nobody is in its way, else queued.
#[inline]
pub(super) fn arrive(inbox: &Arc<Inbox>, message: Message, subscription: Option<Subscription>) {
    work::charge_one_unit();
    let lane = &inbox.lane;
    let limit = inbox.runtime.max_in_flight;
    if lane.baton.take_with_slot(limit) {
        return start_at_once(inbox, message, subscription);
    }
    if !lane.baton.take_slot(limit) {
        let error = WsError::too_many_requests("too many messages of this socket are in work");
        return message.into_reply().fail(error);
    }
    let mut queue = lock(&lane.queue);
    if queue.ended {
        drop(queue);
        // The client is gone: nobody waits for an answer.
        message.into_reply().release();
        return lane.free_slot();
    }
    queue
        .waiting
        .push_back(Entry::Message(message, subscription));
    // It is free while a task that has much to start has laid it down for a moment.
    let is_ours = lane.baton.queue();
    drop(queue);
    if is_ours {
        run(inbox);
    }
}

/// Starts a message that has the baton and a place.
#[inline]
fn start_at_once(inbox: &Arc<Inbox>, message: Message, subscription: Option<Subscription>) {
    match begin(inbox, message, subscription) {
        None => {
            if inbox.lane.baton.lay_down_with_slot() {
                return;
            }
            inbox.lane.free_slot();
        }
        Some(pending) if inbox.runtime.ordering == Ordering::Sequential => {
            return wait_then_continue(inbox, pending);
        }
        Some(pending) => {
            tokio::spawn(pending.finish());
        }
    }
    run(inbox);
}

/// The socket got its CONNECT. Its connection hook has the baton.
pub(super) fn begin_with(inbox: &Inbox, socket: &RawSocket) {
    let mut queue = lock(&inbox.lane.queue);
    queue.begun = true;
    if let Some(reason) = queue.early.take() {
        let disconnect = Entry::Disconnect(socket.clone(), reason);
        queue.waiting.push_back(disconnect);
        inbox.lane.baton.watch();
    }
}

/// The disconnect: the last entry, also after a connection hook that is still running.
pub(super) fn disconnect(inbox: &Arc<Inbox>, socket: RawSocket, reason: DisconnectReason) {
    let mut queue = lock(&inbox.lane.queue);
    if queue.ended {
        return;
    }
    queue.ended = true;
    if !queue.begun {
        queue.early = Some(reason);
        let waiting = std::mem::take(&mut queue.waiting);
        drop(queue);
        return give_up(inbox, waiting);
    }
    queue.waiting.push_back(Entry::Disconnect(socket, reason));
    let is_ours = inbox.lane.baton.queue();
    drop(queue);
    if is_ours {
        run(inbox);
    }
}

/// Nobody waits for what was sent before CONNECT, and it holds the socket too.
fn give_up(inbox: &Inbox, waiting: VecDeque<Entry>) {
    for entry in waiting {
        if let Entry::Message(message, _) = entry {
            message.into_reply().release();
            inbox.lane.free_slot();
        }
    }
}

/// Starts entries where we are until none is left. The caller has the baton.
pub(super) fn run(inbox: &Arc<Inbox>) {
    while let Some((entry, refused)) = next(inbox) {
        if let Some(pending) = start(inbox, entry, refused) {
            if inbox.runtime.ordering == Ordering::Sequential {
                return wait_then_continue(inbox, pending);
            }
            tokio::spawn(pending.finish());
        }
    }
}

/// Starts entries in a task until none is left or a reader goes on; with `sequential` order each is
/// completed before the next. The caller has the baton.
pub(super) async fn go_on(inbox: &Arc<Inbox>) {
    let mut started = 0_usize;
    while let Some((entry, refused)) = next(inbox) {
        if let Some(pending) = start(inbox, entry, refused) {
            if inbox.runtime.ordering == Ordering::Sequential {
                pending.finish().await;
            } else {
                tokio::spawn(pending.finish());
            }
        }
        started += 1;
        if started.is_multiple_of(ENTRIES_IN_A_ROW) && !inbox.lane.pause().await {
            return;
        }
    }
}

/// Keeps the baton in a task until `pending` is complete, then goes on there.
fn wait_then_continue(inbox: &Arc<Inbox>, pending: Pending) {
    let inbox = Arc::clone(inbox);
    tokio::spawn(async move {
        pending.finish().await;
        go_on(&inbox).await;
    });
}

fn start(inbox: &Arc<Inbox>, entry: Entry, refused: Option<Closed>) -> Option<Pending> {
    match (entry, refused) {
        (Entry::Message(message, _), Some(closed)) => {
            message.into_reply().fail(closed.to_error());
            inbox.lane.free_slot();
            None
        }
        (Entry::Message(message, subscription), None) => {
            let pending = begin(inbox, message, subscription);
            if pending.is_none() {
                inbox.lane.free_slot();
            }
            pending
        }
        (Entry::Disconnect(socket, reason), _) => {
            inbox.left(socket, reason);
            None
        }
    }
}

/// Calls the handler that the message was routed to when it arrived. What is pending has the message's
/// place; without it the place is the caller's to give back.
#[inline]
fn begin(
    inbox: &Arc<Inbox>,
    message: Message,
    subscription: Option<Subscription>,
) -> Option<Pending> {
    if let Some(subscriber) = inbox.runtime.table.subscriber(subscription) {
        return work::start(inbox, subscriber, subscription, message);
    }
    let error = WsError::not_found(format!("no handler for the event `{}`", message.event()));
    message.into_reply().fail(error);
    None
}
