//! `Question` is an event for the clients of all servers that they acknowledge: a request of type 7, which is packed.

use bytes::Bytes;
use socketioxide_core::packet::Packet;

use super::types;
use crate::adapter::redis::node::{
    event_packet::EventPacket,
    pack::{Read, Reader, Writer},
    recipients::Recipients,
    said::Asker,
};

#[derive(Default)]
pub(super) struct Question {
    pub(super) asker: Asker,
    pub(super) packet: EventPacket,
    pub(super) recipients: Recipients,
}

impl Question {
    /// Reads a question; `None` if the request is of another type. Who asks what cannot be read waits for an answer all the
    /// same, and has asked nobody.
    ///
    /// # Errors
    /// The message is malformed.
    pub(super) fn read(message: &Bytes) -> Read<Option<Self>> {
        let whole = Self::read_with(message, |question, key, from| {
            match key {
                "packet" => question.packet = EventPacket::read(message, from)?,
                "opts" => question.recipients = Recipients::read(from)?,
                _ => from.skip()?,
            }
            Ok(())
        });
        whole.or_else(|_| Self::read_with(message, |_, _, from| from.skip()))
    }

    /// Reads who asks, and the other members by `member`.
    fn read_with(
        message: &Bytes,
        mut member: impl FnMut(&mut Self, &str, &mut Reader<'_>) -> Read<()>,
    ) -> Read<Option<Self>> {
        let mut question = Self::default();
        let mut number = None;
        Reader(message).members(|key, from| {
            match key {
                "type" => number = from.optional_uint()?,
                "uid" => question.asker.uid = from.optional_str()?.unwrap_or_default(),
                "requestId" => question.asker.id = from.optional_str()?.unwrap_or_default(),
                _ => member(&mut question, key, from)?,
            }
            Ok(())
        })?;
        Ok((number == Some(types::BROADCAST)).then_some(question))
    }

    /// Writes a question of the server `uid`.
    ///
    /// # Errors
    /// As [`EventPacket::write`].
    pub(super) fn write(
        uid: &str,
        id: &str,
        packet: &Packet,
        recipients: &Recipients,
    ) -> serde_json::Result<Vec<u8>> {
        let mut to = Writer::default();
        to.map(5);
        for (key, value) in [("uid", uid), ("requestId", id)] {
            to.str(key);
            to.str(value);
        }
        to.str("type");
        to.uint(types::BROADCAST);
        to.str("packet");
        EventPacket::write(packet, &mut to)?;
        to.str("opts");
        recipients.write(&mut to);
        Ok(to.into_bytes())
    }
}
