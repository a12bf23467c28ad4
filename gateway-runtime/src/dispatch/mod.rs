//! The life of a connection and the way of a message: the hot path.
//!
//! One queue and one baton per socket (`lane`): entries start in arrival order, each is polled once
//! where it arrived, and only what is still pending then is handed to a task (`work`). Answers that
//! find the connection's buffer full wait in the socket's `outbox`.

mod baton;
mod called;
mod children;
mod connection;
mod context;
mod hooks;
mod inbox;
mod kept;
mod lane;
mod lifecycle;
mod namespace;
mod outbox;
mod panics;
mod session;
mod work;

pub use called::Work;
pub(crate) use children::{Children, DynamicLimits};
pub(crate) use connection::NamespaceHandler;
pub(crate) use context::{NamespaceContext, Served};
pub(crate) use inbox::Inbox;
pub(crate) use lifecycle::Lifecycle;
pub(crate) use namespace::{Member, NamespaceRuntime};
pub(crate) use panics::{caught, panic_message};
pub(crate) use session::Session;
