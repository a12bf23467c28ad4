//! What runs without a client: shutdown hooks, timers, and listeners for events of the app (docs/guarantees.md, 7).
#![expect(
    clippy::expect_used,
    reason = "clippy does not see that all of it is a test"
)]

#[path = "../support/mod.rs"]
mod support;

mod events;
mod notes;
mod shutdown;
mod start_up;
mod timers;
