//! `Sharded` writes its messages: packed where payloads of clients are in them, for these may have bytes, and as JSON else.
//!
//! Nothing that a Node server looks at may be missing, since servers of Node end without it.

use serde::Serialize;
use serde_json::value::RawValue;
use socketioxide_core::packet::Packet;

use super::{Sharded, types};
use crate::{
    adapter::redis::node::{
        description::Description, dialect::Reply, event_packet::EventPacket, pack::Writer,
        recipients::Recipients,
    },
    protocol::{Room, RoomChange},
};

type Bytes = serde_json::Result<Vec<u8>>;

#[derive(Serialize)]
struct Message<'a, D> {
    uid: &'a str,
    nsp: &'a str,
    r#type: u64,
    data: D,
}

/// Which members there are depends on the type.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    opts: Option<Options<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rooms: Option<&'a [Room]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    close: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sockets: Option<Vec<Description>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    packet: Option<(&'a str, &'a RawValue)>,
}

#[derive(Serialize)]
struct Options<'a> {
    #[serde(flatten)]
    recipients: &'a Recipients,
    flags: Flags,
}

/// There are none.
#[derive(Serialize)]
struct Flags {}

impl<'a> From<&'a Recipients> for Options<'a> {
    fn from(recipients: &'a Recipients) -> Self {
        Self {
            recipients,
            flags: Flags {},
        }
    }
}

impl Sharded {
    fn json(&self, r#type: u64, data: Data<'_>) -> Bytes {
        serde_json::to_vec(&Message {
            uid: &self.uid,
            nsp: &self.namespace,
            r#type,
            data,
        })
    }

    /// A packed message, whose data `write` writes.
    fn packed(
        &self,
        r#type: u64,
        write: impl FnOnce(&mut Writer) -> serde_json::Result<()>,
    ) -> Bytes {
        let mut to = Writer::default();
        to.map(4);
        for (key, value) in [("uid", &self.uid), ("nsp", &self.namespace)] {
            to.str(key);
            to.str(value);
        }
        to.str("type");
        to.uint(r#type);
        to.str("data");
        write(&mut to)?;
        Ok(to.into_bytes())
    }

    /// An event for clients, which they acknowledge if there is a request.
    pub(super) fn broadcast(
        &self,
        packet: &Packet,
        recipients: &Recipients,
        request: Option<&str>,
    ) -> Bytes {
        self.packed(types::BROADCAST, |to| {
            to.map(2 + usize::from(request.is_some()));
            if let Some(id) = request {
                to.str("requestId");
                to.str(id);
            }
            to.str("packet");
            EventPacket::write(packet, to)?;
            to.str("opts");
            recipients.write(to);
            Ok(())
        })
    }

    pub(super) fn rooms_to_change(
        &self,
        change: RoomChange,
        rooms: &[Room],
        recipients: &Recipients,
    ) -> Bytes {
        let r#type = match change {
            RoomChange::Join => types::JOIN,
            RoomChange::Leave => types::LEAVE,
        };
        let data = Data {
            opts: Some(recipients.into()),
            rooms: Some(rooms),
            ..Data::default()
        };
        self.json(r#type, data)
    }

    pub(super) fn sockets_to_disconnect(&self, recipients: &Recipients, close: bool) -> Bytes {
        let data = Data {
            opts: Some(recipients.into()),
            close: Some(close),
            ..Data::default()
        };
        self.json(types::DISCONNECT, data)
    }

    pub(super) fn sockets_to_fetch(&self, id: &str, recipients: &Recipients) -> Bytes {
        let data = Data {
            opts: Some(recipients.into()),
            request_id: Some(id),
            ..Data::default()
        };
        self.json(types::FETCH, data)
    }

    pub(super) fn emit_to_servers(&self, event: &str, payload: &RawValue) -> Bytes {
        let data = Data {
            packet: Some((event, payload)),
            ..Data::default()
        };
        self.json(types::SERVER_SIDE_EMIT, data)
    }

    /// The answer to the request `id`.
    pub(super) fn answer(&self, id: &str, reply: Reply) -> Bytes {
        let mut data = Data {
            request_id: Some(id),
            ..Data::default()
        };
        match reply {
            Reply::ClientCount(count) => {
                data.client_count = Some(count);
                self.json(types::CLIENT_COUNT, data)
            }
            Reply::Acknowledgement(sid, acknowledged) => {
                let first = Writer::first_of(&acknowledged)?;
                self.packed(types::ACKNOWLEDGEMENT, |to| {
                    to.map(2 + usize::from(first.is_some()));
                    for (key, value) in [("requestId", id), ("sid", sid.as_str())] {
                        to.str(key);
                        to.str(value);
                    }
                    if let Some(first) = &first {
                        to.str("packet");
                        to.raw(first);
                    }
                    Ok(())
                })
            }
            Reply::Descriptions(sockets) => {
                data.sockets = Some(sockets.into_iter().map(Description::of).collect());
                self.json(types::FETCH_RESPONSE, data)
            }
            // Nobody asks for these in this dialect.
            Reply::Ids(_) | Reply::Rooms(_) | Reply::Done => {
                data.sockets = Some(Vec::new());
                self.json(types::FETCH_RESPONSE, data)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::adapter::redis::node::pack::to_text;

    fn read(message: Bytes) -> Value {
        let message = message.expect("is written");
        match message.first() {
            Some(b'{') => serde_json::from_slice(&message),
            _ => serde_json::from_str(&to_text(&message).expect("is MessagePack")),
        }
        .expect("is JSON")
    }

    #[test]
    fn messages_have_all_that_node_looks_at() {
        let me = Sharded::new("socket.io", "/chat", "me");
        let blue = Recipients::in_room("blue");
        let opts = json!({ "rooms": ["blue"], "except": [], "flags": {} });
        let message = |r#type: u64, data: Value| json!({ "uid": "me", "nsp": "/chat", "type": r#type, "data": data });
        let rooms = ["red".into()];
        let packet = Packet::event(
            "/chat",
            socketioxide_core::Value::Str(r#"["said",1]"#.into(), None),
        );
        let event = json!({ "type": 2, "data": ["said", 1], "nsp": "/chat" });
        for (written, expected) in [
            (
                me.broadcast(&packet, &blue, None),
                message(3, json!({ "packet": event, "opts": opts })),
            ),
            (
                me.broadcast(&packet, &blue, Some("r")),
                message(
                    3,
                    json!({ "packet": event, "opts": opts, "requestId": "r" }),
                ),
            ),
            (
                me.rooms_to_change(RoomChange::Join, &rooms, &blue),
                message(4, json!({ "opts": opts, "rooms": ["red"] })),
            ),
            (
                me.rooms_to_change(RoomChange::Leave, &rooms, &blue),
                message(5, json!({ "opts": opts, "rooms": ["red"] })),
            ),
            (
                me.sockets_to_disconnect(&blue, true),
                message(6, json!({ "opts": opts, "close": true })),
            ),
            (
                me.sockets_to_fetch("r", &blue),
                message(7, json!({ "opts": opts, "requestId": "r" })),
            ),
            (
                me.answer("r", Reply::Descriptions(Vec::new())),
                message(8, json!({ "requestId": "r", "sockets": [] })),
            ),
            (
                me.answer("r", Reply::ClientCount(3)),
                message(11, json!({ "requestId": "r", "clientCount": 3 })),
            ),
        ] {
            assert_eq!(read(written), expected);
        }
        let payload = RawValue::from_string("[1]".to_owned()).expect("is JSON");
        assert_eq!(
            read(me.emit_to_servers("said", &payload)),
            message(9, json!({ "packet": ["said", [1]] }))
        );
    }

    #[test]
    fn an_acknowledgement_has_the_first_argument_alone() {
        let me = Sharded::new("socket.io", "/chat", "me");
        let sid = socketioxide_core::Sid::new();
        for (arguments, first) in [(r#"["yes","no"]"#, Some("yes")), ("[]", None)] {
            let value = socketioxide_core::Value::Str(arguments.into(), None);
            let answer = read(me.answer("r", Reply::Acknowledgement(sid, value)));
            assert_eq!(answer["type"], 12);
            assert_eq!(answer["data"]["requestId"], "r");
            assert_eq!(answer["data"].get("packet").and_then(Value::as_str), first);
        }
    }
}
