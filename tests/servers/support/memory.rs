//! The HTTP route that tells how much memory the server holds.

use std::fs;

use axum::routing::get;
use axum::{Json, Router};

/// `GET /memory`: resident memory in kilobytes, or nothing where the system does not tell.
pub fn routes() -> Router {
    Router::new().route("/memory", get(async || Json(resident())))
}

/// `VmRSS:     12345 kB`
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}
