//! What the log says: of the gateways when the app starts, of clients that ask for what is not there, and in which spans.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy does not see that these files are a test"
)]
#![allow(
    clippy::needless_pass_by_value,
    clippy::unused_self,
    reason = "the form of a method is what is tested, whatever it does"
)]

mod clients;
mod spans;
mod start_up;
#[path = "../support/mod.rs"]
mod support;
