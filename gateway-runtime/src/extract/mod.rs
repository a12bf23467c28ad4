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
//! | [`Socket`](crate::Socket) | the client |
//! | [`Ack`] | the acknowledgement, to be given by hand |
//! | [`EventName`] | the event's name |
//! | [`Namespace`], [`NamespaceParams`] | the namespace's name, and its parameters if it is dynamic |
//! | [`Server`](crate::Server) | the namespace that the socket is in |
//! | [`Handshake`](crate::Handshake) | auth, headers, query, address and transport of the connection |
//! | [`SocketData`] | what was kept with the socket |
//! | [`Extension`] | what a tower layer put on the request |
//! | [`Inject`] | a provider |
//! | [`DisconnectReason`](crate::DisconnectReason) | why the client has left |
//! | `Option<T>`, `Result<T, WsError>` | any of the above that depends on the connection alone, where its absence is no error |
//!
//! and the attributes `#[message_body]`, `#[handshake_auth]`, `#[param]` and `#[inject]` on parameters:
//! see [`subscribe_message`](macro@crate::subscribe_message).
//!
//! Everything that implements [`FromSocket`] implements [`FromMessage`] and [`FromDisconnect`] too.
//! Bodies are the exception: they are marked, `#[message_body]`, and need no trait but `Deserialize`.

mod ack;
mod context;
mod contexts;
mod event_name;
mod extension;
mod handshake;
mod has_socket;
mod inject;
mod namespace;
mod optional;
mod own_handles;
mod params;
mod requirements;
mod socket_data;
mod traits;

pub use ack::{Ack, AckHandle};
#[doc(hidden)]
pub use context::Context;
pub use contexts::{ConnectionContext, DisconnectContext, InitContext};
pub use event_name::EventName;
pub use extension::Extension;
#[doc(hidden)]
pub use has_socket::HasSocket;
pub use inject::Inject;
pub use namespace::Namespace;
pub use own_handles::{ServerHandle, SocketHandle};
pub use params::NamespaceParams;
pub(crate) use params::param;
pub(crate) use requirements::Owner;
pub use requirements::Requirements;
pub use socket_data::SocketData;
pub use traits::{FromDisconnect, FromInit, FromMessage, FromSocket};
