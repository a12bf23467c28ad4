//! `Broadcast` is an event for the clients of all servers: `[uid, packet, opts]`.

use bytes::Bytes;
use socketioxide_core::packet::Packet;

use crate::adapter::redis::node::{
    event_packet::EventPacket,
    pack::{Item, Malformed, Read, Reader, Writer},
    recipients::Recipients,
};

pub(super) struct Broadcast {
    pub(super) packet: EventPacket,
    pub(super) recipients: Recipients,
}

impl Broadcast {
    /// Reads a broadcast; `None` if `own` has sent it.
    ///
    /// # Errors
    /// The message is malformed.
    pub(super) fn read(message: &Bytes, own: &str) -> Read<Option<Self>> {
        let mut from = Reader(message);
        let Item::Array(3..) = from.item()? else {
            return Err(Malformed);
        };
        match from.item()? {
            Item::Str(uid) if uid == own => return Ok(None),
            Item::Str(_) => {}
            _ => return Err(Malformed),
        }
        let packet = EventPacket::read(message, &mut from)?;
        let recipients = Recipients::read(&mut from)?;
        Ok(Some(Self { packet, recipients }))
    }

    /// Writes a broadcast of the server `uid`.
    ///
    /// # Errors
    /// As [`EventPacket::write`].
    pub(super) fn write(
        uid: &str,
        packet: &Packet,
        recipients: &Recipients,
    ) -> serde_json::Result<Vec<u8>> {
        let mut to = Writer::default();
        to.array(3);
        to.str(uid);
        EventPacket::write(packet, &mut to)?;
        recipients.write(&mut to);
        Ok(to.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use socketioxide_core::Value;

    use super::*;
    use crate::adapter::redis::node::clients::Clients;

    #[test]
    fn a_broadcast_is_read_by_others_and_not_by_its_sender() {
        let packet = Packet::event("/chat", Value::Str(r#"["said",1]"#.into(), None));
        let message = Broadcast::write("me", &packet, &Recipients::in_room("red"));
        let message = Bytes::from(message.expect("is JSON"));
        assert!(matches!(Broadcast::read(&message, "me"), Ok(None)));
        let read = Broadcast::read(&message, "you").expect("is well formed");
        let read = read.expect("is of another");
        assert!(read.packet.is_of("/chat"));
        assert!(!read.packet.is_of("/"));
        assert_eq!(read.recipients.rooms, ["red"]);
        let arguments = Clients::MessagePack.read(read.packet.arguments());
        let said = Bytes::from_static(b"\x92\xa4said\x01");
        assert_eq!(arguments.expect("is well formed"), Value::Bytes(said));
    }
}
