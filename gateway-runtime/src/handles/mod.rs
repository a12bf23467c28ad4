//! Handles are what user code holds of a running app: of its namespaces and of the clients in them.
//!
//! - [`Server`] is the handle to a namespace, and [`Socket`] the handle to one client in one namespace. A
//!   `Server` may be held before the app is built.
//! - [`Handshake`] is what is known of a client before its first message, and [`ErrorContext`] where an error
//!   came from.
//! - [`Broadcast`] is a choice of sockets, made from a `Server` or a `Socket` and refined by [`Rooms`]; `Reach`
//!   is where these sockets are.
//! - [`Emit`] is the future that sends to the chosen sockets, and [`Delivery`] what it returns.
//! - [`RemoteSocket`] is a client of any server, and [`OtherServers`] the handle to the gateways there; `cluster` and
//!   `described` have what the servers say to one another for this.
//! - [`Acknowledgements`] are the answers to a broadcast. `Socket` can wait for the answer of its client.
//!
//! A handle may be kept: once the app has ended or the client has left, sending through the handle is an
//! [`EmitError`](crate::error::EmitError). The room finds namespaces through `session::Link`, and sends through
//! `session` and `protocol`.

mod acknowledgements;
mod broadcast;
mod cluster;
mod connection_span;
mod delivery;
mod described;
mod emit;
mod emit_with_ack;
mod error_context;
mod handshake;
mod other_servers;
mod reach;
mod remote_handshake;
mod remote_socket;
mod rooms;
mod server;
mod socket;
mod user_data;

pub use acknowledgements::Acknowledgements;
pub use broadcast::Broadcast;
pub(crate) use cluster::{EventForServers, Notice, Question, QuestionAnswer};
pub(crate) use connection_span::ConnectionSpan;
pub use delivery::Delivery;
#[cfg(feature = "redis")]
pub(crate) use described::described_wholly;
pub use emit::Emit;
pub use error_context::ErrorContext;
pub use handshake::Handshake;
pub use other_servers::OtherServers;
pub use remote_handshake::RemoteHandshake;
pub use remote_socket::RemoteSocket;
pub use rooms::Rooms;
pub use server::Server;
pub use socket::Socket;
pub use user_data::SocketValue;
