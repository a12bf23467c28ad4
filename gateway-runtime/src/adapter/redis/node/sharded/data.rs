//! `Data` is what a message says, as JSON.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::types;
use crate::{
    adapter::redis::node::{
        answer::Answer,
        arguments::Arguments,
        described::Described,
        lenient::{or_default, rooms},
        pack::{Malformed, Read},
        recipients::{Recipients, truth},
        said::{Asker, Deed, Said, Told, Wanted},
    },
    protocol::RoomChange,
};

/// Data of JSON, with the members of all types.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Data {
    opts: Recipients,
    request_id: Option<String>,
    #[serde(deserialize_with = "rooms")]
    rooms: Vec<String>,
    #[serde(deserialize_with = "truth")]
    close: bool,
    sockets: Described,
    #[serde(deserialize_with = "or_default")]
    client_count: Option<u32>,
    /// An event for clients, one for servers, or what was acknowledged with.
    packet: Option<Box<RawValue>>,
    sid: Option<String>,
}

/// An event for clients, of JSON.
#[derive(Deserialize)]
struct Event {
    data: Box<RawValue>,
}

/// Reads JSON.
pub(super) fn parsed<T: DeserializeOwned>(json: &[u8]) -> Read<T> {
    serde_json::from_slice(json).map_err(|_| Malformed)
}

impl Data {
    /// `None` if it says nothing that is known.
    pub(super) fn said(self, mut asker: Asker, r#type: u64) -> Read<Option<Said>> {
        let told = |what| {
            let confirm = None;
            Told { what, confirm }
        };
        Ok(Some(match r#type {
            types::BROADCAST => {
                let event: Event = parsed(self.packet.ok_or(Malformed)?.get().as_bytes())?;
                let arguments = Arguments::Text(event.data.get().to_owned());
                match self.request_id {
                    None => Said::Event(arguments, self.opts),
                    Some(id) => {
                        asker.id = id;
                        Said::Question(asker, arguments, self.opts)
                    }
                }
            }
            types::JOIN => {
                let joined = Deed::ChangeRooms(RoomChange::Join, self.rooms);
                Said::Told(told(joined), self.opts)
            }
            types::LEAVE => {
                let left = Deed::ChangeRooms(RoomChange::Leave, self.rooms);
                Said::Told(told(left), self.opts)
            }
            types::DISCONNECT => {
                let close = self.close;
                Said::Told(told(Deed::Disconnect { close }), self.opts)
            }
            types::FETCH => {
                asker.id = self.request_id.unwrap_or_default();
                Said::Asked(Wanted::Descriptions, asker, self.opts)
            }
            types::SERVER_SIDE_EMIT => {
                let packet = self.packet.ok_or(Malformed)?;
                let packet: Vec<Box<RawValue>> = parsed(packet.get().as_bytes())?;
                let mut packet = packet.into_iter();
                let event = packet.next().ok_or(Malformed)?;
                let event = parsed(event.get().as_bytes())?;
                Said::EventForServers(event, packet.next().unwrap_or_default())
            }
            types::FETCH_RESPONSE | types::CLIENT_COUNT => Said::Answer(self.answer(None)),
            types::ACKNOWLEDGEMENT => {
                let arguments = self.packet.as_deref().map(Arguments::one_of_text);
                let arguments = arguments.unwrap_or_else(Arguments::none);
                Said::Answer(self.answer(Some(arguments)))
            }
            _ => return Ok(None),
        }))
    }

    fn answer(self, arguments: Option<Arguments>) -> Answer {
        Answer {
            request_id: self.request_id.unwrap_or_default(),
            client_count: self.client_count,
            rooms: Vec::new(),
            sockets: self.sockets.0,
            arguments,
            sid: self.sid.and_then(|sid| sid.parse().ok()),
        }
    }
}
