//! What the back-ends have in common: a backend may die, and nothing waits for one that is dead.
//!
//! `Circuit` knows whether a backend can be used. Redis' connections are ours, and a task watches over
//! them. The clients of PostgreSQL and MongoDB keep their connections themselves: there a `Breaker`
//! asks the backend, and `Listening` begins anew after an outage.

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
