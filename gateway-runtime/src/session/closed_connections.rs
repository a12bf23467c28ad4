//! `ClosedConnections` remembers for a minute whose connections were closed.
//!
//! A client that is closed while it connects to a further namespace must not be let in there: its connection has ended,
//! whatever is still on the way.

use std::{
    collections::HashSet,
    mem,
    sync::Mutex,
    time::{Duration, Instant},
};

use crate::{protocol::SocketId, sync::lock};

/// How long an id is remembered at least. It may be twice as long.
const MEMORY: Duration = Duration::from_mins(1);

/// The ids of connections that were closed in the last minute or two.
#[derive(Default)]
pub(crate) struct ClosedConnections(Mutex<Remembered>);

#[derive(Default)]
struct Remembered {
    recent: HashSet<SocketId>,
    older: HashSet<SocketId>,
    /// When `recent` was begun.
    since: Option<Instant>,
}

impl ClosedConnections {
    /// Notes that a connection was closed.
    pub(crate) fn add(&self, id: SocketId) {
        let now = Instant::now();
        let mut remembered = lock(&self.0);
        remembered.forget(now);
        remembered.since.get_or_insert(now);
        remembered.recent.insert(id);
    }

    /// Whether a connection was closed lately.
    pub(crate) fn contains(&self, id: SocketId) -> bool {
        let mut remembered = lock(&self.0);
        if remembered.since.is_none() {
            return false;
        }
        remembered.forget(Instant::now());
        remembered.recent.contains(&id) || remembered.older.contains(&id)
    }
}

impl Remembered {
    /// Drops what was remembered long enough at the time `now`.
    fn forget(&mut self, now: Instant) {
        let age = self.since.map(|since| now.duration_since(since));
        if age.is_some_and(|age| age >= MEMORY) {
            let long_ago = age.is_some_and(|age| age >= 2 * MEMORY);
            self.older = mem::take(&mut self.recent);
            if long_ago {
                self.older = HashSet::new();
            }
            self.since = (!self.older.is_empty()).then_some(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> SocketId {
        text.parse().expect("an id")
    }

    #[test]
    fn an_id_is_remembered_for_a_minute_and_not_without_end() {
        let mut remembered = Remembered::default();
        let begin = Instant::now();
        remembered.since = Some(begin);
        remembered.recent.insert(id("AAAAAAAAAAAAAAHs"));
        remembered.forget(begin + MEMORY / 2);
        assert_eq!(remembered.recent.len(), 1);
        remembered.forget(begin + MEMORY);
        assert_eq!((remembered.recent.len(), remembered.older.len()), (0, 1));
        remembered.forget(begin + 2 * MEMORY);
        assert!(remembered.older.is_empty() && remembered.since.is_none());
    }

    #[test]
    fn what_is_long_ago_is_forgotten_at_once() {
        let mut remembered = Remembered::default();
        let begin = Instant::now();
        remembered.since = Some(begin);
        remembered.recent.insert(id("AAAAAAAAAAAAAAHs"));
        remembered.forget(begin + 3 * MEMORY);
        assert!(remembered.recent.is_empty() && remembered.older.is_empty());
    }

    #[test]
    fn only_what_was_closed_is_known() {
        let closed = ClosedConnections::default();
        let (one, other) = (id("AAAAAAAAAAAAAAHs"), id("AAAAAAAAAAAAAAHt"));
        assert!(!closed.contains(one));
        closed.add(one);
        assert!(closed.contains(one) && !closed.contains(other));
    }
}
