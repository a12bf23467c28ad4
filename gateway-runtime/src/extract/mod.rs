//! The parameters of methods: anything that implements one of four traits, from narrow to wide.
//!
//! | trait | a parameter of |
//! |---|---|
//! | [`FromSocket`] | messages, connection hooks, disconnect hooks |
//! | [`FromMessage`] | messages |
//! | [`FromDisconnect`] | disconnect hooks |
//! | [`FromInit`] | init hooks |
//!
//! There are
//!
//! | extractor | gives |
//! |---|---|
//! | [`Socket`](crate::handles::Socket) | the client |
//! | [`Ack`] | the acknowledgement, to be given by hand |
//! | [`EventName`] | the event's name |
//! | [`Namespace`], [`NamespaceParams`] | the namespace's name, and its parameters if it is dynamic |
//! | [`Server`](crate::handles::Server) | the namespace that the socket is in |
//! | [`Handshake`] | auth, headers, query, address and transport of the connection |
//! | [`SocketData`] | what was kept with the socket |
//! | [`Extension`] | what a tower layer put on the request |
//! | [`Inject`] | a provider |
//! | [`DisconnectReason`](crate::protocol::DisconnectReason) | why the client has left |
//! | `Option<T>`, `Result<T, WsError>` | any of the above that depends on the connection alone, where its absence is no error |
//!
//! and the attributes `#[message_body]`, `#[handshake_auth]`, `#[param]` and `#[inject]` on parameters:
//! see [`subscribe_message`](macro@crate::subscribe_message).
//!
//! Everything that implements [`FromSocket`] implements [`FromMessage`] and [`FromDisconnect`] too.
//! Bodies are the exception: they are marked, `#[message_body]`, and need no trait but `Deserialize`.

mod ack;
mod contexts;
mod event_name;
mod extension;
mod handles;
mod handshake;
mod inject;
mod namespace;
mod of_socket;
mod params;
mod perhaps;
mod requirements;
mod socket_data;
mod traits;

pub use ack::{Ack, AckHandle};
pub use contexts::{ConnectionContext, DisconnectContext, InitContext};
pub use event_name::EventName;
pub use extension::Extension;
pub use handles::{ServerHandle, SocketHandle};
pub use inject::Inject;
pub use namespace::Namespace;
pub use of_socket::OfSocket;
pub use params::NamespaceParams;
pub(crate) use params::param;
pub(crate) use requirements::Owner;
pub use requirements::Requirements;
pub use socket_data::SocketData;
pub use traits::{FromDisconnect, FromInit, FromMessage, FromSocket};
