//! `EventPacket` is an event for clients, as it travels between servers: its arguments are still packed.

use bytes::Bytes;
use socketioxide_core::packet::{Packet, PacketData};

use super::{
    arguments::Arguments,
    pack::{Malformed, Read, Reader, Writer},
};

/// Node's number of an event. It is that of one with binary data too.
const EVENT: u64 = 2;

#[derive(Debug, Default)]
pub(super) struct EventPacket {
    /// The name and the arguments of the event.
    arguments: Bytes,
    /// Without one, it is the root.
    namespace: Option<String>,
}

impl EventPacket {
    /// Whether the packet is of a namespace.
    pub(super) fn is_of(&self, namespace: &str) -> bool {
        self.namespace.as_deref().unwrap_or("/") == namespace
    }

    /// The name and the arguments of the event.
    pub(super) fn arguments(self) -> Arguments {
        Arguments::Packed(self.arguments)
    }

    /// Reads a packet of `source`, which `from` is a part of.
    pub(super) fn read(source: &Bytes, from: &mut Reader<'_>) -> Read<Self> {
        let mut packet = Self::default();
        from.members(|key, from| {
            match key {
                "data" => packet.arguments = source.slice_ref(from.raw()?),
                "nsp" => packet.namespace = Some(from.optional_str()?.ok_or(Malformed)?),
                _ => from.skip()?,
            }
            Ok(())
        })?;
        Ok(packet)
    }

    /// Writes the packet of an event.
    ///
    /// # Errors
    /// Its arguments are no JSON, or deeper than `serde_json` reads.
    pub(super) fn write(packet: &Packet, to: &mut Writer) -> serde_json::Result<()> {
        to.map(3);
        to.str("type");
        to.uint(EVENT);
        to.str("data");
        match &packet.inner {
            PacketData::Event(arguments, _) | PacketData::BinaryEvent(arguments, _) => {
                to.arguments(arguments)?;
            }
            // No other packet is sent to several sockets.
            _ => to.array(0),
        }
        to.str("nsp");
        to.str(&packet.ns);
        Ok(())
    }
}
