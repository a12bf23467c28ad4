//! `emitted` finds the name of an event that the server sends.

use serde_json::Deserializer;

use super::event_of;
use crate::protocol::{Contents, Packet};

/// The event's name, and where the arguments follow it in a text. Of what clients send, the protocol library lets no name
/// with escapes through; the server may emit one.
pub(crate) fn emitted(packet: &Packet) -> (String, usize) {
    let none = || (String::new(), usize::MAX);
    let text = match packet.contents() {
        Contents::Text(text) | Contents::Attached(text, _) => text,
        Contents::Packed(_) => {
            let (name, end) = event_of(packet);
            return (name.to_owned(), end);
        }
    };
    let Some(start) = text.find('"') else {
        return none();
    };
    let mut values = Deserializer::from_str(text.get(start..).unwrap_or_default()).into_iter();
    match values.next() {
        Some(Ok(name)) => (name, start + values.byte_offset()),
        _ => none(),
    }
}
