//! `Shares` count how many of the namespaces of one pattern each connection has, so that no connection
//! takes all of them.
//!
//! A connection is known by the id that its sockets have in every namespace, which no other connection
//! has.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use crate::{protocol::SocketId, sync::lock};

/// How many namespaces of a pattern each connection has.
#[derive(Debug)]
pub(super) struct Shares {
    /// How many a connection may have.
    limit: usize,
    /// Without those that have none. Nothing of socketioxide is called under this lock: it may hold locks
    /// of its own while it ends a socket, which gives a share back.
    taken: Mutex<HashMap<SocketId, usize>>,
}

impl Shares {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            taken: Mutex::default(),
        }
    }

    /// One more namespace for a connection; `None` if it has as many as it may have.
    pub(super) fn take(self: &Arc<Self>, connection: SocketId) -> Option<Share> {
        let mut taken = lock(&self.taken);
        let count = taken.get(&connection).copied().unwrap_or_default();
        if count >= self.limit {
            return None;
        }
        taken.insert(connection, count + 1);
        drop(taken);
        Some(Share {
            shares: Arc::clone(self),
            connection,
        })
    }
}

/// A connection's having one namespace, until it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    shares: Arc<Shares>,
    connection: SocketId,
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut taken = lock(&self.shares.taken);
        if let Some(count) = taken.get_mut(&self.connection) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.connection);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_has_its_share_and_gives_it_back() {
        let shares = Arc::new(Shares::new(2));
        let [one, other] =
            ["AAAAAAAAAAAAAAHs", "AAAAAAAAAAAAAAHt"].map(|id| id.parse().expect("is an id"));
        let first = shares.take(one);
        let second = shares.take(one);
        assert!(first.is_some() && second.is_some());
        assert!(shares.take(one).is_none());
        let others = shares.take(other);
        assert!(others.is_some(), "a share is nobody else's");

        drop(first);
        let third = shares.take(one);
        assert!(third.is_some());
        assert!(shares.take(one).is_none());

        drop((second, third, others));
        assert!(
            lock(&shares.taken).is_empty(),
            "nothing is left of those who have gone"
        );
    }
}
