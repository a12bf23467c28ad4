//! `outage` is the one design of all backends for this: a backend may die, and nothing waits for a dead
//! backend.
//!
//! A `Circuit` knows whether the backend can be used; `Status` tells the app and the log. The connections
//! to Redis are ours, and its supervisor watches over each of them. The clients of PostgreSQL and MongoDB
//! hide their connections: there the probe of a `Breaker` pings the backend, and `Listening` opens a new
//! stream after an outage.

#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
mod back_off;
#[cfg(any(feature = "mongodb", feature = "postgres"))]
mod breaker;
#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
mod circuit;
mod health;
#[cfg(any(feature = "mongodb", feature = "postgres"))]
mod listening;
#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
mod status;
#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
mod unreachable;

#[cfg(feature = "redis")]
pub(super) use back_off::BackOff;
#[cfg(any(feature = "mongodb", feature = "postgres"))]
pub(super) use breaker::{Breaker, Probe};
#[cfg(feature = "redis")]
pub(super) use circuit::{ANSWER, Circuit};
pub use health::SharingHealth;
#[cfg(any(feature = "mongodb", feature = "postgres"))]
pub(super) use listening::{Listening, Source};
#[cfg(feature = "redis")]
pub(super) use status::Status;
#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
pub(super) use unreachable::{Unreachable, answer_within};
