//! The test kit, as whoever tests gateways uses it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics is a test that fails"
)]

#[path = "../support/mod.rs"]
mod support;

mod chat;
mod clients;
mod cluster;
mod expectations;
mod failure;
mod recording;
mod replacing;
mod rest;
mod start_up;
mod time;
