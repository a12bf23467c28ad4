//! Several servers that share their rooms, as the tests with a real Redis see them (`tests/rust/sharing/redis`).

mod gateway;
mod leaving;
mod outages;
mod servers;
mod verbs;
