//! `Exit` is the way by which a session can be ended from outside, without a word to its client but the end of its
//! connection.
//!
//! A client over a WebSocket has a connection of its own, whose [`Wire`] ends it. A client that polls has none: its
//! session is ended in its name, by a packet that the client might have sent. A session that has nothing under way is
//! ended without losing anything; so an exit knows whether something is.

use std::sync::{Mutex, OnceLock};

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
    /// Whether no request has begun or ended since the last question.
    is_asked: bool,
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
        self.polling(|polling| polling.waiting += 1);
    }

    pub(super) fn poll_ends(&self) {
        self.polling(|polling| polling.waiting -= 1);
    }

    /// A message arrives; false if it is too late.
    pub(super) fn post_begins(&self) -> bool {
        let mut polling = lock(&self.polling);
        if polling.is_ending {
            return false;
        }
        polling.posts += 1;
        polling.is_asked = false;
        true
    }

    pub(super) fn post_ends(&self) {
        self.polling(|polling| polling.posts -= 1);
    }

    fn polling(&self, change: impl FnOnce(&mut Polling)) {
        let mut polling = lock(&self.polling);
        change(&mut polling);
        polling.is_asked = false;
    }

    /// Asks whether all that has arrived was handed on: the answer is for who wants to end the session, a little later.
    pub(crate) fn ask(&self) {
        lock(&self.polling).is_asked = true;
        if let Some(wire) = self.wire() {
            wire.ask();
        }
    }

    /// Takes no more messages from a client that polls, if it waits for whatever the server has to say, was asked, has said
    /// nothing since, and has no work; else this is false. Whether it `has_work` is asked while no message can arrive.
    pub(crate) fn end_polling(&self, has_work: impl FnOnce() -> bool) -> bool {
        let mut polling = lock(&self.polling);
        let is_silent = polling.waiting > 0 && polling.posts == 0 && polling.is_asked;
        polling.is_ending |= is_silent && !has_work();
        polling.is_ending
    }

    /// Takes no more messages from a client that polls.
    pub(crate) fn end_polling_now(&self) {
        lock(&self.polling).is_ending = true;
    }
}
