//! `on_gateway_connection` completes before the first message of its socket starts, and no message is lost
//! (docs/guarantees.md, 3).

mod refuses;
mod waits;
