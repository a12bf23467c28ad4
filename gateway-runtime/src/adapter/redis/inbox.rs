//! `Inbox` hands what Redis sends to the receiver of each channel.

use std::{
    collections::HashMap,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use redis::{PushInfo, PushKind, Value, from_redis_value};
use socketioxide_redis::drivers::ChanItem;
use tokio::sync::{Notify, mpsc};

/// The receivers of all channels.
#[derive(Default)]
pub(super) struct Inbox {
    by_channel: RwLock<HashMap<String, mpsc::Sender<ChanItem>>>,
    /// The number of the latest connection. What an earlier one still brings is dropped: those messages
    /// would be there twice.
    generation: AtomicU64,
    /// How many messages found no room since the last line in the log.
    overflown: AtomicU64,
    /// The connection was closed by the other side.
    pub(super) closed: Notify,
}

impl Inbox {
    /// The number of a new connection. From now on nothing is received from the earlier ones.
    pub(super) fn next_generation(&self) -> u64 {
        self.generation.fetch_add(1, Ordering::AcqRel) + 1
    }

    pub(super) fn insert(&self, channel: &str, receiver: mpsc::Sender<ChanItem>) {
        let mut by_channel = self
            .by_channel
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        by_channel.insert(channel.to_owned(), receiver);
    }

    pub(super) fn remove(&self, channel: &str) {
        let mut by_channel = self
            .by_channel
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        by_channel.remove(channel);
    }

    /// From now on nobody receives anything.
    pub(super) fn clear(&self) {
        let mut by_channel = self
            .by_channel
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        by_channel.clear();
    }

    pub(super) fn channels(&self) -> Vec<String> {
        let by_channel = self
            .by_channel
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        by_channel.keys().cloned().collect()
    }

    /// Takes what the connection with that number has brought.
    pub(super) fn receive(&self, generation: u64, push: PushInfo) {
        if self.generation.load(Ordering::Acquire) != generation {
            return;
        }
        match push.kind {
            PushKind::Message | PushKind::SMessage => {
                let mut parts = push.data.into_iter();
                let (Some(channel), Some(Value::BulkString(message))) =
                    (parts.next(), parts.next())
                else {
                    return;
                };
                if let Ok(channel) = from_redis_value::<String>(channel) {
                    self.hand_out(channel, message);
                }
            }
            PushKind::Disconnection => self.closed.notify_one(),
            _ => {}
        }
    }

    fn hand_out(&self, channel: String, message: Vec<u8>) {
        let by_channel = self
            .by_channel
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        // A channel that was just left may still get a last message.
        let Some(receiver) = by_channel.get(&channel) else {
            return;
        };
        if receiver.try_send((channel, message)).is_err() {
            self.overflown.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many messages were lost since the last call, because they came faster than they were dealt
    /// with.
    pub(super) fn take_overflown(&self) -> u64 {
        self.overflown.swap(0, Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(channel: &str, text: &str) -> PushInfo {
        PushInfo {
            kind: PushKind::Message,
            data: vec![
                Value::BulkString(channel.into()),
                Value::BulkString(text.into()),
            ],
        }
    }

    #[test]
    fn only_the_latest_connection_is_listened_to() {
        let inbox = Inbox::default();
        let (sender, mut receiver) = mpsc::channel(1);
        inbox.insert("room", sender);
        let old = inbox.next_generation();
        let new = inbox.next_generation();
        inbox.receive(old, message("room", "twice"));
        inbox.receive(new, message("elsewhere", "nobody"));
        inbox.receive(new, message("room", "once"));
        assert_eq!(receiver.try_recv(), Ok(("room".into(), b"once".to_vec())));
        assert!(receiver.try_recv().is_err());
    }

    #[test]
    fn what_finds_no_room_is_counted() {
        let inbox = Inbox::default();
        let (sender, _receiver) = mpsc::channel(1);
        inbox.insert("room", sender);
        let now = inbox.next_generation();
        for _ in 0..3 {
            inbox.receive(now, message("room", "message"));
        }
        assert_eq!(inbox.take_overflown(), 2);
        assert_eq!(inbox.take_overflown(), 0);
    }
}
