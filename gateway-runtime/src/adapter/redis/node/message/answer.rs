//! `Answer` is what a server answers to a request: JSON, but for the acknowledgements of clients, which are packed.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use socketioxide_core::{Sid, Value};

use super::{Description, types};
use crate::adapter::redis::node::{
    pack::{Item, Malformed, Read, Reader, Writer},
    recipients::strings,
};

/// An answer. Node does not say which server has given it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(in super::super) struct Answer {
    pub(in super::super) r#type: Option<u64>,
    pub(in super::super) request_id: String,
    /// How many clients of the server are asked.
    pub(in super::super) client_count: Option<u32>,
    #[serde(deserialize_with = "strings")]
    pub(in super::super) rooms: Vec<String>,
    pub(in super::super) sockets: Vec<Description>,
    /// What a client has acknowledged with, as packed arguments, of which Node passes on the first.
    #[serde(skip)]
    pub(in super::super) arguments: Option<Bytes>,
    /// Whose acknowledgement it is: only servers of this crate say it.
    #[serde(skip)]
    pub(in super::super) sid: Option<Sid>,
}

/// What this server answers.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct Written<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<u64>,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in super::super) rooms: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in super::super) sockets: Option<Sockets>,
}

/// The sockets of this server, in one of two forms.
#[derive(Serialize)]
#[serde(untagged)]
pub(in super::super) enum Sockets {
    Ids(Vec<Sid>),
    Described(Vec<Description>),
}

impl Answer {
    /// Reads an answer.
    ///
    /// # Errors
    /// The message is malformed.
    pub(in super::super) fn read(message: &Bytes) -> Read<Self> {
        if message.first() == Some(&b'{') {
            return serde_json::from_slice(message).map_err(|_| Malformed);
        }
        let mut answer = Self::default();
        Reader(message).members(|key, from| {
            match key {
                "type" => answer.r#type = from.optional_uint()?,
                "requestId" => answer.request_id = from.optional_str()?.unwrap_or_default(),
                "sid" => answer.sid = from.optional_str()?.and_then(|sid| sid.parse().ok()),
                "packet" => {
                    let mut arguments = Writer::default();
                    arguments.array(1);
                    arguments.raw(from.raw()?);
                    answer.arguments = Some(arguments.into_bytes().into());
                }
                _ => from.skip()?,
            }
            Ok(())
        })?;
        Ok(answer)
    }

    /// An answer to the request `id`, without what the request asks for.
    pub(in super::super) fn written(id: &str) -> Written<'_> {
        Written {
            request_id: id,
            ..Written::default()
        }
    }

    /// How many clients are asked.
    pub(in super::super) fn client_count(id: &str, count: u32) -> Written<'_> {
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
    pub(in super::super) fn acknowledgement(
        id: &str,
        sid: Sid,
        acknowledged: &Value,
    ) -> serde_json::Result<Vec<u8>> {
        let mut arguments = Writer::default();
        arguments.arguments(acknowledged)?;
        let mut from = Reader(arguments.bytes());
        let first = match from.item() {
            Ok(Item::Array(1..)) => from.raw().ok(),
            _ => None,
        };
        let mut to = Writer::default();
        to.map(3 + usize::from(first.is_some()));
        to.str("type");
        to.uint(types::ACKNOWLEDGEMENT);
        to.str("requestId");
        to.str(id);
        if let Some(first) = first {
            to.str("packet");
            to.raw(first);
        }
        to.str("sid");
        to.str(sid.as_str());
        Ok(to.into_bytes())
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
    use super::*;

    #[test]
    fn acknowledgements_have_the_first_argument_alone() {
        let sid = Sid::new();
        for (acknowledged, arguments) in
            [(r#"["yes","no"]"#, Some(&b"\x91\xa3yes"[..])), ("[]", None)]
        {
            let value = Value::Str(acknowledged.into(), None);
            let message = Answer::acknowledgement("r", sid, &value).expect("is JSON");
            let answer = Answer::read(&message.into()).expect("is well formed");
            assert_eq!(answer.r#type, Some(types::ACKNOWLEDGEMENT));
            assert_eq!(answer.request_id, "r");
            assert_eq!(answer.arguments.as_deref(), arguments);
            assert_eq!(answer.sid, Some(sid));
        }
    }

    #[test]
    fn answers_are_written_as_node_writes_them() {
        let count = Answer::client_count("r", 3).to_bytes().expect("is written");
        assert_eq!(count, br#"{"type":8,"requestId":"r","clientCount":3}"#);
        let mut rooms = Answer::written("r");
        rooms.rooms = Some(vec!["red".into()]);
        let rooms = rooms.to_bytes().expect("is written");
        assert_eq!(rooms, br#"{"requestId":"r","rooms":["red"]}"#);
    }
}
