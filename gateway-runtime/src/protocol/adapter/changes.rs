//! `Changes` knows whether the other servers may still have to make a change of their sockets that was demanded here.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// The changes of the other servers' sockets, a `join` for example, that this server has demanded. Nobody tells when they
/// are made; but what the others answer on the same way afterwards, they answer behind them.
#[derive(Default)]
pub(crate) struct Changes {
    demanded: AtomicUsize,
    /// How many of them the others have made for sure.
    made: AtomicUsize,
}

impl Changes {
    /// Notes that a change was demanded.
    pub(crate) fn note(&self) {
        self.demanded.fetch_add(1, SeqCst);
    }

    /// How many changes were demanded; `None` if the others have made them all.
    pub(crate) fn open(&self) -> Option<usize> {
        let demanded = self.demanded.load(SeqCst);
        (self.made.load(SeqCst) < demanded).then_some(demanded)
    }

    /// Notes that the others have made the first `count` changes.
    pub(crate) fn are_made(&self, count: usize) {
        self.made.fetch_max(count, SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_demanded_meanwhile_stays_open() {
        let changes = Changes::default();
        assert_eq!(changes.open(), None);
        changes.note();
        assert_eq!(changes.open(), Some(1));
        changes.note();
        changes.are_made(1);
        assert_eq!(changes.open(), Some(2));
        changes.are_made(2);
        changes.are_made(1);
        assert_eq!(changes.open(), None);
    }
}
