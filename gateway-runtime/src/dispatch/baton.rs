//! `Baton` is the right to start a socket's messages, and the count of those in work: one word, so that a message
//! that finds the baton free costs two atomic operations and no lock. [The dispatch](super) has the table of its
//! transitions.

use std::sync::atomic::{AtomicUsize, Ordering::AcqRel, Ordering::Acquire, Ordering::Relaxed};

/// Somebody holds the baton.
const HELD: usize = 1;
/// The queue has to be looked at before a message starts and before the baton is released.
const QUEUED: usize = 2;
/// One message in work; the rest of the word counts them.
const SLOT: usize = 4;

/// The baton of one socket and the slots of its messages. Only who has locked the queue sets or clears
/// `QUEUED`.
pub(super) struct Baton(AtomicUsize);

impl Baton {
    /// A baton that its maker holds.
    pub(super) fn held() -> Self {
        Self(AtomicUsize::new(HELD))
    }

    /// Takes the baton and a slot, if the baton is free, nothing is queued and less than `limit` messages are in
    /// work.
    pub(super) fn take_with_slot(&self, limit: usize) -> bool {
        self.update(|state| {
            let is_free = state & (HELD | QUEUED) == 0 && state / SLOT < limit;
            is_free.then(|| (state | HELD) + SLOT)
        })
    }

    /// Releases the baton and a slot, if nothing is queued.
    pub(super) fn release_with_slot(&self) -> bool {
        self.update(|state| (state & QUEUED == 0).then(|| (state & !HELD) - SLOT))
    }

    /// Releases the baton, if nothing is queued.
    pub(super) fn release(&self) -> bool {
        self.update(|state| (state & QUEUED == 0).then_some(state & !HELD))
    }

    /// Releases the baton when the queue was looked at. If it `keeps_mark`, whoever comes next looks at the queue
    /// first.
    pub(super) fn release_queued(&self, keeps_mark: bool) {
        let cleared = if keeps_mark { HELD } else { HELD | QUEUED };
        self.0.fetch_and(!cleared, AcqRel);
    }

    /// Marks the queue as one to look at; true if the caller now holds the baton.
    pub(super) fn mark_queued_and_take(&self) -> bool {
        self.0.fetch_or(HELD | QUEUED, AcqRel) & HELD == 0
    }

    /// Marks the queue as one to look at.
    pub(super) fn mark_queued(&self) {
        self.0.fetch_or(QUEUED, AcqRel);
    }

    /// Takes a slot, if less than `limit` messages are in work.
    pub(super) fn take_slot(&self, limit: usize) -> bool {
        self.update(|state| (state / SLOT < limit).then_some(state + SLOT))
    }

    /// Frees a slot.
    pub(super) fn free_slot(&self) {
        self.0.fetch_sub(SLOT, AcqRel);
    }

    /// Whether somebody holds the baton.
    pub(super) fn is_held(&self) -> bool {
        self.0.load(Relaxed) & HELD != 0
    }

    /// Whether a message is in work.
    pub(super) fn has_work(&self) -> bool {
        self.0.load(Relaxed) >= SLOT
    }

    /// How many messages are in work.
    #[cfg(any(feature = "metrics", feature = "testing"))]
    pub(super) fn in_work(&self) -> usize {
        self.0.load(Relaxed) / SLOT
    }

    fn update(&self, next: impl Fn(usize) -> Option<usize>) -> bool {
        self.0.fetch_update(AcqRel, Acquire, next).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::VecDeque,
        sync::{
            Mutex,
            atomic::{AtomicBool, Ordering::SeqCst},
        },
        thread,
    };

    use super::*;
    use crate::sync::lock;

    #[test]
    fn a_slot_is_taken_only_within_the_limit() {
        let baton = Baton::held();
        assert!(!baton.take_with_slot(2), "it is held");
        assert!(baton.release());
        assert!(baton.take_with_slot(2));
        assert!(baton.take_slot(2));
        assert!(!baton.take_slot(2));
        assert!(baton.release_with_slot());
        baton.free_slot();
        assert!(!baton.has_work());
    }

    #[test]
    fn what_is_queued_is_not_passed_by() {
        let baton = Baton::held();
        assert!(!baton.mark_queued_and_take(), "it is held");
        assert!(!baton.release() && !baton.release_with_slot());
        baton.release_queued(true);
        assert!(!baton.take_with_slot(1), "the queue has to be looked at");
        assert!(baton.mark_queued_and_take());
        baton.release_queued(false);
        assert!(baton.take_with_slot(1));
    }

    /// Threads that come and go as the messages of a socket do: no two work at once, and nobody's work
    /// is forgotten.
    #[test]
    fn there_is_one_holder_and_nothing_is_forgotten() {
        const THREADS: usize = 4;
        const EACH: usize = 20_000;

        let baton = Baton::held();
        assert!(baton.release());
        let queue = Mutex::new(VecDeque::new());
        let is_working = AtomicBool::new(false);
        let done = AtomicUsize::new(0);
        let work = || {
            assert!(!is_working.swap(true, SeqCst), "two work at once");
            done.fetch_add(1, SeqCst);
            is_working.store(false, SeqCst);
        };
        let run = || {
            while !baton.release() {
                let mut queue = lock(&queue);
                if queue.pop_front().is_none() {
                    return baton.release_queued(false);
                }
                drop(queue);
                work();
            }
        };
        let arrive = || {
            if baton.take_with_slot(usize::MAX) {
                work();
                if !baton.release_with_slot() {
                    baton.free_slot();
                    run();
                }
                return;
            }
            let mut waiting = lock(&queue);
            waiting.push_back(());
            let is_ours = baton.mark_queued_and_take();
            drop(waiting);
            if is_ours {
                run();
            }
        };
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| (0..EACH).for_each(|_| arrive()));
            }
        });
        assert_eq!(done.load(SeqCst), THREADS * EACH);
        assert!(lock(&queue).is_empty() && !baton.has_work());
        assert!(baton.take_with_slot(1), "it has been laid down");
    }
}
