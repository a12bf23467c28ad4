//! The life of a connection and the way of a message: the hot path.
//!
//! One queue and one baton per socket (`lane`): entries start in arrival order, each is polled once
//! where it arrived, and only what is still pending then is handed to a task (`work`). Answers that
//! find the connection's buffer full wait in the socket's `outbox`.

mod baton;
mod connection;
mod hooks;
mod inbox;
mod lane;
mod namespace;
#[cfg(test)]
mod tests;
mod work;

pub(crate) use connection::NamespaceHandler;
pub(crate) use inbox::Inbox;
pub(crate) use namespace::{Member, NamespaceRuntime};
