//! `event_of` finds the event's name in an undecoded packet.

use super::packed;
use crate::protocol::{Contents, Packet};

/// The event's name in an undecoded packet, the first string of the array, and where the arguments
/// follow it.
#[inline]
pub(crate) fn event_of(value: &Packet) -> (&str, usize) {
    let found = match value.contents() {
        Contents::Text(text) | Contents::Attached(text, _) => event_in(text),
        Contents::Packed(bytes) => packed::event_of(bytes),
    };
    // Without a name there are no arguments either.
    found.unwrap_or(("", usize::MAX))
}

/// The protocol library has checked that the name is a string and that it holds no escapes, so the
/// next quote ends it.
fn event_in(text: &str) -> Option<(&str, usize)> {
    // Names are short: going through them is faster than setting up a search.
    let quote = |from: usize| {
        let mut rest = text.as_bytes().get(from..)?.iter();
        rest.position(|byte| *byte == b'"').map(|at| from + at)
    };
    let start = quote(0)? + 1;
    let end = quote(start)?;
    Some((text.get(start..end)?, end + 1))
}
