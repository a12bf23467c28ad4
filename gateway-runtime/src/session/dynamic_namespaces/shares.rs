//! `Shares` count how many of the namespaces of one pattern each connection has, so that no connection
//! takes all of them.
//!
//! A connection is known by its sockets' id, which is the same in every namespace and which no other connection
//! has.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use crate::{protocol::SocketId, sync::lock};

/// How many namespaces of a pattern each connection has.
#[derive(Debug)]
pub(super) struct Shares {
    /// How many namespaces a connection may have.
    limit: usize,
    /// How many namespaces each connection has; connections without a namespace are left out. Nothing of
    /// socketioxide is called under this lock: socketioxide may hold locks of its own while it ends a socket,
    /// and the end of a socket gives a share back.
    taken: Mutex<HashMap<SocketId, usize>>,
}

impl Shares {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            taken: Mutex::default(),
        }
    }

    /// Gives a connection one more namespace; `None` if the connection has as many as it may have.
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

/// One namespace that a connection has, until the share is dropped.
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
