//! `admin` serves what the page of `@socket.io/admin-ui` speaks: it shows the sockets, rooms and events of a running app, and
//! can make sockets join, leave and disconnect.
//!
//! [`AdminUi`] is what the app decides. [`Admin`] is that at work: a namespace of its own beside those of the gateways, of which
//! the gateways, the contract and the start-up log know nothing.
//!
//! | part | file |
//! |---|---|
//! | who may come in: a password or a session, before CONNECT | `entry`, `sign_in`, `credentials`, `sessions` |
//! | what the page may do | `features`, `commands` |
//! | what the page is told | `page` (who is told), `look` (what has changed since the last look), `events`, `statistics`, `described` |
//! | when | `watching`: a task, which does nothing unless an admin looks |
//!
//! Nothing is collected unless an admin looks. Joins, CONNECTs and transports have no hook: they come about in several ways, one
//! of them inside the protocol library, so a look each second finds the differences, whoever made them. What comes and goes
//! between two looks is not shown.

mod commands;
mod credentials;
mod described;
mod entry;
mod events;
mod features;
mod look;
mod page;
mod running;
mod sessions;
mod settings;
mod sign_in;
mod statistics;
mod watching;

pub(crate) use running::Admin;
pub use settings::AdminUi;
