//! `event`, `no_event` and the like say what a test expects of the server.

use std::panic::Location;

use serde::de::DeserializeOwned;

use super::Client;
use crate::{
    event::ServerEvent,
    testing::{
        connection::{End, Event, Missing},
        error_object::ErrorObject,
    },
    wire::{Acknowledgement, event_arguments},
};

impl Client {
    /// Waits for the next event, which has to be this one. Events that came before are taken in their order.
    ///
    /// # Panics
    /// When it is awaited: if another event comes or none, or if its payload is no `E`.
    #[track_caller]
    #[must_use = "an event is waited for when this is awaited"]
    pub fn event<E: ServerEvent + DeserializeOwned>(&self) -> impl Future<Output = E> + use<'_, E> {
        self.expect(E::NAME.to_owned(), Location::caller())
    }

    /// The same by the event's name. Several arguments are an [`Args`](crate::Args) of a tuple.
    ///
    /// # Panics
    /// As [`event`](Self::event).
    #[track_caller]
    #[must_use = "an event is waited for when this is awaited"]
    pub fn event_named<T: Acknowledgement>(
        &self,
        name: &str,
    ) -> impl Future<Output = T> + use<'_, T> {
        self.expect(name.to_owned(), Location::caller())
    }

    /// Waits for this event, among others that may come before and after it, which are kept for later.
    ///
    /// # Panics
    /// When it is awaited: if the event does not come, or if its payload is no `E`.
    #[track_caller]
    #[must_use = "an event is waited for when this is awaited"]
    pub fn event_among_others<E: ServerEvent + DeserializeOwned>(
        &self,
    ) -> impl Future<Output = E> + use<'_, E> {
        self.expect_among_others(E::NAME.to_owned(), Location::caller())
    }

    /// The same by the event's name.
    ///
    /// # Panics
    /// As [`event_among_others`](Self::event_among_others).
    #[track_caller]
    #[must_use = "an event is waited for when this is awaited"]
    pub fn event_named_among_others<T: Acknowledgement>(
        &self,
        name: &str,
    ) -> impl Future<Output = T> + use<'_, T> {
        self.expect_among_others(name.to_owned(), Location::caller())
    }

    /// Waits for the next event, which has to be an `exception`: the error of a message for which no acknowledgement was
    /// asked, or of a connection hook.
    ///
    /// # Panics
    /// As [`event`](Self::event).
    #[track_caller]
    #[must_use = "an event is waited for when this is awaited"]
    pub fn exception(&self) -> impl Future<Output = ErrorObject> + use<'_> {
        self.expect("exception".to_owned(), Location::caller())
    }

    /// Checks that no event is there, and that none comes by itself: see [the module](crate::testing).
    ///
    /// # Panics
    /// When it is awaited: if there is an event, or if something is wrong with what has come. If the app does not come to
    /// rest.
    #[track_caller]
    #[must_use = "nothing is checked until this is awaited"]
    pub fn no_event(&self) -> impl Future<Output = ()> + use<'_> {
        let place = Location::caller();
        async move {
            self.connection.settling().settled(place).await;
            self.fail_if_broken(place);
            let names = self.names();
            if !names.is_empty() {
                self.fail(
                    &format!("no event was expected, and there is {}", listed(&names)),
                    place,
                );
            }
        }
    }

    /// How many events are there that the test has not asked for.
    #[must_use]
    pub fn waiting_events(&self) -> usize {
        self.connection
            .look(&self.namespace, |inbox| inbox.events.len())
    }

    /// Forgets the events that are there.
    pub fn forget_events(&self) {
        let events = self
            .connection
            .look(&self.namespace, |inbox| std::mem::take(&mut inbox.events));
        drop(events);
    }

    /// Waits until the client has left the namespace, and returns how: the server has disconnected it, or the connection
    /// has ended.
    ///
    /// # Panics
    /// When it is awaited: if the client is still there after five seconds of tokio's clock.
    #[track_caller]
    #[must_use = "the end is waited for when this is awaited"]
    pub fn ended(&self) -> impl Future<Output = End> + use<'_> {
        let place = Location::caller();
        async move {
            let never = self.connection.until::<End>(&self.namespace, |_| None);
            match never.await {
                Ok(end) | Err(Missing::Left(end)) => end,
                Err(Missing::Broken(why)) => self.fail(&why, place),
                Err(why) => self.fail(&format!("the client is still connected: {why}"), place),
            }
        }
    }

    async fn expect<T: Acknowledgement>(&self, name: String, place: &Location<'_>) -> T {
        let next = self
            .connection
            .until(&self.namespace, |inbox| inbox.events.pop_front());
        match next.await {
            Ok(event) if event.name == name => self.payload(&event, place),
            Ok(event) => self.fail(
                &format!("the event `{name}` was expected, and `{}` came", event.name),
                place,
            ),
            Err(why) => self.fail(&format!("no event `{name}`: {why}"), place),
        }
    }

    async fn expect_among_others<T: Acknowledgement>(
        &self,
        name: String,
        place: &Location<'_>,
    ) -> T {
        let found = self.connection.until(&self.namespace, |inbox| {
            let mut events = inbox.events.iter();
            let position = events.position(|event| event.name == name)?;
            inbox.events.remove(position)
        });
        match found.await {
            Ok(event) => self.payload(&event, place),
            Err(why) => {
                let others = match self.names().as_slice() {
                    [] => String::new(),
                    names => format!("; others are there: {}", listed(names)),
                };
                self.fail(&format!("no event `{name}`: {why}{others}"), place)
            }
        }
    }

    fn payload<T: Acknowledgement>(&self, event: &Event, place: &Location<'_>) -> T {
        match event_arguments(&event.packet) {
            Ok(payload) => payload,
            Err(why) => self.fail(
                &format!(
                    "`{}` is something else than was expected: {why}",
                    event.name
                ),
                place,
            ),
        }
    }

    /// The names of the events that are there.
    fn names(&self) -> Vec<String> {
        self.connection.look(&self.namespace, |inbox| {
            let events = inbox.events.iter();
            events.map(|event| event.name.clone()).collect()
        })
    }
}

/// `` `said`, `joined` (3 times) ``, in the order in which they came first.
fn listed(names: &[String]) -> String {
    let mut counted: Vec<(&String, usize)> = Vec::new();
    for name in names {
        match counted.iter_mut().find(|(counted, _)| *counted == name) {
            Some((_, times)) => *times += 1,
            None => counted.push((name, 1)),
        }
    }
    let listed: Vec<String> = counted
        .into_iter()
        .map(|(name, times)| match times {
            1 => format!("`{name}`"),
            times => format!("`{name}` ({} times)", with_commas(times)),
        })
        .collect();
    listed.join(", ")
}

/// `1,000`
fn with_commas(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
