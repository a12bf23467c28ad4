//! `Request` is what a server asks the others, or tells them to do with their sockets: JSON.

use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::types;
use crate::{
    adapter::redis::node::{
        pack::{Malformed, Read},
        recipients::{Recipients, strings},
    },
    protocol::Room,
};

/// A request. Which members it has depends on its type, and emitters leave out more of them.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Request {
    r#type: Option<u64>,
    pub(in super::super) uid: Option<String>,
    #[serde(rename = "requestId")]
    pub(in super::super) id: Option<String>,
    pub(in super::super) opts: Option<Recipients>,
    #[serde(deserialize_with = "strings")]
    pub(in super::super) rooms: Vec<String>,
    /// Whether the whole connection ends.
    #[serde(deserialize_with = "truth")]
    pub(in super::super) close: bool,
    /// Older servers mean one socket and one room.
    pub(in super::super) sid: Option<String>,
    pub(in super::super) room: Option<String>,
    /// The name and the arguments of an event for servers.
    pub(in super::super) data: Option<Vec<Box<RawValue>>>,
}

/// What is asked or told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum RequestType {
    Sockets,
    AllRooms,
    Join,
    Leave,
    Disconnect,
    Fetch,
    ServerSideEmit,
}

impl RequestType {
    fn number(self) -> u64 {
        match self {
            Self::Sockets => types::SOCKETS,
            Self::AllRooms => types::ALL_ROOMS,
            Self::Join => types::JOIN,
            Self::Leave => types::LEAVE,
            Self::Disconnect => types::DISCONNECT,
            Self::Fetch => types::FETCH,
            Self::ServerSideEmit => types::SERVER_SIDE_EMIT,
        }
    }
}

/// JavaScript takes what is missing for false.
fn truth<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// What this server writes. Nothing that a Node server looks at may be missing, since some servers of Node end without
/// it.
#[derive(Serialize)]
pub(in super::super) struct Written<'a> {
    uid: &'a str,
    r#type: u64,
    #[serde(rename = "requestId", skip_serializing_if = "Option::is_none")]
    pub(in super::super) id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in super::super) opts: Option<&'a Recipients>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in super::super) rooms: Option<&'a [Room]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in super::super) close: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in super::super) data: Option<(&'a str, &'a RawValue)>,
}

impl Request {
    /// Reads a request; `None` if it is no JSON, as those that have an event for clients.
    ///
    /// # Errors
    /// The message is malformed.
    pub(in super::super) fn read(message: &Bytes) -> Read<Option<Self>> {
        if message.first() != Some(&b'{') {
            return Ok(None);
        }
        let request = serde_json::from_slice(message);
        request.map(Some).map_err(|_| Malformed)
    }

    /// What is asked or told; `None` if it is none of these.
    pub(in super::super) fn kind(&self) -> Option<RequestType> {
        Some(match self.r#type? {
            types::SOCKETS => RequestType::Sockets,
            types::ALL_ROOMS => RequestType::AllRooms,
            types::JOIN => RequestType::Join,
            types::LEAVE => RequestType::Leave,
            types::DISCONNECT => RequestType::Disconnect,
            types::FETCH => RequestType::Fetch,
            types::SERVER_SIDE_EMIT => RequestType::ServerSideEmit,
            _ => return None,
        })
    }

    /// A request of the server `uid`, without the members that depend on its type.
    pub(in super::super) fn written(uid: &str, kind: RequestType) -> Written<'_> {
        Written {
            uid,
            r#type: kind.number(),
            id: None,
            opts: None,
            rooms: None,
            close: None,
            data: None,
        }
    }
}

impl Written<'_> {
    /// As it travels.
    ///
    /// # Errors
    /// The type has no map whose keys are no strings, so there is none.
    pub(in super::super) fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn requests_are_written_as_node_writes_them() {
        let rooms = ["red".into()];
        let recipients = Recipients::in_room("blue");
        let mut join = Request::written("me", RequestType::Join);
        join.opts = Some(&recipients);
        join.rooms = Some(&rooms);
        let written: Value =
            serde_json::from_slice(&join.to_bytes().expect("is written")).expect("is JSON");
        assert_eq!(
            written,
            json!({
                "uid": "me", "type": 2, "opts": { "rooms": ["blue"], "except": [] },
                "rooms": ["red"],
            })
        );
    }

    #[test]
    fn requests_of_all_kinds_of_senders_are_read() {
        let read = |json: &str| serde_json::from_str::<Request>(json).expect("is read");
        let emitters =
            read(r#"{"type":4,"opts":{"rooms":[],"except":["a"],"flags":{}},"close":true}"#);
        assert_eq!(emitters.kind(), Some(RequestType::Disconnect));
        assert!(emitters.close && emitters.uid.is_none());
        let old = read(r#"{"type":2,"requestId":"r","sid":"s","room":"red","close":null}"#);
        assert_eq!(
            (old.sid.as_deref(), old.room.as_deref()),
            (Some("s"), Some("red"))
        );
        assert_eq!(read(r#"{"type":99}"#).kind(), None);
        assert_eq!(read("{}").kind(), None);
    }
}
