//! `Revocations` is the store of how often the tokens of a user have been revoked; `MemoryRevocations` keeps it in memory.
//!
//! A signed token holds until it expires, whatever happens meanwhile. So each token carries the number that this store had when the
//! token was issued, and holds only as long as the store still has that number.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;

/// How often the tokens of each user have been revoked.
#[async_trait]
pub(crate) trait Revocations: Send + Sync {
    /// The number, which is 0 for a user whose tokens never were.
    async fn count(&self, name: &str) -> u64;

    /// Revokes every token that the user has, and gives the new number.
    async fn revoke(&self, name: &str) -> u64;

    /// The number is at least `count`: another server has revoked tokens.
    async fn raise(&self, name: &str, count: u64);
}

/// In memory: a restart forgets the revocations, also where other servers still know them. A real store is Redis, or the table of the
/// accounts.
#[derive(Default)]
pub(crate) struct MemoryRevocations(Mutex<HashMap<String, u64>>);

#[async_trait]
impl Revocations for MemoryRevocations {
    async fn count(&self, name: &str) -> u64 {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(name).copied().unwrap_or_default()
    }

    async fn revoke(&self, name: &str) -> u64 {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(name.to_owned()).or_default();
        *count += 1;
        *count
    }

    async fn raise(&self, name: &str, count: u64) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = counts.entry(name.to_owned()).or_default();
        *known = count.max(*known);
    }
}
