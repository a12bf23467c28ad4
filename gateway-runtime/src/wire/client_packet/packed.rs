//! `read` and `bytes` know packets of `MessagePack`: an object with `type`, `nsp`, `data` and `id`, as the official
//! parser writes it (`socket.io-msgpack-parser`).

use bytes::Bytes;
use serde::de::Error as _;
use serde_json::Error;

use super::{ClientPacket, PacketKind};
use crate::{
    protocol::{Contents, Packet},
    wire::{
        packed::{self, write},
        tree::Tree,
    },
};

/// The packet in `bytes`.
///
/// # Errors
/// What is wrong with the packet.
pub(super) fn read(bytes: &Bytes) -> Result<ClientPacket, Error> {
    let mut kind = None;
    let mut namespace = "/".to_owned();
    let mut data = None;
    let mut id = None;
    for (name, value, place) in packed::members(bytes)? {
        match (name.as_str(), value) {
            ("type", Tree::Number(number)) => kind = number.as_u64(),
            ("nsp", Tree::Text(path)) => namespace = path,
            ("id", Tree::Number(number)) => id = number.as_i64(),
            ("data", _) => data = Some(Packet::packed(bytes.slice(place))),
            _ => {}
        }
    }
    let kind = match (kind, data, id) {
        (Some(0), data, _) => PacketKind::Connect(data),
        (Some(1), ..) => PacketKind::Disconnect,
        (Some(2 | 5), Some(data), id) => PacketKind::Event(data, id),
        (Some(3 | 6), Some(data), Some(id)) => PacketKind::Acknowledgement(data, id),
        (Some(4), Some(data), _) => PacketKind::ConnectError(data),
        (kind, data, id) => {
            return Err(Error::custom(format!(
                "no packet: type {kind:?}, number {id:?}, {}",
                if data.is_some() {
                    "with data"
                } else {
                    "without data"
                }
            )));
        }
    };
    Ok(ClientPacket { namespace, kind })
}

/// The packet as the connection carries it.
pub(super) fn bytes(packet: &ClientPacket) -> Bytes {
    let (kind, payload, id) = match &packet.kind {
        PacketKind::Connect(payload) => (0, payload.as_ref(), None),
        PacketKind::Disconnect => (1, None, None),
        PacketKind::Event(payload, id) => (2, Some(payload), *id),
        PacketKind::Acknowledgement(payload, id) => (3, Some(payload), Some(*id)),
        PacketKind::ConnectError(payload) => (4, Some(payload), None),
    };
    let data = match payload.map(Packet::contents) {
        Some(Contents::Packed(bytes)) => Some(bytes),
        _ => None,
    };
    let mut buffer = Vec::new();
    let members = 2 + usize::from(data.is_some()) + usize::from(id.is_some());
    write::object_head(&mut buffer, members);
    write::text(&mut buffer, "type");
    write::signed(&mut buffer, kind);
    if let Some(data) = data {
        write::text(&mut buffer, "data");
        buffer.extend_from_slice(data);
    }
    if let Some(id) = id {
        write::text(&mut buffer, "id");
        write::signed(&mut buffer, id);
    }
    write::text(&mut buffer, "nsp");
    write::text(&mut buffer, &packet.namespace);
    buffer.into()
}
