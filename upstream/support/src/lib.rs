//! What all reproductions need: a bare server of socketioxide ([`serve`]), a client that is written by hand
//! ([`WebSocket`], [`Polling`], [`request`]), and the end of the program ([`run`]).
//!
//! A reproduction ends with 1 while the fault is there, with 0 once it is healed, and with 2 if it could not find out.

mod client;
mod server;
mod verdict;

pub use client::{Answer, Polling, Received, WebSocket, request};
pub use server::serve;
pub use verdict::{Verdict, run, until};

/// How long something may take that takes no time.
pub const SOON: std::time::Duration = std::time::Duration::from_secs(3);

/// How long something is waited for that should not come.
pub const A_WHILE: std::time::Duration = std::time::Duration::from_millis(500);
