//! `Classic` is the dialect of `createAdapter` of `@socket.io/redis-adapter`.

mod answer;
mod broadcast;
mod names;
mod question;
mod reading;
mod request;
mod types;

use std::sync::Arc;

use bytes::Bytes;
use serde_json::value::RawValue;
use socketioxide_core::packet::Packet;

use self::{broadcast::Broadcast, names::Names, question::Question, request::Request};
use super::{
    answer::Answer,
    description::Description,
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

pub(super) struct Classic {
    names: Names,
    /// This server.
    uid: String,
}

impl Classic {
    /// The words of the server `uid` in the namespace with this path; `prefix` is what Node's option `key` is.
    pub(super) fn new(prefix: &str, namespace: &str, uid: &str) -> Self {
        Self {
            names: Names::new(prefix, namespace, uid),
            uid: uid.to_owned(),
        }
    }

    fn to_requests(&self, message: serde_json::Result<Vec<u8>>) -> Written {
        Ok(Parcel {
            channel: self.names.requests(),
            message: message?,
        })
    }

    fn to_responses(&self, message: serde_json::Result<Vec<u8>>) -> Written {
        Ok(Parcel {
            channel: Subscription::Channel(self.names.responses.clone()),
            message: message?,
        })
    }
}

impl Dialect for Classic {
    fn language(&self) -> Language {
        Language::Node
    }

    fn subscriptions(&self) -> Vec<Subscription> {
        self.names.subscriptions().into()
    }

    fn counted(&self) -> Subscription {
        self.names.requests()
    }

    fn uncounted(&self) -> Option<Subscription> {
        Some(self.names.requests_uncounted())
    }

    fn followed(&self) -> Option<&Arc<FollowedRooms>> {
        None
    }

    fn event(&self, packet: &Packet, recipients: &Recipients) -> Written {
        let channel = self.names.broadcasts_to(&recipients.rooms);
        Ok(Parcel {
            channel: Subscription::Channel(channel),
            message: Broadcast::write(&self.uid, packet, recipients)?,
        })
    }

    fn question(&self, id: &str, packet: &Packet, recipients: &Recipients) -> Written {
        self.to_requests(Question::write(&self.uid, id, packet, recipients))
    }

    fn change_rooms(&self, change: RoomChange, rooms: &[Room], recipients: &Recipients) -> Written {
        let kind = match change {
            RoomChange::Join => types::JOIN,
            RoomChange::Leave => types::LEAVE,
        };
        let mut request = Request::written(&self.uid, kind);
        request.opts = Some(recipients);
        request.rooms = Some(rooms);
        self.to_requests(serde_json::to_vec(&request))
    }

    fn disconnect(&self, recipients: &Recipients, close: bool) -> Written {
        let mut request = Request::written(&self.uid, types::DISCONNECT);
        request.opts = Some(recipients);
        request.close = Some(close);
        self.to_requests(serde_json::to_vec(&request))
    }

    fn request(&self, wanted: Wanted, id: &str, recipients: &Recipients) -> Written {
        let kind = match wanted {
            Wanted::Ids => types::SOCKETS,
            // Which rooms chosen sockets are in, servers of Node say only with all else of the sockets.
            Wanted::Rooms if recipients.are_all() => types::ALL_ROOMS,
            Wanted::Rooms | Wanted::Descriptions => types::FETCH,
        };
        let mut request = Request::written(&self.uid, kind);
        request.id = Some(id);
        // Node chooses nobody where it asks for all.
        request.opts = (kind != types::ALL_ROOMS).then_some(recipients);
        self.to_requests(serde_json::to_vec(&request))
    }

    fn event_for_servers(&self, event: &str, payload: &RawValue) -> Written {
        let mut request = Request::written(&self.uid, types::SERVER_SIDE_EMIT);
        request.data = Some((event, payload));
        self.to_requests(serde_json::to_vec(&request))
    }

    fn reply(&self, asker: &Asker, reply: Reply) -> Written {
        let mut answer = Answer::written(&asker.id);
        match reply {
            Reply::Ids(ids) => answer.sockets = Some(answer::Sockets::Ids(ids)),
            Reply::Descriptions(sockets) => {
                let described = sockets.into_iter().map(Description::of).collect();
                answer.sockets = Some(answer::Sockets::Described(described));
            }
            Reply::Rooms(rooms) => answer.rooms = Some(rooms),
            Reply::Done => {}
            Reply::ClientCount(count) => answer = Answer::client_count(&asker.id, count),
            Reply::Acknowledgement(sid, acknowledged) => {
                return self.to_responses(Answer::acknowledgement(&asker.id, sid, &acknowledged));
            }
        }
        self.to_responses(serde_json::to_vec(&answer))
    }

    fn read(&self, channel: &str, message: &Bytes, here: &Here<'_>) -> Read<Option<Said>> {
        self.said(channel, message, here)
    }
}
