//! `Inbox` hands what Redis sends to the receiver of each subscription.

use std::{
    collections::HashMap,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use redis::{PushInfo, PushKind, Value, from_redis_value};
use socketioxide_redis::drivers::ChanItem;
use tokio::sync::{Notify, mpsc};

use super::{language::Language, subscription::Subscription};

/// The receivers of all subscriptions.
#[derive(Default)]
pub(super) struct Inbox {
    receivers: RwLock<HashMap<Subscription, Receiver>>,
    /// The number of the latest connection. What an earlier one still brings is dropped: those messages
    /// would be there twice.
    generation: AtomicU64,
    /// How many messages found no room since the last line in the log.
    overflown: AtomicU64,
    /// Whether it was said that a message is of another language.
    has_warned: AtomicBool,
    /// The connection was closed by the other side.
    pub(super) closed: Notify,
}

struct Receiver {
    /// What is spoken there; `None` if it is no language of servers.
    language: Option<Language>,
    sender: mpsc::Sender<ChanItem>,
}

impl Inbox {
    /// The number of a new connection. From now on nothing is received from the earlier ones.
    pub(super) fn next_generation(&self) -> u64 {
        self.generation.fetch_add(1, Ordering::AcqRel) + 1
    }

    /// From now on `sender` gets what comes for `subscription`.
    pub(super) fn insert(
        &self,
        subscription: Subscription,
        language: impl Into<Option<Language>>,
        sender: mpsc::Sender<ChanItem>,
    ) {
        let language = language.into();
        let mut receivers = self
            .receivers
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        receivers.insert(subscription, Receiver { language, sender });
    }

    pub(super) fn remove(&self, subscription: &Subscription) {
        let mut receivers = self
            .receivers
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        receivers.remove(subscription);
    }

    /// From now on nobody receives anything.
    pub(super) fn clear(&self) {
        let mut receivers = self
            .receivers
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        receivers.clear();
    }

    pub(super) fn subscriptions(&self) -> Vec<Subscription> {
        let receivers = self
            .receivers
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        receivers.keys().cloned().collect()
    }

    /// Takes what the connection with that number has brought.
    pub(super) fn receive(&self, generation: u64, push: PushInfo) {
        if self.generation.load(Ordering::Acquire) != generation {
            return;
        }
        match push.kind {
            PushKind::Message | PushKind::SMessage => {
                let mut parts = push.data.into_iter();
                if let (Some(channel), Some(Value::BulkString(message))) =
                    (text(parts.next()), parts.next())
                {
                    let is_sharded = push.kind == PushKind::SMessage;
                    let subscription = self.found(is_sharded, channel.clone());
                    self.hand_out(subscription, channel, message);
                }
            }
            PushKind::PMessage => {
                let mut parts = push.data.into_iter();
                if let (Some(pattern), Some(channel), Some(Value::BulkString(message))) =
                    (text(parts.next()), text(parts.next()), parts.next())
                {
                    self.hand_out(Subscription::Pattern(pattern), channel, message);
                }
            }
            PushKind::Disconnection => self.closed.notify_one(),
            _ => {}
        }
    }

    /// The subscription to a channel. To those whose link is to a cluster, where all channels are sharded, it is a plain one.
    fn found(&self, is_sharded: bool, channel: String) -> Subscription {
        if !is_sharded {
            return Subscription::Channel(channel);
        }
        let subscription = Subscription::Shard(channel);
        let receivers = self
            .receivers
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        match subscription {
            Subscription::Shard(channel) if !receivers.contains_key(&subscription) => {
                Subscription::Channel(channel)
            }
            subscription => subscription,
        }
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "it is made for the look-up alone"
    )]
    fn hand_out(&self, subscription: Subscription, channel: String, message: Vec<u8>) {
        let receivers = self
            .receivers
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        // A channel that was just left may still get a last message.
        let Some(receiver) = receivers.get(&subscription) else {
            return;
        };
        let remedy = |language: Language| language.remedy(&subscription, &message);
        if let Some(remedy) = receiver.language.and_then(remedy) {
            if !self.has_warned.swap(true, Ordering::Relaxed) {
                tracing::warn!(channel, "{remedy}");
            }
            return;
        }
        if receiver.sender.try_send((channel, message)).is_err() {
            self.overflown.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many messages were lost since the last call, because they came faster than they were dealt
    /// with.
    pub(super) fn take_overflown(&self) -> u64 {
        self.overflown.swap(0, Ordering::Relaxed)
    }
}

fn text(part: Option<Value>) -> Option<String> {
    from_redis_value(part?).ok()
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

    fn channel(name: &str) -> Subscription {
        Subscription::Channel(name.into())
    }

    #[test]
    fn only_the_latest_connection_is_listened_to() {
        let inbox = Inbox::default();
        let (sender, mut receiver) = mpsc::channel(1);
        inbox.insert(channel("room"), Language::Own, sender);
        let old = inbox.next_generation();
        let new = inbox.next_generation();
        inbox.receive(old, message("room", "twice"));
        inbox.receive(new, message("elsewhere", "nobody"));
        inbox.receive(new, message("room", "once"));
        assert_eq!(receiver.try_recv(), Ok(("room".into(), b"once".to_vec())));
        assert!(receiver.try_recv().is_err());
    }

    #[test]
    fn what_matches_a_pattern_is_handed_to_its_receiver() {
        let inbox = Inbox::default();
        let (sender, mut receiver) = mpsc::channel(1);
        let pattern = Subscription::pattern_of("room#", "*");
        inbox.insert(pattern, Language::Node, sender);
        let now = inbox.next_generation();
        let mut push = message("room#red#", "[");
        push.kind = PushKind::PMessage;
        push.data.insert(0, Value::BulkString("room#*".into()));
        inbox.receive(now, push);
        assert_eq!(receiver.try_recv(), Ok(("room#red#".into(), b"[".to_vec())));
    }

    #[test]
    fn sharded_channels_are_told_from_plain_ones() {
        let inbox = Inbox::default();
        let (sender, mut receiver) = mpsc::channel(2);
        let shard = Subscription::Shard("room".into());
        inbox.insert(shard.clone(), Language::NodeSharded, sender.clone());
        let now = inbox.next_generation();
        let sharded = || PushInfo {
            kind: PushKind::SMessage,
            ..message("room", "sharded")
        };
        inbox.receive(now, message("room", "plain"));
        inbox.receive(now, sharded());
        assert_eq!(
            receiver.try_recv(),
            Ok(("room".into(), b"sharded".to_vec()))
        );
        assert!(receiver.try_recv().is_err());

        // Of a cluster all are sharded, and nobody says so.
        inbox.remove(&shard);
        inbox.insert(channel("room"), Language::Own, sender);
        inbox.receive(now, sharded());
        assert_eq!(
            receiver.try_recv(),
            Ok(("room".into(), b"sharded".to_vec()))
        );
    }

    #[test]
    fn what_is_of_another_language_is_not_handed_out() {
        for (language, foreign) in [(Language::Own, "{}"), (Language::Node, "\u{1}")] {
            let inbox = Inbox::default();
            let (sender, mut receiver) = mpsc::channel(1);
            inbox.insert(channel("requests"), language, sender);
            let now = inbox.next_generation();
            let mut push = message("requests", foreign);
            if language == Language::Node {
                push.data[1] = Value::BulkString(vec![0x93, 1, 2, 3]);
            }
            inbox.receive(now, push);
            assert!(receiver.try_recv().is_err(), "{language:?}");
        }
    }

    #[test]
    fn what_is_no_language_of_servers_is_handed_out() {
        let inbox = Inbox::default();
        let (sender, mut receiver) = mpsc::channel(1);
        inbox.insert(channel("socketio"), None, sender);
        let now = inbox.next_generation();
        inbox.receive(now, message("socketio", "{}"));
        assert_eq!(receiver.try_recv(), Ok(("socketio".into(), b"{}".to_vec())));
    }

    #[test]
    fn what_finds_no_room_is_counted() {
        let inbox = Inbox::default();
        let (sender, _receiver) = mpsc::channel(1);
        inbox.insert(channel("room"), Language::Own, sender);
        let now = inbox.next_generation();
        for _ in 0..3 {
            inbox.receive(now, message("room", "message"));
        }
        assert_eq!(inbox.take_overflown(), 2);
        assert_eq!(inbox.take_overflown(), 0);
    }
}
