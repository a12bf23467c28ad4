//! `packed` reads and writes `MessagePack`, the form of [`Parser::Msgpack`](crate::Parser): one value after another,
//! read into the same tree as messages with attachments.
//!
//! Read here and not with `rmp-serde`, because the official client's parser gives extension type 0
//! three meanings that only the marker tells apart: `undefined`, a `Date` and an `ArrayBuffer`.

mod date;
mod kind;
mod reader;
pub(super) mod write;

#[cfg(all(feature = "testing", feature = "msgpack"))]
use std::ops::Range;

#[cfg(feature = "admin-ui")]
pub(crate) use date::iso_text;

use bytes::Bytes;
use serde_json::Result;

use super::tree::Tree;
use kind::Kind;
use reader::Reader;

/// The event's name, the first text of the list, and where the arguments follow it.
pub(super) fn event_of(bytes: &Bytes) -> Option<(&str, usize)> {
    let mut reader = Reader::new(bytes, 0);
    match (reader.kind().ok()?, reader.kind().ok()?) {
        (Kind::List(_), Kind::Text(length)) => Some((reader.text(length).ok()?, reader.position())),
        _ => None,
    }
}

/// The value at `position` and where the next one is; nothing at the end.
pub(super) fn value(bytes: &Bytes, position: usize) -> Result<Option<(Tree, usize)>> {
    if position >= bytes.len() {
        return Ok(None);
    }
    let mut reader = Reader::new(bytes, position);
    let value = reader.value()?;
    Ok(Some((value, reader.position())))
}

/// The members of the object that `bytes` are: name, value, and where the value stands.
#[cfg(all(feature = "testing", feature = "msgpack"))]
pub(super) fn members(bytes: &Bytes) -> Result<Vec<(String, Tree, Range<usize>)>> {
    let mut reader = Reader::new(bytes, 0);
    let Kind::Object(count) = reader.kind()? else {
        return Err(reader::malformed("no object"));
    };
    let mut members = Vec::new();
    for _ in 0..count {
        let name = reader.key()?;
        let start = reader.position();
        let value = reader.value()?;
        members.push((name, value, start..reader.position()));
    }
    Ok(members)
}

#[cfg(test)]
mod tests;
