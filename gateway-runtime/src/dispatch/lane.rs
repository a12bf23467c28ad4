//! `Lane` is where the messages of one socket start, in the order of their arrival. [The dispatch](super) says
//! how the baton and the states of a lane work.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use super::{
    Inbox,
    baton::Baton,
    unknown_event,
    work::{self, Pending},
};
use crate::{
    error::WsError,
    gateway::Ordering,
    message::Message,
    protocol::DisconnectReason,
    protocol::RawSocket,
    registry::{Starting, Subscription},
    spawn::Task,
    sync::lock,
};

/// How many entries a task starts before it lets a reader take over, so that a client with a long
/// queue feels its own load again.
const ENTRIES_IN_A_ROW: usize = 32;

/// What starts in its turn.
#[cfg_attr(
    feature = "metrics",
    expect(clippy::large_enum_variant, reason = "nearly every entry is a message")
)]
pub(super) enum Entry {
    /// A message, with the subscription that was found when it arrived.
    Message(Message, Option<Subscription>),
    /// The socket has left: the last entry.
    Disconnect(RawSocket, DisconnectReason),
}

/// The baton of one socket and what waits for it.
pub(super) struct Lane {
    /// The connection hook is its first holder.
    baton: Baton,
    /// The handler that the holder of the baton has called and not yet polled.
    pub(super) starting: Starting,
    queue: Mutex<Queue>,
}

/// The entries that wait, and what is known of the socket.
#[derive(Default)]
struct Queue {
    /// CONNECT is sent, so that the connection hooks run, and then what waits.
    is_connected: bool,
    /// A connection hook has failed: why no message may start.
    refused: Option<Closed>,
    /// The socket has left: nothing is queued any more.
    ended: bool,
    /// Why the socket left, if it did so before its CONNECT. The entry is made at CONNECT: an entry holds the
    /// socket, which holds the lane, and nobody could free the two if there never is a CONNECT.
    left_early: Option<DisconnectReason>,
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

    /// Refuses messages from now on, and those that wait.
    pub(super) fn refuse(&self, closed: Closed) {
        let mut queue = lock(&self.queue);
        queue.refused.get_or_insert(closed);
        self.baton.mark_queued();
    }

    /// Whether the disconnect has arrived.
    pub(super) fn has_ended(&self) -> bool {
        lock(&self.queue).ended
    }

    /// Whether CONNECT has been sent.
    pub(super) fn is_connected(&self) -> bool {
        lock(&self.queue).is_connected
    }

    /// Whether a message is accepted and its handler has not returned.
    pub(super) fn has_work(&self) -> bool {
        self.baton.has_work()
    }

    /// How many messages are accepted whose handlers have not returned.
    #[cfg(any(feature = "metrics", feature = "testing"))]
    pub(super) fn in_work(&self) -> usize {
        self.baton.in_work()
    }

    /// The subscription whose handler has not returned from its first poll: it holds a thread.
    pub(super) fn holds_its_thread(&self) -> Option<Subscription> {
        self.starting.get().filter(|_| self.baton.is_held())
    }

    /// The handler of a message has returned.
    pub(super) fn free_slot(&self) {
        self.baton.free_slot();
    }

    /// Releases the baton for a moment; false if somebody else has taken it then, or if nothing waits.
    async fn pause(&self) -> bool {
        self.baton.release_queued(true);
        tokio::task::yield_now().await;
        let queue = lock(&self.queue);
        !queue.waiting.is_empty() && self.baton.mark_queued_and_take()
    }
}

/// The next entry, with the reason if messages are refused. If there is no entry, the baton is released: at
/// once if `QUEUED` is clear, else with the queue locked, so that somebody sees an entry that arrives meanwhile.
fn next(inbox: &Inbox) -> Option<(Entry, Option<Closed>)> {
    let lane = &inbox.lane;
    if lane.baton.release() {
        return None;
    }
    let mut queue = lock(&lane.queue);
    let entry = queue.waiting.pop_front();
    if entry.is_none() {
        let is_over = queue.ended || queue.refused.is_some();
        lane.baton.release_queued(is_over);
    }
    entry.map(|entry| {
        let cut_off = inbox.session.is_cut_off().then_some(Closed::CutOff);
        (entry, cut_off.or_else(|| queue.refused.clone()))
    })
}

/// Takes a message from the reader: starts it if the baton is free and nothing is queued, else queues it.
#[inline]
pub(super) fn arrive(inbox: &Arc<Inbox>, message: Message, subscription: Option<Subscription>) {
    work::charge_one_unit();
    let lane = &inbox.lane;
    let limit = inbox.runtime.max_in_flight;
    if lane.baton.take_with_slot(limit) {
        return start_now(inbox, message, subscription);
    }
    if !lane.baton.take_slot(limit) {
        let error = WsError::too_many_requests("too many messages of this socket are in work");
        return refuse(inbox, message, subscription, error);
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
    // The baton is free here while a task that starts many entries has released it for a moment.
    let is_ours = lane.baton.mark_queued_and_take();
    drop(queue);
    if is_ours {
        drain_here(inbox);
    }
}

/// Refuses a message that nothing of the program has seen.
#[cold]
pub(super) fn refuse(
    inbox: &Inbox,
    message: Message,
    subscription: Option<Subscription>,
    error: WsError,
) {
    #[cfg(feature = "metrics")]
    if let Some(subscriber) = inbox.runtime.table.subscriber(subscription)
        && let Some(metrics) = &subscriber.metrics
    {
        metrics.refused();
    }
    #[cfg(not(feature = "metrics"))]
    let _ = (inbox, subscription);
    message.into_reply().refuse(error);
}

/// Starts a message for which the baton and a slot have been taken.
#[inline]
fn start_now(inbox: &Arc<Inbox>, message: Message, subscription: Option<Subscription>) {
    match call_handler(inbox, message, subscription) {
        None => {
            if inbox.lane.baton.release_with_slot() {
                return;
            }
            inbox.lane.free_slot();
        }
        Some(pending) => {
            if finish_in_task(inbox, pending) {
                return;
            }
        }
    }
    drain_here(inbox);
}

/// Notes that CONNECT is sent. The connection hook holds the baton.
pub(super) fn connected(inbox: &Inbox, socket: &RawSocket) {
    let mut queue = lock(&inbox.lane.queue);
    queue.is_connected = true;
    if let Some(reason) = queue.left_early.take() {
        let disconnect = Entry::Disconnect(socket.clone(), reason);
        queue.waiting.push_back(disconnect);
        inbox.lane.baton.mark_queued();
    }
}

/// Queues the disconnect as the last entry: it waits for a connection hook that is still running too.
pub(super) fn disconnect(inbox: &Arc<Inbox>, socket: RawSocket, reason: DisconnectReason) {
    let mut queue = lock(&inbox.lane.queue);
    if queue.ended {
        return;
    }
    queue.ended = true;
    if !queue.is_connected {
        queue.left_early = Some(reason);
        let waiting = std::mem::take(&mut queue.waiting);
        drop(queue);
        return give_up(inbox, waiting);
    }
    queue.waiting.push_back(Entry::Disconnect(socket, reason));
    let is_ours = inbox.lane.baton.mark_queued_and_take();
    drop(queue);
    if is_ours {
        drain_here(inbox);
    }
}

/// Drops messages that were sent before a CONNECT that may never be: they hold the socket, and nobody waits for
/// their answers.
fn give_up(inbox: &Inbox, waiting: VecDeque<Entry>) {
    for entry in waiting {
        if let Entry::Message(message, _) = entry {
            message.into_reply().release();
            inbox.lane.free_slot();
        }
    }
}

/// Starts entries in the caller's task until the queue is empty. The caller holds the baton.
pub(super) fn drain_here(inbox: &Arc<Inbox>) {
    while let Some((entry, refused)) = next(inbox) {
        if let Some(pending) = start_entry(inbox, entry, refused)
            && finish_in_task(inbox, pending)
        {
            return;
        }
    }
}

/// Starts entries in a task of its own until the queue is empty or a reader goes on with it; with `sequential`
/// order each is completed before the next starts. The caller holds the baton.
pub(super) async fn drain_in_task(inbox: &Arc<Inbox>) {
    let mut started = 0_usize;
    while let Some((entry, refused)) = next(inbox) {
        if let Some(pending) = start_entry(inbox, entry, refused) {
            if inbox.runtime.ordering == Ordering::Sequential {
                pending.finish().await;
            } else {
                finish_in_task(inbox, pending);
            }
        }
        started += 1;
        if started.is_multiple_of(ENTRIES_IN_A_ROW) && !inbox.lane.pause().await {
            return;
        }
    }
}

/// Finishes `pending` in a task. Returns whether that task has the baton now, as with `sequential` order: it starts
/// what waits once `pending` is complete.
fn finish_in_task(inbox: &Arc<Inbox>, pending: Pending) -> bool {
    let is_sequential = inbox.runtime.ordering == Ordering::Sequential;
    let next = is_sequential.then(|| Arc::clone(inbox));
    // One type of future for both, since each that is spawned costs time to compile.
    tokio::spawn(async move {
        pending.finish().await;
        if let Some(inbox) = next {
            drain_in_box(inbox).await;
        }
    });
    is_sequential
}

/// [`drain_in_task`], in a box, since the tasks of most messages drain nothing and would be larger.
fn drain_in_box(inbox: Arc<Inbox>) -> Task {
    Box::pin(async move { drain_in_task(&inbox).await })
}

fn start_entry(inbox: &Arc<Inbox>, entry: Entry, refused: Option<Closed>) -> Option<Pending> {
    match (entry, refused) {
        (Entry::Message(message, subscription), Some(closed)) => {
            refuse(inbox, message, subscription, closed.to_error());
            inbox.lane.free_slot();
            None
        }
        (Entry::Message(message, subscription), None) => {
            let pending = call_handler(inbox, message, subscription);
            if pending.is_none() {
                inbox.lane.free_slot();
            }
            pending
        }
        (Entry::Disconnect(socket, reason), _) => {
            inbox.run_last_hooks(socket, reason);
            None
        }
    }
}

/// Calls the handler of a message. If something is left to be done, [`Pending`] has the message's slot; if not,
/// the caller frees the slot.
#[inline]
fn call_handler(
    inbox: &Arc<Inbox>,
    message: Message,
    subscription: Option<Subscription>,
) -> Option<Pending> {
    if let Some(subscriber) = inbox.runtime.table.subscriber(subscription) {
        return work::start(inbox, subscriber, subscription, message);
    }
    // Nobody sees the failure before the client does, so that nothing is left to be done.
    let _nothing = unknown_event::answer(inbox, message);
    None
}
