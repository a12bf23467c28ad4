//! `Encoded` is an event or an answer as it goes out: written once, in the format of a namespace.

#[cfg(feature = "admin-ui")]
use socketioxide_core::packet::PacketData;

#[cfg(feature = "admin-ui")]
use super::Packet;

/// An event or an answer to one, with its arguments. Cloning is cheap.
#[derive(Clone, Debug)]
pub(crate) struct Encoded(pub(super) socketioxide_core::packet::Packet);

#[cfg(feature = "admin-ui")]
impl Encoded {
    /// The event with its arguments; an answer is no event.
    pub(crate) fn event(&self) -> Option<Packet> {
        match &self.0.inner {
            PacketData::Event(value, _) | PacketData::BinaryEvent(value, _) => {
                Some(Packet(value.clone()))
            }
            _ => None,
        }
    }
}
