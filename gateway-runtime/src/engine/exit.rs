//! `Exit` is the way by which a session can be ended from outside, without a word to its client but the end of its
//! connection.
//!
//! A client over a WebSocket has a connection of its own, whose [`Wire`] ends it. A client that polls has none: its
//! session is ended in its name, by a packet that the client might have sent. A session that has nothing under way is
//! ended without losing anything; so an exit knows whether something is.

use std::{
    sync::{Mutex, OnceLock},
    time::Duration,
};

use tokio::time::Instant;

use crate::{
    serve::{WeakWire, Wire},
    sync::lock,
};

/// The way to end one session.
#[derive(Debug, Default)]
pub(crate) struct Exit {
    /// The connection of a WebSocket. Weak, since the connection owns the request, and the request this exit.
    wire: OnceLock<WeakWire>,
    polling: Mutex<Polling>,
}

/// What a client that polls has under way.
#[derive(Debug, Default)]
struct Polling {
    /// Polls that wait because there is nothing to send.
    waiting: usize,
    /// Messages that arrive.
    posts: usize,
    /// When the last message has arrived.
    posted: Option<Instant>,
    /// Whether the session is ended in the client's name, so that no message is taken any more.
    is_ending: bool,
}

impl Exit {
    /// From now on the session has a WebSocket.
    pub(super) fn upgraded(&self, wire: &Wire) {
        let _ = self.wire.set(wire.downgrade());
    }

    /// The connection, if the session has a WebSocket that the app serves.
    pub(crate) fn wire(&self) -> Option<Wire> {
        self.wire.get()?.upgrade()
    }

    /// Whether a poll waits, so that the client has been told all there is.
    pub(crate) fn is_polled(&self) -> bool {
        lock(&self.polling).waiting > 0
    }

    pub(super) fn poll_waits(&self) {
        lock(&self.polling).waiting += 1;
    }

    pub(super) fn poll_ends(&self) {
        lock(&self.polling).waiting -= 1;
    }

    /// A message arrives; false if it is too late.
    pub(super) fn post_begins(&self) -> bool {
        let mut polling = lock(&self.polling);
        if polling.is_ending {
            return false;
        }
        polling.posts += 1;
        polling.posted = Some(Instant::now());
        true
    }

    pub(super) fn post_ends(&self) {
        let mut polling = lock(&self.polling);
        polling.posts -= 1;
        polling.posted = Some(Instant::now());
    }

    /// Takes no more messages from a client that polls, if it waits for whatever the server has to say, has been told all
    /// of it, and has said nothing for this time; else this is false. `at_once`, none is taken in any case.
    pub(crate) fn end_polling(&self, silence: Duration, at_once: bool) -> bool {
        let mut polling = lock(&self.polling);
        let is_silent = polling
            .posted
            .is_none_or(|posted| posted.elapsed() >= silence);
        let is_idle = polling.waiting > 0 && polling.posts == 0 && is_silent;
        polling.is_ending |= at_once || is_idle;
        polling.is_ending
    }
}
