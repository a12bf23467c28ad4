//! `event`, `order`, `no_event` and the like say what a test expects of what was sent.

use std::{mem, panic::Location};

use serde::de::DeserializeOwned;

use super::{
    order::Order,
    record::Record,
    recorder::{Entry, State},
    sent::Sent,
};
use crate::{
    event::ServerEvent, sync::lock, testing::failure::fail_without_client, wire::Acknowledgement,
};

/// Which kind of record an expectation is about.
type Kind = fn(&Record) -> bool;

fn is_event(record: &Record) -> bool {
    record.event().is_some()
}

fn is_order(record: &Record) -> bool {
    record.order().is_some()
}

fn is_server_event(record: &Record) -> bool {
    record.server_event().is_some()
}

impl Sent {
    /// The next event, which has to be this one. Events are taken in their order, each once.
    ///
    /// # Panics
    /// If the next event is another one, if there is none, or if its payload is no `E`.
    #[must_use]
    #[track_caller]
    pub fn event<E: ServerEvent + DeserializeOwned>(&self) -> E {
        self.event_named(E::NAME)
    }

    /// The same by the event's name. Several arguments are an [`Args`](crate::Args) of a tuple.
    ///
    /// # Panics
    /// As [`event`](Self::event).
    #[must_use]
    #[track_caller]
    pub fn event_named<T: Acknowledgement>(&self, name: &str) -> T {
        let what = format!("event `{name}`");
        let is_it = |record: &Record| record.event() == Some(name);
        self.decoded(&self.next(is_event, &what, |record| {
            is_it(record).then(|| record.clone())
        }))
    }

    /// This event, among others that were sent before and after it, which are kept for later.
    ///
    /// # Panics
    /// If the event was not sent, or if its payload is no `E`.
    #[must_use]
    #[track_caller]
    pub fn event_among_others<E: ServerEvent + DeserializeOwned>(&self) -> E {
        self.event_named_among_others(E::NAME)
    }

    /// The same by the event's name.
    ///
    /// # Panics
    /// As [`event_among_others`](Self::event_among_others).
    #[must_use]
    #[track_caller]
    pub fn event_named_among_others<T: Acknowledgement>(&self, name: &str) -> T {
        self.check_answers();
        if let Some(record) = self.take(|record| record.event() == Some(name)) {
            return self.decoded(&record);
        }
        let others = match self.waiting(is_event).as_slice() {
            [] => String::new(),
            names => format!("; others are there: {}", names.join(", ")),
        };
        self.fail(&format!(
            "no event `{name}`{}: it was not sent{others}",
            self.filter
        ))
    }

    /// Checks that no event is there that the test has not asked for.
    ///
    /// # Panics
    /// If there is one.
    #[track_caller]
    pub fn no_event(&self) {
        self.none(is_event, "event");
    }

    /// What sockets were next made to do, other than to get an event: they join rooms or leave some, are disconnected, or
    /// their connections are ended. Orders are taken in their order, each once.
    ///
    /// ```
    /// # use gateway_runtime::{prelude::*, testing::Order};
    /// # #[websocket_gateway] struct Chat;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let (chat, sent) = Server::<Chat>::recording();
    /// chat.to("user:7").join("vip").await.unwrap();
    /// chat.to("user:8").close().await.unwrap();
    /// assert_eq!(sent.to_room("user:8").order(), Order::Close);
    /// assert_eq!(sent.order(), Order::Join(vec!["vip".into()]));
    /// # }
    /// ```
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    #[track_caller]
    pub fn order(&self) -> Order {
        self.next(is_order, "order", |record| record.order().cloned())
    }

    /// Checks that no order is there that the test has not asked for.
    ///
    /// # Panics
    /// If there is one.
    #[track_caller]
    pub fn no_order(&self) {
        self.none(is_order, "order");
    }

    /// The next event for the gateways of the other servers, which has to be this one: `server.servers().emit(..)`.
    ///
    /// # Panics
    /// As [`event`](Self::event).
    #[must_use]
    #[track_caller]
    pub fn server_event_named<T: DeserializeOwned>(&self, name: &str) -> T {
        let what = format!("server event `{name}`");
        let is_it = |record: &Record| record.server_event() == Some(name);
        let read = |record: &Record| is_it(record).then(|| record.clone());
        self.decoded(&self.next(is_server_event, &what, read))
    }

    /// Checks that nothing at all is there that the test has not asked for: no event, no order, no event for other
    /// servers.
    ///
    /// # Panics
    /// If there is something.
    #[track_caller]
    pub fn nothing_else(&self) {
        self.check_answers();
        let waiting = self.waiting(|_| true);
        if !waiting.is_empty() {
            self.fail(&format!(
                "nothing else{} was expected, and there is {}",
                self.filter,
                waiting.join(", ")
            ));
        }
    }

    /// How many events are there that the test has not asked for.
    #[must_use]
    pub fn waiting_events(&self) -> usize {
        self.waiting(is_event).len()
    }

    /// Forgets the events that are there: neither an expectation nor [`events`](Self::events) finds them any more.
    pub fn forget_events(&self) {
        let mut state = lock(&self.records.state);
        let is_forgotten =
            |entry: &Entry| is_event(&entry.record) && self.filter.accepts(&entry.record);
        let (forgotten, kept): (Vec<_>, Vec<_>) = mem::take(&mut state.entries)
            .into_iter()
            .partition(is_forgotten);
        state.entries = kept;
        drop(state);
        drop(forgotten);
    }

    /// What `read` finds in the next record of a kind, which has to be the right one.
    #[track_caller]
    fn next<T>(&self, kind: Kind, what: &str, read: impl Fn(&Record) -> Option<T>) -> T {
        self.check_answers();
        if let Some(record) = self.take(kind) {
            let Some(found) = read(&record) else {
                self.fail(&format!(
                    "the {what}{} was expected, and {} was sent",
                    self.filter,
                    record.name()
                ))
            };
            return found;
        }
        let state = lock(&self.records.state);
        let has_sent = state.entries.iter().any(|one| self.is_of(one, kind));
        drop(state);
        let nothing = if has_sent {
            "nothing more was sent"
        } else {
            "nothing was sent"
        };
        self.fail(&format!("no {what}{}: {nothing}", self.filter))
    }

    #[track_caller]
    fn none(&self, kind: Kind, what: &str) {
        self.check_answers();
        let waiting = self.waiting(kind);
        if !waiting.is_empty() {
            self.fail(&format!(
                "no {what}{} was expected, and there is {}",
                self.filter,
                waiting.join(", ")
            ));
        }
    }

    #[track_caller]
    fn decoded<T: Acknowledgement>(&self, record: &Record) -> T {
        match record.decoded() {
            Ok(payload) => payload,
            Err(why) => self.fail(&why),
        }
    }

    /// Takes the first record that is there and is the right one.
    fn take(&self, is_it: impl Fn(&Record) -> bool) -> Option<Record> {
        let mut state = lock(&self.records.state);
        let mut entries = state.entries.iter_mut();
        let entry = entries.find(|entry| !entry.is_taken && self.is_of(entry, &is_it))?;
        entry.is_taken = true;
        Some(entry.record.clone())
    }

    /// What is there that was not asked for, by its names.
    fn waiting(&self, kind: Kind) -> Vec<String> {
        let state = lock(&self.records.state);
        let entries = state.entries.iter();
        let waiting = entries.filter(|entry| !entry.is_taken && self.is_of(entry, kind));
        waiting.map(|entry| entry.record.name()).collect()
    }

    fn is_of(&self, entry: &Entry, is_it: impl Fn(&Record) -> bool) -> bool {
        is_it(&entry.record) && self.filter.accepts(&entry.record)
    }

    /// Fails if a test has answered a question wrongly.
    #[track_caller]
    fn check_answers(&self) {
        let broken = lock(&self.records.state).broken.clone();
        if let Some(why) = broken {
            self.fail(&why);
        }
    }

    #[cold]
    #[track_caller]
    fn fail(&self, what: &str) -> ! {
        let place = Location::caller();
        let listed = State::listed(&lock(&self.records.state));
        fail_without_client(&format!(
            "{what}\n  expected at {place}\nwhat was sent:{listed}"
        ))
    }
}
