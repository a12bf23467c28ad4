//! Handles before, beside, after and without a running app.
#![expect(
    clippy::expect_used,
    reason = "clippy does not see that all of it is a test"
)]

mod after;
mod before;
mod clock;
mod closed;
mod not_running;
#[path = "../support/mod.rs"]
mod support;
mod watched;
