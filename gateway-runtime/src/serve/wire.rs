//! `Wire` is a handle to a connection of the app's own server, by which the connection can be ended from outside.
//!
//! The protocol library has no verb that closes one connection. A stream whose reader sees the end of it is a
//! connection that the library ends in order: what was sent before still reaches the client.

use std::{
    sync::{
        Arc, Weak,
        atomic::{
            AtomicU8, AtomicU64,
            Ordering::{AcqRel, Acquire, Release},
        },
    },
    task::{Context, Waker},
    time::Duration,
};

use futures_util::task::AtomicWaker;
use tokio::time::Instant;

const OPEN: u8 = 0;
/// The stream ends as soon as nothing has arrived that was not read.
const ENDS_WHEN_READ: u8 = 1;
const ENDS_NOW: u8 = 2;

/// A connection that can be ended. Clones are the same one.
#[derive(Clone, Debug)]
pub(crate) struct Wire(Arc<State>);

/// A wire that keeps nothing of its connection.
#[derive(Clone, Debug)]
pub(crate) struct WeakWire(Weak<State>);

#[derive(Debug)]
struct State {
    end: AtomicU8,
    since: Instant,
    /// How many milliseconds after `since` bytes were read last.
    read: AtomicU64,
    reader: AtomicWaker,
}

impl Default for State {
    fn default() -> Self {
        Self {
            end: AtomicU8::new(OPEN),
            since: Instant::now(),
            read: AtomicU64::new(0),
            reader: AtomicWaker::new(),
        }
    }
}

impl Wire {
    pub(super) fn new() -> Self {
        Self(Arc::default())
    }

    /// The same connection, of which nothing is kept.
    pub(crate) fn downgrade(&self) -> WeakWire {
        WeakWire(Arc::downgrade(&self.0))
    }

    /// Whether no byte was read for this time.
    pub(crate) fn is_silent_for(&self, time: Duration) -> bool {
        let read = Duration::from_millis(self.0.read.load(Acquire));
        self.0.since.elapsed() >= read + time
    }

    /// Whether nothing ends the connection.
    pub(crate) fn is_open(&self) -> bool {
        self.0.end.load(Acquire) == OPEN
    }

    /// Ends the connection, unless something has arrived that was not read: then the connection
    /// [is open](Self::is_open) again, once that is read.
    pub(crate) fn end_when_read(&self) {
        // Of two calls the stronger one counts.
        let _ = self
            .0
            .end
            .compare_exchange(OPEN, ENDS_WHEN_READ, AcqRel, Acquire);
        self.0.reader.wake();
    }

    /// Ends the connection, whatever has arrived.
    pub(crate) fn end_now(&self) {
        self.0.end.store(ENDS_NOW, Release);
        self.0.reader.wake();
    }

    /// Whether reading is over, whatever has arrived.
    pub(super) fn is_over(&self) -> bool {
        self.0.end.load(Acquire) == ENDS_NOW
    }

    /// Notes that something was read. Whether reading is over, if nothing was. Not inlined, so that a connection without
    /// a wire pays for two branches.
    #[inline(never)]
    pub(super) fn ends_after_read(&self, is_read: bool, context: &mut Context<'_>) -> bool {
        if is_read {
            self.read();
        }
        !is_read && self.ends(context.waker())
    }

    /// Notes that bytes were read, or that no more come.
    fn read(&self) {
        let milliseconds = self.0.since.elapsed().as_millis();
        let milliseconds = u64::try_from(milliseconds).unwrap_or(u64::MAX);
        self.0.read.store(milliseconds, Release);
        let _ = self
            .0
            .end
            .compare_exchange(ENDS_WHEN_READ, OPEN, AcqRel, Acquire);
    }

    /// Whether reading is over, now that all that has arrived was read. If not, the reader is woken when it is.
    fn ends(&self, reader: &Waker) -> bool {
        let is_ended = || self.0.end.load(Acquire) != OPEN;
        if is_ended() {
            return true;
        }
        self.0.reader.register(reader);
        // The end may have come before the reader could be woken.
        is_ended()
    }
}

impl WeakWire {
    /// The connection, unless it is gone.
    pub(crate) fn upgrade(&self) -> Option<Wire> {
        self.0.upgrade().map(Wire)
    }
}
