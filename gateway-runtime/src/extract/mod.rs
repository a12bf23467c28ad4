//! Extractors are the types of methods' parameters. Each implements one of four traits, which decides where the
//! extractor can be a parameter.
//!
//! | trait | a parameter of |
//! |---|---|
//! | [`FromSocket`] | messages, connection hooks, disconnect hooks |
//! | [`FromMessage`] | messages |
//! | [`FromDisconnect`] | disconnect hooks |
//! | [`FromInit`] | init hooks, shutdown hooks, timers; listeners take `Server` and `Inject` of them |
//!
//! The crate has these extractors:
//!
//! | extractor | gives |
//! |---|---|
//! | [`Socket`](crate::Socket) | the client |
//! | [`Ack`] | the acknowledgement, to be sent by hand |
//! | [`EventName`] | the name of the message's event |
//! | [`Namespace`], [`NamespaceParams`] | the namespace's name, and its parameters if it is dynamic |
//! | [`Server`](crate::Server) | the handle to the namespace that the socket is in |
//! | [`Handshake`](crate::Handshake) | auth, headers, query, address and transport of the connection |
//! | [`SocketData`] | a value that [`set_data`](crate::Socket::set_data) has kept with the socket |
//! | [`Extension`] | what a tower layer put on the request |
//! | [`Inject`] | a provider |
//! | [`DisconnectReason`](crate::DisconnectReason) | why the client has left |
//! | [`Shutdown`](crate::Shutdown) | why the app ends, in a shutdown hook |
//! | `Option<T>`, `Result<T, WsError>` | any of the above that depends on the connection alone, for methods that handle its failure themselves |
//!
//! Parameters can also have an attribute, `#[message_body]`, `#[handshake_auth]`, `#[param]`, `#[inject]`,
//! `#[guarded]` or `#[per_connection]`:
//! see [`subscribe_message`](macro@crate::subscribe_message).
//!
//! The parameters that are no bodies are taken first, in the order in which they are written, and the bodies after
//! them. So an extractor that refuses a message, as a guard does, comes before any body is decoded or validated, even
//! if the extractor is written behind the body: a client that may not call the method does not learn what a body
//! should look like.
//!
//! Every type that implements [`FromSocket`] implements [`FromMessage`] and [`FromDisconnect`] too. Message
//! bodies are the exception: their parameters are marked `#[message_body]`, and their types need no trait but
//! `Deserialize`.

mod ack;
mod context;
mod contexts;
mod event_name;
mod extension;
mod guarded;
mod handshake;
mod has_socket;
mod inject;
mod namespace;
mod optional;
mod own_handles;
mod params;
mod per_connection;
mod pipe;
#[cfg(feature = "testing")]
mod pipe_replaced;
mod requirements;
mod socket_data;
mod traits;
mod without_client;

pub use ack::{Ack, AckHandle};
#[doc(hidden)]
pub use context::Context;
pub use contexts::{ConnectionContext, DisconnectContext, InitContext};
#[doc(hidden)]
pub use contexts::{EventContext, ServerEventContext, ShutdownContext};
pub use event_name::EventName;
pub use extension::Extension;
pub(crate) use guarded::taken;
#[doc(hidden)]
pub use guarded::{Guarded, HasGiven};
#[doc(hidden)]
pub use has_socket::HasSocket;
pub use inject::Inject;
pub use namespace::Namespace;
pub use own_handles::{ServerHandle, SocketHandle};
pub use params::NamespaceParams;
#[cfg(feature = "__fuzz")]
pub(crate) use params::fuzz;
pub(crate) use params::param;
#[doc(hidden)]
pub use per_connection::{ClonedForMethods, PerConnection};
pub use pipe::Pipe;
#[doc(hidden)]
pub use pipe::{
    DecodedByPipe, Gate, InputOfPipe, IsPipe, NoBody, NoPipe, Passes, PipeOutput, PipedTo,
    TakenByPipe,
};
#[cfg(feature = "testing")]
pub(crate) use pipe_replaced::replace_pipe;
pub use requirements::Requirements;
pub(crate) use requirements::{Owner, Subject, Surroundings};
pub use socket_data::SocketData;
pub use traits::{FromDisconnect, FromInit, FromMessage, FromSocket};
#[doc(hidden)]
pub use without_client::{FromApp, FromShutdown};
