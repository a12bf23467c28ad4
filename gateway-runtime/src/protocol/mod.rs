//! `protocol` is Socket.IO: the protocol library, behind types of this crate.
//!
//! This room and the backends in `adapter` are all that names the library. What it offers is what another
//! implementation of the protocol would have to offer: a [`Server`] with its [`Service`], [`Namespace`]s, the
//! [`RawSocket`]s in them, what they send ([`Packet`]), whom something is sent to ([`Recipients`]), and the
//! two traits that the server calls ([`NamespaceHandler`], [`SocketHandler`]).

mod adapter;
mod closing;
mod disconnect_reason;
mod encoded;
mod errors;
mod form;
mod handler;
mod namespace;
mod packet;
mod passed_on;
mod recipients;
mod refuser;
mod reserved;
mod server;
mod server_channel;
mod service;
mod settings;
mod socket;
mod socket_description;
mod socket_id;

#[cfg(feature = "unstable-socketioxide")]
pub use adapter::AnyAdapter;
#[cfg(any(feature = "redis", feature = "testing"))]
pub(crate) use adapter::RoomChange;
pub use adapter::SocketioxideEmitter;
#[cfg(feature = "__fuzz")]
pub(crate) use adapter::fuzz;
pub(crate) use adapter::{Backend, Backends, Listener, Reachability, ServerEmitter, ServerHandler};
#[cfg(feature = "redis")]
pub(crate) use adapter::{
    Conversation, DynAdapter, Followed, Publication, Publisher, RoomFollower,
};
#[cfg(feature = "testing")]
pub(crate) use adapter::{Deed, RecordedAnswers, RecordedQuestion, Recorder};
#[cfg(feature = "redis")]
pub(crate) use closing::{mark_as_closing, without_closing};
pub use disconnect_reason::DisconnectReason;
pub(crate) use encoded::Encoded;
pub(crate) use errors::{AnswerError, SendError};
pub(crate) use form::Form;
pub(crate) use handler::{ConnectError, NamespaceHandler, SocketHandler};
pub(crate) use namespace::{LONGEST_NAMESPACE, Namespace};
pub(crate) use packet::{Contents, Packet};
pub(crate) use recipients::Recipients;
#[cfg(feature = "v3")]
pub(crate) use refuser::INVALID_NAMESPACE;
pub(crate) use refuser::Refused;
pub(crate) use reserved::is_reserved;
pub(crate) use server::Server;
pub(crate) use server_channel::ServerChannel;
pub(crate) use service::Service;
pub(crate) use settings::Settings;
pub(crate) use socket::{RawSocket, WeakSocket};
#[cfg(feature = "redis")]
pub(crate) use socket_description::HandshakeSecrets;
pub(crate) use socket_description::SocketDescription;
pub use socket_id::{InvalidSocketId, SocketId};

/// The name of a room.
pub(crate) type Room = std::borrow::Cow<'static, str>;
