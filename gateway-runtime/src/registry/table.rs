//! `Table` has the subscriptions of one namespace: it is built once at start-up, and read for every message.

#[cfg(feature = "metrics")]
use std::sync::Arc;
use std::{
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use rustc_hash::FxHashMap;

#[cfg(feature = "metrics")]
use crate::metrics::EventMetrics;
use crate::{message::BoundHandler, reply::Pattern, watchdog::Watched};

/// The subscriptions of a namespace, by event name.
#[derive(Default)]
pub(crate) struct Table {
    /// The hash is a cheap one: the names are the program's own, so nobody can choose names that collide.
    events: FxHashMap<Box<str>, (Pattern, Subscription)>,
    subscribers: Vec<Subscriber>,
    fallback: Option<Subscription>,
    /// Who answers messages that nobody handles, if something of the app stands in front of the answer.
    unknown: Option<Subscription>,
    /// Each gateway and event, in the order of their places in the source, for the start-up log.
    subscriptions: Vec<(&'static str, String)>,
}

/// One call that waits, counted until this is dropped.
pub(crate) struct Counted<'a>(&'a Waiting);

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// A handler that subscribes, with what its attribute sets.
pub(crate) struct Subscriber {
    pub(crate) handler: Box<dyn BoundHandler>,
    /// How long the method may take; `None` if it has no limit.
    pub(crate) timeout: Option<Duration>,
    /// Gateway and method, for the log.
    pub(crate) name: String,
    /// Whether the log is told when the handler holds its thread.
    pub(crate) watched: Watched,
    /// How many of the handler's messages wait for something, for the log of a shutdown.
    pub(crate) waiting: Waiting,
    /// Measures the messages, if the app does that.
    #[cfg(feature = "metrics")]
    pub(crate) metrics: Option<Arc<EventMetrics>>,
}

/// A count of calls that wait. It is for the log alone: no decision depends on it, so relaxed order will do.
#[derive(Default)]
pub(crate) struct Waiting(AtomicUsize);

impl Waiting {
    pub(crate) fn begin(&self) {
        self.0.fetch_add(1, Relaxed);
    }

    pub(crate) fn end(&self) {
        self.0.fetch_sub(1, Relaxed);
    }

    /// Counts one more, until the returned value is dropped.
    pub(crate) fn one(&self) -> Counted<'_> {
        self.begin();
        Counted(self)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.load(Relaxed)
    }
}

/// How many bytes of an unknown event's name the error repeats. Otherwise a client that does not read could
/// leave a megabyte of answers behind with each message.
const REPEATED: usize = 256;

fn beginning(event: &str) -> &str {
    let end = event.floor_char_boundary(REPEATED);
    event.get(..end).unwrap_or(event)
}

/// The index of a subscriber in its table, so that a message is looked up only once, when it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Subscription(usize);

/// The subscription whose handler is in its first poll. It is written for each message, and read only for the
/// log of a shutdown.
#[derive(Default)]
pub(crate) struct Starting(AtomicUsize);

impl Starting {
    /// Notes that the handler of `subscription` is in its first poll, or with `None` that no handler is.
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

    /// Sets the subscriber of all events that nobody subscribes to by name.
    pub(crate) fn set_fallback(&mut self, gateway: &'static str, subscriber: Subscriber) {
        self.subscriptions.push((gateway, "fallback".to_owned()));
        self.fallback = Some(self.push(subscriber));
    }

    /// Sets who answers messages that nobody handles.
    pub(crate) fn set_unknown(&mut self, subscriber: Subscriber) {
        self.unknown = Some(self.push(subscriber));
    }

    /// Each gateway with an event that it subscribes to, for the start-up log.
    pub(crate) fn subscriptions(&self) -> &[(&'static str, String)] {
        &self.subscriptions
    }

    /// The names of the events, in their order.
    pub(crate) fn events(&self) -> Vec<&str> {
        let mut events: Vec<&str> = self.events.keys().map(|event| &**event).collect();
        events.sort_unstable();
        events
    }

    fn push(&mut self, subscriber: Subscriber) -> Subscription {
        self.subscribers.push(subscriber);
        Subscription(self.subscribers.len() - 1)
    }

    /// The event's name, in the form to keep with a message, and the subscription that handles the event.
    pub(crate) fn find(&self, event: &str) -> (Pattern, Option<Subscription>) {
        match self.events.get(event) {
            Some((pattern, subscription)) => (pattern.clone(), Some(*subscription)),
            None if self.fallback.is_some() => (Pattern::Unknown(event.into()), self.fallback),
            None => (Pattern::Unknown(beginning(event).into()), self.unknown),
        }
    }

    /// The handlers whose messages wait for something, each once for every such message.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &Subscriber> {
        let subscribers = self.subscribers.iter();
        subscribers.flat_map(|one| std::iter::repeat_n(one, one.waiting.count()))
    }

    /// The subscriber of a subscription that [`find`](Self::find) returned.
    pub(crate) fn subscriber(&self, subscription: Option<Subscription>) -> Option<&Subscriber> {
        self.subscribers.get(subscription?.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_beginning_of_a_long_unknown_name_is_repeated() {
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
