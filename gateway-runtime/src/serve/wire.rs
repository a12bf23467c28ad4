//! `Wire` is a handle to a connection of the app's own server, by which the connection can be ended from outside.
//!
//! The protocol library has no verb that closes one connection. A stream whose reader sees the end of it is a
//! connection that the library ends in order: what was sent before still reaches the client.

use std::{
    sync::{
        Arc, Weak,
        atomic::{
            AtomicU8,
            Ordering::{AcqRel, Acquire, Release},
        },
    },
    task::{Context, Waker},
};

use futures_util::task::AtomicWaker;

const OPEN: u8 = 0;
/// Somebody wants to know whether all that has arrived was read.
const ASKED: u8 = 1;
/// All that has arrived was read, and nothing has arrived since.
const READ: u8 = 2;
/// The stream ends, unless something arrives before the reader sees that.
const ENDS_WHEN_READ: u8 = 3;
const ENDS_NOW: u8 = 4;

/// A connection that can be ended. Clones are the same one.
#[derive(Clone, Debug)]
pub(crate) struct Wire(Arc<State>);

/// A wire that keeps nothing of its connection.
#[derive(Clone, Debug)]
pub(crate) struct WeakWire(Weak<State>);

#[derive(Debug)]
struct State {
    stage: AtomicU8,
    reader: AtomicWaker,
}

impl Wire {
    pub(super) fn new() -> Self {
        Self(Arc::new(State {
            stage: AtomicU8::new(OPEN),
            reader: AtomicWaker::new(),
        }))
    }

    /// The same connection, of which nothing is kept.
    pub(crate) fn downgrade(&self) -> WeakWire {
        WeakWire(Arc::downgrade(&self.0))
    }

    /// Asks whether all that has arrived was read: the answer is for [`end_when_read`](Self::end_when_read), a little later.
    /// A reader waits for more only when it has handed on what it has read before; so whoever asks learns it without a
    /// time, however late the reader's task has its turn.
    pub(crate) fn ask(&self) {
        if self.change(OPEN, ASKED) {
            self.0.reader.wake();
        }
    }

    /// Ends the connection, if it was [asked](Self::ask) and nothing has arrived since the reader has answered; else this is
    /// false. If something arrives before the reader sees the end, the connection [is open](Self::is_open) again.
    pub(crate) fn end_when_read(&self) -> bool {
        let ends = self.change(READ, ENDS_WHEN_READ);
        if ends {
            self.0.reader.wake();
        }
        ends
    }

    /// Ends the connection, whatever has arrived.
    pub(crate) fn end_now(&self) {
        self.0.stage.store(ENDS_NOW, Release);
        self.0.reader.wake();
    }

    /// Whether nothing ends the connection.
    pub(crate) fn is_open(&self) -> bool {
        self.stage() < ENDS_WHEN_READ
    }

    /// Whether reading is over, whatever has arrived.
    pub(super) fn is_over(&self) -> bool {
        self.stage() == ENDS_NOW
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
        let stage = self.stage();
        if stage != OPEN && stage != ENDS_NOW && !self.change(stage, OPEN) {
            // Only others than the reader have changed it meanwhile, and nobody but the reader opens it again.
            self.read();
        }
    }

    /// Whether reading is over, now that all that has arrived was read. If not, the reader is woken when it is.
    fn ends(&self, reader: &Waker) -> bool {
        self.is_ended_or_read() || {
            self.0.reader.register(reader);
            // The question, or the end, may have come before the reader could be woken.
            self.is_ended_or_read()
        }
    }

    fn is_ended_or_read(&self) -> bool {
        self.change(ASKED, READ);
        !self.is_open()
    }

    fn stage(&self) -> u8 {
        self.0.stage.load(Acquire)
    }

    fn change(&self, from: u8, to: u8) -> bool {
        let stage = &self.0.stage;
        stage.load(Acquire) == from && stage.compare_exchange(from, to, AcqRel, Acquire).is_ok()
    }
}

impl WeakWire {
    /// The connection, unless it is gone.
    pub(crate) fn upgrade(&self) -> Option<Wire> {
        self.0.upgrade().map(Wire)
    }
}
