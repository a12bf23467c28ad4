//! `Limit` is a `#[throttle(..)]`, as clients should know it.

use serde::{Deserialize, Serialize};

/// How many messages a client may send. A message above the limit fails with the code `too_many_requests` and
/// `details: { retryAfterMs }`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Limit {
    /// The limit's name. All messages with this limit share one count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many messages.
    pub limit: u32,
    /// In how many milliseconds.
    pub per_ms: u64,
    /// How many may come at once, if that is not `limit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub burst: Option<u32>,
    /// What is counted by: `socket`, `ip` or `key`.
    pub by: String,
    /// Where the limit is declared, and so what shares its count: `app`, `gateway` or `method`.
    pub scope: String,
}
