//! `FollowedRooms` are the rooms that this server's sockets are in, where each room has a channel of its own.
//!
//! A server of Node subscribes to the channel of a room when its first socket joins, and leaves the channel with its last.
//! So does this one: whoever changes rooms says which, and `NodeAdapter::catch_up` looks who is in them by now.

use std::{
    collections::HashSet,
    mem,
    sync::{Arc, Mutex},
};

use futures_util::future::try_join_all;
use redis::ErrorKind;
use tokio::sync::{Notify, mpsc};

use super::adapter::NodeAdapter;
use crate::{
    adapter::{
        outage::Unreachable,
        redis::{inbox::Inbox, subscription::Subscription},
    },
    protocol::{Followed, Room, RoomFollower},
    sync::lock,
};

/// How many channels are subscribed to with one command, whose answer has to come in time.
const AT_ONCE: usize = 1_000;

/// Where what is received goes.
type Sender = mpsc::Sender<(String, Vec<u8>)>;

pub(super) struct FollowedRooms {
    /// What the names of the channels begin with.
    prefix: String,
    /// The room whose channel would be the one of the answers to this server.
    never: String,
    state: Mutex<State>,
    has_changed: Notify,
    /// One after the other looks and subscribes.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    /// `None` before the namespace is open, and when it is closed.
    sender: Option<Sender>,
    /// The rooms that sockets may have joined or left.
    changed: HashSet<Room>,
    /// The rooms whose channels are subscribed to.
    heard: HashSet<Room>,
}

impl FollowedRooms {
    /// `prefix` is what the names of the rooms' channels begin with; `never` is a room that is not followed.
    pub(super) fn new(prefix: String, never: String) -> Self {
        Followed::exists_from_now_on();
        Self {
            prefix,
            never,
            state: Mutex::default(),
            has_changed: Notify::new(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// The channel of a room.
    fn channel(&self, room: &str) -> Subscription {
        Subscription::Shard(format!("{}{room}#", self.prefix))
    }

    /// From now on what is received goes to `sender`.
    pub(super) fn begin(&self, sender: Sender) {
        lock(&self.state).sender = Some(sender);
    }

    /// From now on nothing is received.
    pub(super) fn end(&self, inbox: &Inbox) {
        let state = mem::take(&mut *lock(&self.state));
        for room in &state.heard {
            inbox.remove(&self.channel(room));
        }
        self.has_changed.notify_one();
    }

    fn is_open(&self) -> bool {
        lock(&self.state).sender.is_some()
    }
}

impl RoomFollower for FollowedRooms {
    fn changed(&self, rooms: &[Room]) {
        let mut state = lock(&self.state);
        if state.sender.is_some() {
            let followed = rooms.iter().filter(|room| **room != self.never);
            state.changed.extend(followed.cloned());
            self.has_changed.notify_one();
        }
    }
}

/// What became of subscribing.
enum Subscribed {
    Done,
    /// By the rules of Redis.
    Refused(redis::RedisError),
}

impl NodeAdapter {
    /// Follows the rooms until the namespace is closed.
    pub(super) async fn follow(self: Arc<Self>, rooms: Arc<FollowedRooms>) {
        while rooms.is_open() {
            rooms.has_changed.notified().await;
            while self.catch_up(&rooms).await.is_err() && rooms.is_open() {
                self.namespace.link.connected().await;
            }
        }
    }

    /// Subscribes to the channels of rooms in which there are sockets of this server by now, and leaves those of the
    /// others. Returns when all that had changed before is heard.
    ///
    /// # Errors
    /// Redis cannot be reached. What had changed is looked at again next time.
    pub(super) async fn catch_up(&self, rooms: &FollowedRooms) -> Result<(), Unreachable> {
        let _turn = rooms.turn.lock().await;
        let mut changed: Vec<_> = mem::take(&mut lock(&rooms.state).changed)
            .into_iter()
            .collect();
        while !changed.is_empty() {
            let rest = changed.split_off(changed.len().min(AT_ONCE));
            let (full, empty) = changed.into_iter().partition(|room| self.has_room(room));
            let (entered, left) = self.note(rooms, full, empty);
            self.unsubscribe_from(rooms, &left).await;
            if let Err(error) = self.subscribe_to(rooms, entered).await {
                lock(&rooms.state).changed.extend(rest);
                return Err(error);
            }
            changed = rest;
        }
        Ok(())
    }

    /// Which rooms are heard from now on, and which no longer.
    fn note(
        &self,
        rooms: &FollowedRooms,
        mut full: Vec<Room>,
        mut empty: Vec<Room>,
    ) -> (Vec<Room>, Vec<Room>) {
        let inbox = &self.namespace.link.inbox;
        let language = self.namespace.dialect.language();
        let mut state = lock(&rooms.state);
        let Some(sender) = state.sender.clone() else {
            return (Vec::new(), Vec::new());
        };
        full.retain(|room| state.heard.insert(room.clone()));
        for room in &full {
            inbox.insert(rooms.channel(room), language, sender.clone());
        }
        empty.retain(|room| state.heard.remove(room));
        // A connection that follows this one does not subscribe to them.
        for room in &empty {
            inbox.remove(&rooms.channel(room));
        }
        (full, empty)
    }

    /// Leaves the channels of all rooms.
    pub(super) async fn unfollow(&self, rooms: &FollowedRooms) {
        let _turn = rooms.turn.lock().await;
        let heard = lock(&rooms.state).heard.iter().cloned().collect();
        let (_, left) = self.note(rooms, Vec::new(), heard);
        for left in left.chunks(AT_ONCE) {
            self.unsubscribe_from(rooms, left).await;
        }
    }

    async fn unsubscribe_from(&self, rooms: &FollowedRooms, left: &[Room]) {
        if left.is_empty() {
            return;
        }
        let channels: Vec<_> = left.iter().map(|room| rooms.channel(room)).collect();
        let left = self.namespace.link.command(async |connection| {
            let left = channels
                .iter()
                .map(|channel| connection.unsubscribe(channel));
            try_join_all(left).await.map(drop)
        });
        // What still comes is for nobody.
        let _ = left.await;
    }

    async fn subscribe_to(
        &self,
        rooms: &FollowedRooms,
        entered: Vec<Room>,
    ) -> Result<(), Unreachable> {
        if entered.is_empty() {
            return Ok(());
        }
        let channels: Vec<_> = entered.iter().map(|room| rooms.channel(room)).collect();
        let subscribed = self.namespace.link.command(async |connection| {
            match connection.subscribe(&channels).await {
                Err(error)
                    if matches!(error.kind(), ErrorKind::Server(_) | ErrorKind::Extension) =>
                {
                    Ok(Subscribed::Refused(error))
                }
                subscribed => subscribed.map(|()| Subscribed::Done),
            }
        });
        let subscribed = subscribed.await;
        if matches!(subscribed, Ok(Subscribed::Done)) {
            return Ok(());
        }
        let mut state = lock(&rooms.state);
        for (room, channel) in entered.iter().zip(&channels) {
            state.heard.remove(room);
            self.namespace.link.inbox.remove(channel);
        }
        match subscribed {
            Ok(Subscribed::Refused(error)) => {
                tracing::warn!(%error, "what servers of Node emit to single rooms is not heard");
                Ok(())
            }
            Err(error) => {
                state.changed.extend(entered);
                rooms.has_changed.notify_one();
                Err(error)
            }
            Ok(Subscribed::Done) => Ok(()),
        }
    }
}
