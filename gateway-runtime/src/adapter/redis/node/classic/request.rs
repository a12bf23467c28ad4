//! `Request` is what a server asks the others, or tells them to do with their sockets: JSON.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::types;
use crate::{
    adapter::redis::node::{
        lenient::{NO_ROOM, rooms},
        pack::{Malformed, Read},
        recipients::{Recipients, truth},
    },
    protocol::Room,
};

/// A request. Which members it has depends on its type, and emitters leave out more of them.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Request {
    pub(super) r#type: Option<u64>,
    pub(super) uid: Option<String>,
    #[serde(rename = "requestId")]
    pub(super) id: Option<String>,
    pub(super) opts: Option<Recipients>,
    #[serde(deserialize_with = "rooms")]
    pub(super) rooms: Vec<String>,
    /// Whether the whole connection ends.
    #[serde(deserialize_with = "truth")]
    pub(super) close: bool,
    /// Older servers mean one socket and one room.
    pub(super) sid: Option<String>,
    pub(super) room: Option<String>,
    /// The name and the arguments of an event for servers.
    pub(super) data: Option<Vec<Box<RawValue>>>,
}

/// What this server writes. Nothing that a Node server looks at may be missing, since some servers of Node end without
/// it.
#[derive(Serialize)]
pub(super) struct Written<'a> {
    uid: &'a str,
    r#type: u64,
    #[serde(rename = "requestId", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) opts: Option<&'a Recipients>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rooms: Option<&'a [Room]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) close: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data: Option<(&'a str, &'a RawValue)>,
}

impl Request {
    /// Reads a request; `None` if it is no JSON, as those that have an event for clients.
    ///
    /// # Errors
    /// The message is malformed.
    pub(super) fn read(message: &Bytes) -> Read<Option<Self>> {
        if message.first() != Some(&b'{') {
            return Ok(None);
        }
        match serde_json::from_slice(message) {
            Ok(request) => Ok(Some(request)),
            Err(_) => Self::about_nobody(message).map(Some),
        }
    }

    /// A request whose choice of sockets cannot be read: who asks waits for an answer all the same.
    fn about_nobody(message: &Bytes) -> Read<Self> {
        #[derive(Deserialize)]
        struct Envelope {
            r#type: u64,
            uid: Option<String>,
            #[serde(rename = "requestId")]
            id: String,
        }

        let envelope: Envelope = serde_json::from_slice(message).map_err(|_| Malformed)?;
        let is_asking = matches!(
            envelope.r#type,
            types::SOCKETS | types::ALL_ROOMS | types::FETCH
        );
        if !is_asking {
            return Err(Malformed);
        }
        Ok(Self {
            r#type: Some(envelope.r#type),
            uid: envelope.uid,
            id: Some(envelope.id),
            opts: Some(Recipients::in_room(NO_ROOM)),
            rooms: vec![NO_ROOM.to_owned()],
            ..Self::default()
        })
    }

    /// A request of the server `uid`, without the members that depend on its type.
    pub(super) fn written(uid: &str, r#type: u64) -> Written<'_> {
        Written {
            uid,
            r#type,
            id: None,
            opts: None,
            rooms: None,
            close: None,
            data: None,
        }
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
        let mut join = Request::written("me", types::JOIN);
        join.opts = Some(&recipients);
        join.rooms = Some(&rooms);
        let written: Value = serde_json::to_value(&join).expect("is JSON");
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
        assert_eq!(emitters.r#type, Some(types::DISCONNECT));
        assert!(emitters.close && emitters.uid.is_none());
        let old = read(r#"{"type":2,"requestId":"r","sid":"s","room":"red","close":null}"#);
        assert_eq!(
            (old.sid.as_deref(), old.room.as_deref()),
            (Some("s"), Some("red"))
        );
        assert_eq!(read("{}").r#type, None);
    }

    #[test]
    fn who_asks_about_what_cannot_be_read_is_answered() {
        let read = |json: &'static str| Request::read(&Bytes::from_static(json.as_bytes()));
        let asked = read(r#"{"type":5,"uid":"u","requestId":"r","opts":7}"#);
        let asked = asked.expect("is read").expect("is a request");
        assert_eq!(asked.id.as_deref(), Some("r"));
        assert_eq!(asked.opts.expect("is nobody").rooms, [NO_ROOM]);
        for json in [
            r#"{"type":2,"requestId":"r","opts":7}"#,
            r#"{"type":5,"opts":7}"#,
        ] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
