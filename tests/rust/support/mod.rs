//! What several of the tests need: HTTP by hand, the log, a client that polls, one that reads nothing, and an app that
//! serves.
#![allow(
    dead_code,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "each test uses its part; clippy does not see that these files are a test's"
)]

pub(crate) mod http;
pub(crate) mod log;
pub(crate) mod polling;
pub(crate) mod running;
pub(crate) mod unread;
