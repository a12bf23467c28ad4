//! The parameters of methods: anything that implements one of four traits, from narrow to wide.
//!
//! | trait | a parameter of |
//! |---|---|
//! | [`FromSocket`] | messages, connection hooks, disconnect hooks |
//! | [`FromMessage`] | messages |
//! | [`FromDisconnect`] | disconnect hooks |
//! | [`FromInit`] | init hooks |
//!
//! Everything that implements [`FromSocket`] implements [`FromMessage`] and [`FromDisconnect`] too.
//! Bodies are the exception: they are marked, `#[message_body]`, and need no trait but `Deserialize`.

mod ack;
mod contexts;
mod event_name;
mod handles;
mod traits;

pub use ack::{Ack, AckHandle};
pub use contexts::{ConnectionContext, DisconnectContext, InitContext};
pub use event_name::EventName;
pub use handles::{ServerHandle, SocketHandle};
pub use traits::{FromDisconnect, FromInit, FromMessage, FromSocket};
