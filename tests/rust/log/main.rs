//! What the log says: of the gateways when the app starts, of clients that ask for what is not there, and in which spans.

mod clients;
mod spans;
mod start_up;
#[path = "../support/mod.rs"]
mod support;
