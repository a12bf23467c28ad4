//! `Sharded` is the dialect of `createShardedAdapter` of `@socket.io/redis-adapter`: every message is
//! `{ uid, nsp, type, data }`, as JSON or packed.
//!
//! What this server emits goes over the channel of all servers, which those of Node hear in every `subscriptionMode`. Over a
//! room's own channel, those in the mode `static` would not hear it, and for the room of a socket those in the mode `dynamic`.

mod data;
mod names;
mod reading;
mod types;
mod writing;

use std::sync::Arc;

use bytes::Bytes;
use serde_json::value::RawValue;
use socketioxide_core::packet::Packet;

use self::names::Names;
use super::{
    dialect::{Dialect, Here, Parcel, Reply, Written},
    following::FollowedRooms,
    pack::Read,
    recipients::Recipients,
    said::{Asker, Said, Wanted},
};
use crate::{
    adapter::redis::{language::Language, subscription::Subscription},
    protocol::{Room, RoomChange},
};

pub(super) struct Sharded {
    names: Names,
    namespace: String,
    /// This server.
    uid: String,
    rooms: Arc<FollowedRooms>,
}

impl Sharded {
    /// The words of the server `uid` in the namespace with this path; `prefix` is what Node's option `channelPrefix` is.
    pub(super) fn new(prefix: &str, namespace: &str, uid: &str) -> Self {
        let names = Names::new(prefix, namespace, uid);
        Self {
            rooms: Arc::new(FollowedRooms::new(names.everyone.clone(), uid.to_owned())),
            names,
            namespace: namespace.to_owned(),
            uid: uid.to_owned(),
        }
    }

    fn to_everyone(&self, message: serde_json::Result<Vec<u8>>) -> Written {
        Ok(Parcel {
            channel: self.counted(),
            message: message?,
        })
    }
}

impl Dialect for Sharded {
    fn language(&self) -> Language {
        Language::NodeSharded
    }

    fn subscriptions(&self) -> Vec<Subscription> {
        let answers = Subscription::Shard(self.names.answers.clone());
        vec![answers, self.counted()]
    }

    fn counted(&self) -> Subscription {
        Subscription::Shard(self.names.everyone.clone())
    }

    fn uncounted(&self) -> Option<Subscription> {
        None
    }

    fn followed(&self) -> Option<&Arc<FollowedRooms>> {
        Some(&self.rooms)
    }

    fn event(&self, packet: &Packet, recipients: &Recipients) -> Written {
        self.to_everyone(self.broadcast(packet, recipients, None))
    }

    fn question(&self, id: &str, packet: &Packet, recipients: &Recipients) -> Written {
        self.to_everyone(self.broadcast(packet, recipients, Some(id)))
    }

    fn change_rooms(&self, change: RoomChange, rooms: &[Room], recipients: &Recipients) -> Written {
        self.to_everyone(self.rooms_to_change(change, rooms, recipients))
    }

    fn disconnect(&self, recipients: &Recipients, close: bool) -> Written {
        self.to_everyone(self.sockets_to_disconnect(recipients, close))
    }

    fn request(&self, _: Wanted, id: &str, recipients: &Recipients) -> Written {
        self.to_everyone(self.sockets_to_fetch(id, recipients))
    }

    fn event_for_servers(&self, event: &str, payload: &RawValue) -> Written {
        self.to_everyone(self.emit_to_servers(event, payload))
    }

    fn reply(&self, asker: &Asker, reply: Reply) -> Written {
        Ok(Parcel {
            channel: Subscription::Shard(self.names.answers_to(&asker.uid)),
            message: self.answer(&asker.id, reply)?,
        })
    }

    fn read(&self, channel: &str, message: &Bytes, here: &Here<'_>) -> Read<Option<Said>> {
        self.said(channel, message, here)
    }
}
