//! `Dialect` is one of the two languages of Node's servers: on which channels something is said, and how.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::value::RawValue;
use socketioxide_core::{Sid, Value, packet::Packet};

use super::{
    following::FollowedRooms,
    pack::Read,
    recipients::Recipients,
    said::{Asker, Said, Wanted},
};
use crate::{
    adapter::redis::{language::Language, subscription::Subscription},
    protocol::{Room, RoomChange, SocketDescription},
};

/// What goes to a channel.
pub(super) struct Parcel {
    pub(super) channel: Subscription,
    pub(super) message: Vec<u8>,
}

/// A parcel; an error if arguments are no JSON, or deeper than `serde_json` reads.
pub(super) type Written = serde_json::Result<Parcel>;

/// What this server answers.
pub(super) enum Reply {
    Ids(Vec<Sid>),
    Rooms(Vec<String>),
    Descriptions(Vec<SocketDescription>),
    Done,
    /// How many clients are asked.
    ClientCount(u32),
    /// What a client has acknowledged with.
    Acknowledgement(Sid, Value),
}

/// What a dialect wants to know of this server when it reads.
pub(super) struct Here<'a> {
    /// Whether a socket of this server is in a room.
    pub(super) has_room: &'a dyn Fn(&str) -> bool,
    /// Whether this server waits for answers.
    pub(super) waits: bool,
}

/// The words of one server in one namespace.
pub(super) trait Dialect: Send + Sync + 'static {
    fn language(&self) -> Language;

    /// What a server listens to. The last is [`counted`](Self::counted): who hears that has to answer.
    fn subscriptions(&self) -> Vec<Subscription>;

    /// The channel that every server listens to, by which servers are counted.
    fn counted(&self) -> Subscription;

    /// The same channel, heard in a way that is not counted, if there is one.
    fn uncounted(&self) -> Option<Subscription>;

    /// The rooms that have a channel each, if broadcasts come over these.
    fn followed(&self) -> Option<&Arc<FollowedRooms>>;

    fn event(&self, packet: &Packet, recipients: &Recipients) -> Written;

    /// An event that the clients acknowledge.
    fn question(&self, id: &str, packet: &Packet, recipients: &Recipients) -> Written;

    fn change_rooms(&self, change: RoomChange, rooms: &[Room], recipients: &Recipients) -> Written;

    fn disconnect(&self, recipients: &Recipients, close: bool) -> Written;

    /// What is wanted of sockets. A dialect that has no words for just that asks for all that is known of them.
    fn request(&self, wanted: Wanted, id: &str, recipients: &Recipients) -> Written;

    fn event_for_servers(&self, event: &str, payload: &RawValue) -> Written;

    fn reply(&self, asker: &Asker, reply: Reply) -> Written;

    /// Reads what has come over a channel; `None` if it is no concern of this server.
    ///
    /// # Errors
    /// It is malformed.
    fn read(&self, channel: &str, message: &Bytes, here: &Here<'_>) -> Read<Option<Said>>;
}
