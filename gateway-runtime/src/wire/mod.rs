//! `wire` reads Rust values from packets and writes them to packets, as JSON with attachments and as
//! `MessagePack`. It knows nothing of gateways, sessions and handlers.
//!
//! What comes in is read by [`ArgumentReader`] (the arguments of an event), [`acknowledged`] (a client's answer)
//! and [`connect_payload`] (CONNECT). Text without attachments is read by `serde_json` directly; everything else
//! goes through a [`Tree`](tree::Tree), and so does text that does not decode, to say where it is wrong.
//!
//! What goes out is a [`Payload`], written once as [`Written`].

mod acknowledged;
mod acknowledgement;
mod args;
mod argument_reader;
#[cfg(feature = "testing")]
mod client_packet;
mod connect;
mod echo;
#[cfg(any(feature = "admin-ui", feature = "testing"))]
mod emitted;
mod event;
#[cfg_attr(not(feature = "validation"), path = "no_field_names.rs")]
mod field_names;
mod from_text;
#[cfg(feature = "__fuzz")]
pub(crate) mod fuzz;
#[cfg(feature = "admin-ui")]
mod listed;
mod member;
mod missing;
mod packed;
mod payload;
mod rewrite;
mod tree;
mod undecodable;
mod write;

pub(crate) use acknowledged::acknowledged;
#[cfg(feature = "testing")]
pub(crate) use acknowledged::event_arguments;
pub use acknowledgement::Acknowledgement;
pub use args::Args;
pub(crate) use args::for_each_tuple;
pub(crate) use argument_reader::ArgumentReader;
#[cfg(feature = "testing-contract")]
pub(crate) use client_packet::json;
#[cfg(feature = "testing")]
pub(crate) use client_packet::{
    ClientPacket, Frame, PacketKind, PacketReader, read_value, shown, written, written_value,
};
pub(crate) use connect::connect_payload;
pub(crate) use echo::Echo;
#[cfg(any(feature = "admin-ui", feature = "testing"))]
pub(crate) use emitted::emitted;
pub(crate) use event::event_of;
pub(crate) use field_names::FieldNames;
pub use from_text::FromText;
#[cfg(feature = "admin-ui")]
pub(crate) use listed::Listed;
#[cfg(feature = "admin-ui")]
pub(crate) use packed::iso_text;
pub(crate) use payload::Borrowed;
pub use payload::Payload;
pub(crate) use undecodable::Undecodable;
pub(crate) use write::Written;
