//! The events of one namespace: built once at start-up, read by every message.

use std::{
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use rustc_hash::FxHashMap;

use super::BoundHandler;
use crate::reply::Pattern;

/// Subscription by event name.
#[derive(Default)]
pub(crate) struct Table {
    /// With a cheap hash: the names are the program's own, so nobody can choose them to collide.
    events: FxHashMap<Box<str>, (Pattern, Subscription)>,
    subscribers: Vec<Subscriber>,
    fallback: Option<Subscription>,
    /// Gateway and event, in the order of their places, for the start-up log.
    subscriptions: Vec<(&'static str, String)>,
}

/// One that is counted.
pub(crate) struct One<'a>(&'a Waiting);

impl Drop for One<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// A handler and what was said of it.
pub(crate) struct Subscriber {
    pub(crate) handler: Box<dyn BoundHandler>,
    /// How long the method may take.
    pub(crate) timeout: Option<Duration>,
    /// Gateway and method, for the log.
    pub(crate) name: String,
    /// How many of its messages wait for something, for the log of a shutdown.
    pub(crate) waiting: Waiting,
}

/// A count that nothing is decided by.
#[derive(Default)]
pub(crate) struct Waiting(AtomicUsize);

impl Waiting {
    pub(crate) fn begin(&self) {
        self.0.fetch_add(1, Relaxed);
    }

    pub(crate) fn end(&self) {
        self.0.fetch_sub(1, Relaxed);
    }

    /// Counts one more until what it gives is dropped.
    pub(crate) fn one(&self) -> One<'_> {
        self.begin();
        One(self)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.load(Relaxed)
    }
}

/// How many bytes of an unknown event's name are repeated in its error. A client that does not read could
/// leave a megabyte behind with each message otherwise.
const REPEATED: usize = 256;

fn beginning(event: &str) -> &str {
    let end = event.floor_char_boundary(REPEATED);
    event.get(..end).unwrap_or(event)
}

/// Which handler of a table, so that a message is looked up once, when it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Subscription(usize);

/// The subscription whose handler is in its first poll: written for each message, and read only for the log
/// of a shutdown.
#[derive(Default)]
pub(crate) struct Starting(AtomicUsize);

impl Starting {
    /// `None` is that no handler is in its first poll.
    #[inline]
    pub(crate) fn set(&self, subscription: Option<Subscription>) {
        self.0
            .store(subscription.map_or(0, |one| one.0 + 1), Relaxed);
    }

    pub(crate) fn get(&self) -> Option<Subscription> {
        self.0.load(Relaxed).checked_sub(1).map(Subscription)
    }
}

impl Table {
    /// Adds a subscription. The caller has checked that the name is new.
    pub(crate) fn insert(
        &mut self,
        gateway: &'static str,
        pattern: Pattern,
        subscriber: Subscriber,
    ) {
        self.subscriptions
            .push((gateway, format!("\"{}\"", pattern.as_str())));
        let subscription = self.push(subscriber);
        self.events
            .insert(pattern.as_str().into(), (pattern, subscription));
    }

    /// Sets who gets what nobody subscribes to by name.
    pub(crate) fn set_fallback(&mut self, gateway: &'static str, subscriber: Subscriber) {
        self.subscriptions.push((gateway, "fallback".to_owned()));
        self.fallback = Some(self.push(subscriber));
    }

    /// Who subscribed to what.
    pub(crate) fn subscriptions(&self) -> &[(&'static str, String)] {
        &self.subscriptions
    }

    fn push(&mut self, subscriber: Subscriber) -> Subscription {
        self.subscribers.push(subscriber);
        Subscription(self.subscribers.len() - 1)
    }

    /// The name to keep with a message, and who handles it.
    pub(crate) fn find(&self, event: &str) -> (Pattern, Option<Subscription>) {
        match self.events.get(event) {
            Some((pattern, subscription)) => (pattern.clone(), Some(*subscription)),
            None if self.fallback.is_some() => (Pattern::Unknown(event.into()), self.fallback),
            None => (Pattern::Unknown(beginning(event).into()), None),
        }
    }

    /// The handlers whose messages wait for something, each as often as it has such messages.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &Subscriber> {
        let subscribers = self.subscribers.iter();
        subscribers.flat_map(|one| std::iter::repeat_n(one, one.waiting.count()))
    }

    /// Whose subscription it is that [`find`](Self::find) gave.
    pub(crate) fn subscriber(&self, subscription: Option<Subscription>) -> Option<&Subscriber> {
        self.subscribers.get(subscription?.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_unknown_name_the_beginning_is_repeated() {
        let table = Table::default();
        for (event, repeated) in [
            ("short".to_owned(), 5),
            ("n".repeat(REPEATED), REPEATED),
            ("n".repeat(1_000_000), REPEATED),
            ("\u{20ac}".repeat(1_000), REPEATED - 1),
        ] {
            let (pattern, subscription) = table.find(&event);
            assert_eq!(pattern.as_str().len(), repeated);
            assert!(event.starts_with(pattern.as_str()) && subscription.is_none());
        }
    }
}
