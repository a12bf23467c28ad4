//! `Answer` as this dialect has it: JSON, but for the acknowledgements of clients, which are packed.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use socketioxide_core::{Sid, Value};

use super::types;
use crate::adapter::redis::node::{
    answer::Answer,
    arguments::Arguments,
    described::Described,
    description::Description,
    lenient::{or_default, rooms_of_sockets},
    pack::{Malformed, Read, Reader, Writer},
};

/// An answer of JSON.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Text {
    request_id: String,
    #[serde(deserialize_with = "or_default")]
    client_count: Option<u32>,
    #[serde(deserialize_with = "rooms_of_sockets")]
    rooms: Vec<String>,
    sockets: Described,
}

/// What this server answers.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Written<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<u64>,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rooms: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sockets: Option<Sockets>,
}

/// The sockets of this server, in one of two forms.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Sockets {
    Ids(Vec<Sid>),
    Described(Vec<Description>),
}

impl Answer {
    /// Reads an answer.
    ///
    /// # Errors
    /// The message is malformed.
    pub(super) fn read(message: &Bytes) -> Read<Self> {
        if message.first() == Some(&b'{') {
            let text: Text = serde_json::from_slice(message).map_err(|_| Malformed)?;
            return Ok(Self {
                request_id: text.request_id,
                client_count: text.client_count,
                rooms: text.rooms,
                sockets: text.sockets.0,
                ..Self::default()
            });
        }
        let (mut answer, mut number) = (Self::default(), None);
        Reader(message).members(|key, from| {
            match key {
                "type" => number = from.optional_uint()?,
                _ => answer.read_packed(key, from)?,
            }
            Ok(())
        })?;
        if number == Some(types::ACKNOWLEDGEMENT) {
            answer.arguments.get_or_insert_with(Arguments::none);
        }
        Ok(answer)
    }

    /// An answer to the request `id`, without what the request asks for.
    pub(super) fn written(id: &str) -> Written<'_> {
        Written {
            request_id: id,
            ..Written::default()
        }
    }

    /// How many clients are asked.
    pub(super) fn client_count(id: &str, count: u32) -> Written<'_> {
        Written {
            r#type: Some(types::CLIENT_COUNT),
            client_count: Some(count),
            ..Self::written(id)
        }
    }

    /// What the client `sid` has acknowledged with.
    ///
    /// # Errors
    /// It is no JSON, or deeper than `serde_json` reads.
    pub(super) fn acknowledgement(
        id: &str,
        sid: Sid,
        acknowledged: &Value,
    ) -> serde_json::Result<Vec<u8>> {
        let first = Writer::first_of(acknowledged)?;
        let mut to = Writer::default();
        to.map(3 + usize::from(first.is_some()));
        to.str("type");
        to.uint(types::ACKNOWLEDGEMENT);
        to.str("requestId");
        to.str(id);
        if let Some(first) = first {
            to.str("packet");
            to.raw(&first);
        }
        to.str("sid");
        to.str(sid.as_str());
        Ok(to.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapter::redis::node::clients::Clients;

    #[test]
    fn acknowledgements_have_the_first_argument_alone() {
        let sid = Sid::new();
        for (acknowledged, arguments) in [(r#"["yes","no"]"#, r#"["yes"]"#), ("[]", "[]")] {
            let value = Value::Str(acknowledged.into(), None);
            let message = Answer::acknowledgement("r", sid, &value).expect("is JSON");
            let answer = Answer::read(&message.into()).expect("is well formed");
            assert_eq!(answer.request_id, "r");
            let read = Clients::Json.read(answer.arguments.expect("is one"));
            assert_eq!(
                read.expect("is well formed"),
                Value::Str(arguments.into(), None)
            );
            assert_eq!(answer.sid, Some(sid));
        }
    }

    #[test]
    fn answers_are_written_as_node_writes_them() {
        let count = serde_json::to_vec(&Answer::client_count("r", 3)).expect("is written");
        assert_eq!(count, br#"{"type":8,"requestId":"r","clientCount":3}"#);
        let mut rooms = Answer::written("r");
        rooms.rooms = Some(vec!["red".into()]);
        let rooms = serde_json::to_vec(&rooms).expect("is written");
        assert_eq!(rooms, br#"{"requestId":"r","rooms":["red"]}"#);
    }
}
