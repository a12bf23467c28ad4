//! Clients of the test kit that are checked against the contract: a gateway that keeps its contract, and one for each way
//! to break it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics is a test that fails"
)]

mod begins;
mod broken;
mod client;
#[path = "../../../rust/kit/failure.rs"]
mod failure;
mod kept;
mod notice;
mod server;
