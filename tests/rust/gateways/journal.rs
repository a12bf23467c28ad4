//! `Journal` is what happened in an app, in order: hooks and handlers write it, and a test reads it.

use std::{
    mem,
    sync::{Arc, Mutex},
};

use gateway_runtime::prelude::*;

/// Entries that no test has taken. Clones are the same journal.
pub(crate) struct Journal<T = String>(Arc<Mutex<Vec<T>>>);

/// What a disconnect hook sees.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Left {
    pub(crate) gateway: &'static str,
    pub(crate) id: SocketId,
    pub(crate) reason: DisconnectReason,
    pub(crate) rooms: Vec<String>,
}

impl<T> Journal<T> {
    pub(crate) fn note(&self, entry: impl Into<T>) {
        self.0.lock().unwrap().push(entry.into());
    }

    /// What was noted since the last call.
    pub(crate) fn take(&self) -> Vec<T> {
        mem::take(&mut self.0.lock().unwrap())
    }

    /// The same, and the entries stay.
    pub(crate) fn all(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.0.lock().unwrap().clone()
    }
}

impl Journal<Left> {
    /// Notes that the disconnect hook of `gateway` is done.
    pub(crate) fn left(&self, gateway: &'static str, socket: &Socket, reason: DisconnectReason) {
        self.note(Left {
            gateway,
            id: socket.id(),
            reason,
            rooms: socket.rooms(),
        });
    }
}

impl<T> Default for Journal<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Clone for Journal<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}
