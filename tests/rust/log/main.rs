//! What the log says: of the gateways when the app starts, and of clients that ask for what is not there.

mod clients;
mod start_up;
#[path = "../support/mod.rs"]
mod support;
