//! `Word` says which code runs on a thread.

use std::{
    cell::Cell,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
};

use super::{Id, board};

/// How many bits of a word are the number of the code. The rest numbers the polls of the thread, so that two polls of the
/// same code are not the same word.
const ID_BITS: u32 = 24;

/// The largest number of code that a word has room for.
pub(super) const LAST_ID: u32 = (1 << ID_BITS) - 1;

/// The number of a poll and that of its code; 0 while no code runs that is watched.
pub(super) type Word = AtomicU64;

/// Whether nobody looks at the words, since nothing has happened for a while. Who looks may miss by a hair that this was
/// read, and looks again soon.
pub(super) static IS_ASLEEP: AtomicBool = AtomicBool::new(false);

thread_local! {
    static OWN: Own = Own {
        word: board::word_of_new_thread(),
        polls: Cell::new(0),
    };
}

struct Own {
    word: Arc<Word>,
    /// How many polls there were.
    polls: Cell<u64>,
}

/// A poll of code that is watched, until it is dropped.
#[must_use]
pub(crate) struct Held {
    /// The word before the poll, since a poll may be inside of another.
    before: Option<u64>,
}

impl Held {
    /// What is not watched.
    pub(super) const NOTHING: Self = Self { before: None };

    #[inline]
    pub(super) fn begin(id: Id) -> Self {
        // A thread that ends has no word any more.
        let before = OWN.try_with(|own| {
            let poll = own.polls.get().wrapping_add(1);
            own.polls.set(poll);
            let before = own.word.load(Relaxed);
            own.word.store(poll << ID_BITS | u64::from(id.0), Relaxed);
            before
        });
        if IS_ASLEEP.load(Relaxed) {
            board::wake();
        }
        Self {
            before: before.ok(),
        }
    }
}

impl Drop for Held {
    #[inline]
    fn drop(&mut self) {
        if let Some(before) = self.before {
            let _ = OWN.try_with(|own| own.word.store(before, Relaxed));
        }
    }
}

/// The number of the code in a word; nothing, if no code runs.
pub(super) fn code(word: u64) -> Option<Id> {
    let id = u32::try_from(word & u64::from(LAST_ID)).ok()?;
    (id != 0).then_some(Id(id))
}
