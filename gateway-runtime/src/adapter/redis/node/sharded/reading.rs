//! `Sharded::said` reads what another server says.

use bytes::Bytes;
use serde::Deserialize;

use super::{
    Sharded,
    data::{Data, parsed},
    types,
};
use crate::{
    adapter::redis::node::{
        answer::Answer,
        arguments::Arguments,
        dialect::Here,
        event_packet::EventPacket,
        pack::{Malformed, Read, Reader, to_text},
        recipients::Recipients,
        said::{Asker, Said},
    },
    protocol::RoomFollower as _,
};

/// A message, up to its data: JSON, or bytes that are packed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Message<D> {
    uid: Option<String>,
    nsp: Option<String>,
    r#type: Option<u64>,
    data: D,
}

impl Sharded {
    pub(super) fn said(
        &self,
        channel: &str,
        message: &Bytes,
        here: &Here<'_>,
    ) -> Read<Option<Said>> {
        // The room's last socket may have left.
        if let Some(room) = self.names.room(channel)
            && !(here.has_room)(room)
        {
            self.rooms.changed(&[room.to_owned().into()]);
            return Ok(None);
        }
        // What others have asked is answered there too.
        if channel == self.names.answers && !here.waits {
            return Ok(None);
        }
        if message.first() == Some(&b'{') {
            let message: Message<Data> = parsed(message)?;
            let Some((asker, r#type, data)) = self.opened(message) else {
                return Ok(None);
            };
            return data.said(asker, r#type);
        }
        let Some((asker, r#type, data)) = self.opened(Message::unpacked(message)?) else {
            return Ok(None);
        };
        match r#type {
            types::BROADCAST => packed_event(asker, message, data).map(Some),
            types::ACKNOWLEDGEMENT => {
                packed_acknowledgement(data).map(|one| Some(Said::Answer(one)))
            }
            _ => {
                let data: Data = parsed(to_text(data)?.as_bytes())?;
                data.said(asker, r#type)
            }
        }
    }

    /// The sender, the type and the data of a message; `None` if this server has sent it, or if it is of another
    /// namespace.
    fn opened<D>(&self, message: Message<D>) -> Option<(Asker, u64, D)> {
        let uid = message.uid.unwrap_or_default();
        if uid == self.uid || message.nsp? != self.namespace {
            return None;
        }
        let asker = Asker {
            uid,
            id: String::new(),
        };
        Some((asker, message.r#type?, message.data))
    }
}

impl<'a> Message<&'a [u8]> {
    fn unpacked(message: &'a [u8]) -> Read<Self> {
        let mut unpacked = Self::default();
        let mut from = Reader(message);
        let mut data = None;
        from.members(|key, from| {
            match key {
                "uid" => unpacked.uid = from.optional_str()?,
                "nsp" => unpacked.nsp = from.optional_str()?,
                "type" => unpacked.r#type = from.optional_uint()?,
                "data" => {
                    let rest = message.len() - from.0.len();
                    from.skip()?;
                    data = message.get(rest..message.len() - from.0.len());
                }
                _ => from.skip()?,
            }
            Ok(())
        })?;
        unpacked.data = data.ok_or(Malformed)?;
        Ok(unpacked)
    }
}

/// An event of `source`, which `data` is a part of.
fn packed_event(mut asker: Asker, source: &Bytes, data: &[u8]) -> Read<Said> {
    let (mut packet, mut recipients, mut request) =
        (EventPacket::default(), Recipients::default(), None);
    Reader(data).members(|key, from| {
        match key {
            "packet" => packet = EventPacket::read(source, from)?,
            "opts" => recipients = Recipients::read(from)?,
            "requestId" => request = from.optional_str()?,
            _ => from.skip()?,
        }
        Ok(())
    })?;
    let arguments = packet.arguments();
    Ok(match request {
        None => Said::Event(arguments, recipients),
        Some(id) => {
            asker.id = id;
            Said::Question(asker, arguments, recipients)
        }
    })
}

fn packed_acknowledgement(data: &[u8]) -> Read<Answer> {
    let mut answer = Answer::default();
    Reader(data).members(|key, from| answer.read_packed(key, from))?;
    answer.arguments.get_or_insert_with(Arguments::none);
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use socketioxide_core::Value as Payload;

    use super::*;
    use crate::{
        adapter::redis::node::{
            clients::Clients,
            pack::Writer,
            said::{Deed, Wanted},
        },
        protocol::RoomChange,
    };

    const CHANNEL: &str = "socket.io#/chat#";
    const ANSWERS: &str = "socket.io#/chat#me#";

    /// What is read of a message that comes as JSON, and of the same that comes packed.
    fn read_both(channel: &str, message: &Value) -> [Option<Said>; 2] {
        let text = message.to_string();
        let mut packed = Writer::default();
        packed
            .arguments(&Payload::Str(text.clone().into(), None))
            .expect("is JSON");
        [text.into_bytes(), packed.into_bytes()].map(|message| read(channel, &message.into()))
    }

    fn read(channel: &str, message: &Bytes) -> Option<Said> {
        let me = Sharded::new("socket.io", "/chat", "me");
        let here = Here {
            has_room: &|room| room == "red",
            waits: true,
        };
        me.said(channel, message, &here).expect("is well formed")
    }

    fn message(r#type: u64, data: &Value) -> Value {
        json!({ "uid": "you", "nsp": "/chat", "type": r#type, "data": data })
    }

    fn written(arguments: Arguments) -> Payload {
        Clients::Json.read(arguments).expect("is well formed")
    }

    #[test]
    fn events_are_read() {
        let mut data = json!({
            "packet": { "type": 2, "data": ["said", { "a": [1, null] }], "nsp": "/chat" },
            "opts": { "rooms": ["red", 7], "except": [], "flags": { "timeout": 50 } },
        });
        let expected = Payload::Str(r#"["said",{"a":[1,null]}]"#.into(), None);
        for said in read_both(CHANNEL, &message(3, &data)) {
            let Some(Said::Event(arguments, recipients)) = said else {
                panic!("is no event");
            };
            assert_eq!(written(arguments), expected);
            assert_eq!(recipients.rooms, ["red", "7"]);
        }
        data["requestId"] = "r".into();
        for said in read_both(CHANNEL, &message(3, &data)) {
            let Some(Said::Question(asker, arguments, recipients)) = said else {
                panic!("is no question");
            };
            assert_eq!((&*asker.uid, &*asker.id), ("you", "r"));
            assert_eq!(written(arguments), expected);
            assert_eq!(recipients.timeout().map(|one| one.as_millis()), Some(50));
        }
    }

    #[test]
    fn what_sockets_have_to_do_is_read() {
        let opts = json!({ "rooms": [], "except": ["blue"], "flags": {} });
        for (r#type, data) in [
            (4, json!({ "opts": opts, "rooms": ["red", 7] })),
            (5, json!({ "opts": opts, "rooms": ["red", 7] })),
            (6, json!({ "opts": opts, "close": true })),
            (6, json!({ "opts": opts })),
        ] {
            for said in read_both(CHANNEL, &message(r#type, &data)) {
                let Some(Said::Told(told, recipients)) = said else {
                    panic!("tells nothing");
                };
                assert_eq!(recipients.except, ["blue"]);
                assert!(told.confirm.is_none());
                match (r#type, told.what) {
                    (4, Deed::ChangeRooms(RoomChange::Join, rooms))
                    | (5, Deed::ChangeRooms(RoomChange::Leave, rooms)) => {
                        assert_eq!(rooms, ["red", "7"]);
                    }
                    (6, Deed::Disconnect { close }) => {
                        assert_eq!(close, data.get("close").is_some());
                    }
                    _ => panic!("it is something else"),
                }
            }
        }
    }

    #[test]
    fn questions_and_answers_of_servers_are_read() {
        let opts = json!({ "rooms": ["red"], "except": [], "flags": {} });
        let fetch = message(7, &json!({ "opts": opts, "requestId": "r" }));
        for said in read_both(CHANNEL, &fetch) {
            assert!(matches!(
                said,
                Some(Said::Asked(Wanted::Descriptions, asker, _)) if asker.id == "r"
            ));
        }
        let socket =
            json!({ "id": "uPDOlHpPjTBYrdKdAAAd", "handshake": {}, "rooms": [], "data": {} });
        let fetched = message(8, &json!({ "requestId": "r", "sockets": [socket] }));
        for said in read_both(ANSWERS, &fetched) {
            assert!(matches!(said, Some(Said::Answer(answer)) if answer.sockets.len() == 1));
        }
        let count = message(11, &json!({ "requestId": "r", "clientCount": 3 }));
        for said in read_both(ANSWERS, &count) {
            assert!(matches!(said, Some(Said::Answer(answer)) if answer.client_count == Some(3)));
        }
        for (data, expected) in [
            (
                json!({ "requestId": "r", "packet": { "a": 1 } }),
                r#"[{"a":1}]"#,
            ),
            (json!({ "requestId": "r" }), "[]"),
        ] {
            for said in read_both(ANSWERS, &message(12, &data)) {
                let Some(Said::Answer(answer)) = said else {
                    panic!("is no answer");
                };
                assert_eq!(answer.request_id, "r");
                let arguments = answer.arguments.expect("is an acknowledgement");
                assert_eq!(written(arguments), Payload::Str(expected.into(), None));
            }
        }
    }

    #[test]
    fn events_for_servers_are_read() {
        for (packet, payload) in [
            (json!(["priced", { "cents": 1 }, 2]), r#"{"cents":1}"#),
            (json!(["priced"]), "null"),
        ] {
            for said in read_both(CHANNEL, &message(9, &json!({ "packet": packet }))) {
                assert!(matches!(
                    said,
                    Some(Said::EventForServers(event, given))
                        if event == "priced" && given.get() == payload
                ));
            }
        }
    }

    #[test]
    fn what_is_no_concern_of_this_server_is_left_out() {
        let opts = json!({ "rooms": ["red"], "except": [], "flags": {} });
        let joined = message(4, &json!({ "opts": opts, "rooms": ["red"] }));
        let nothing =
            |channel, message: &Value| read_both(channel, message).iter().all(Option::is_none);
        assert!(!nothing(CHANNEL, &joined));
        assert!(!nothing("socket.io#/chat#red#", &joined));
        assert!(nothing("socket.io#/chat#blue#", &joined), "nobody is there");
        for (member, value) in [("uid", "me"), ("nsp", "/other")] {
            let mut other = joined.clone();
            other[member] = value.into();
            assert!(nothing(CHANNEL, &other), "{member}");
        }
        // Heartbeats of servers that have them, and what is not known yet.
        for r#type in [1, 2, 10, 13, 99] {
            assert!(nothing(CHANNEL, &message(r#type, &json!({}))), "{type}");
        }
    }
}
