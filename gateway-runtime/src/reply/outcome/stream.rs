//! `Items` is the stream of events that a method answers with.

use std::{
    fmt,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use futures_util::StreamExt as _;

use super::{OutcomeEnd, OutcomeItem};
use crate::{
    error::{Failure, WsError},
    panics::called,
    reply::stream::AtShutdown,
};

/// An event, or the error that ends the stream.
type Item = Result<OutcomeItem, Failure>;

/// The stream, with a type that is forgotten.
type Events = Pin<Box<dyn Stream<Item = Item> + Send>>;

/// The stream. The lock is never taken: with it an outcome is `Sync`, so that a future may hold a reference to one.
pub(super) struct Items {
    events: Mutex<Events>,
    pub(super) at_shutdown: AtShutdown,
}

impl Items {
    pub(super) fn new(
        events: impl Stream<Item = Item> + Send + 'static,
        at_shutdown: AtShutdown,
    ) -> Self {
        Self {
            events: Mutex::new(Box::pin(events)),
            at_shutdown,
        }
    }

    pub(super) fn into_events(self) -> Events {
        let events = self.events.into_inner();
        events.unwrap_or_else(PoisonError::into_inner)
    }

    /// With each event changed.
    pub(super) fn map(
        self,
        mut change: impl FnMut(OutcomeItem) -> Result<OutcomeItem, WsError> + Send + 'static,
    ) -> Self {
        let changed = move |item: Item| Ok(change(item?)?);
        let at_shutdown = self.at_shutdown;
        Self::new(self.into_events().map(changed), at_shutdown)
    }

    /// With somebody who is told of the end.
    pub(super) fn on_end(self, on_end: impl FnOnce(OutcomeEnd<'_>) + Send + 'static) -> Self {
        let at_shutdown = self.at_shutdown;
        let watched = Watched {
            events: self.into_events(),
            on_end: Some(Box::new(on_end)),
        };
        Self::new(watched, at_shutdown)
    }
}

impl fmt::Debug for Items {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

/// What is called at the end.
type OnEnd = Box<dyn FnOnce(OutcomeEnd<'_>) + Send>;

/// A stream whose end somebody is told of.
struct Watched {
    events: Events,
    /// Until it is called.
    on_end: Option<OnEnd>,
}

impl Watched {
    /// The watcher only looks on: its panic is logged and ends nothing.
    fn end(&mut self, end: OutcomeEnd<'_>) {
        let Some(on_end) = self.on_end.take() else {
            return;
        };
        if let Err(panic) = called(|| on_end(end)) {
            tracing::error!(panic, "a function for the end of an outcome panicked");
        }
    }
}

impl Stream for Watched {
    type Item = Item;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Item>> {
        let item = ready!(self.events.as_mut().poll_next(context));
        match &item {
            Some(Ok(_)) => {}
            Some(Err(error)) => self.end(OutcomeEnd::Failed(error)),
            None => self.end(OutcomeEnd::Completed),
        }
        Poll::Ready(item)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.end(OutcomeEnd::Dropped);
    }
}
