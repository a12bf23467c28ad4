//! `packed` is the target of packets of `MessagePack`.

use std::collections::VecDeque;

use bytes::Bytes;
use serde_json::Value as Json;

use super::{
    readings::{arguments, everything, kept},
    trees::json,
};
use crate::{
    protocol::Packet,
    wire::{event_of, packed, tree::Tree},
};

/// Reads the bytes as a packet of `MessagePack`.
pub(crate) fn packed(data: &[u8]) {
    let bytes = Bytes::copy_from_slice(data);
    let packet = Packet::packed(bytes.clone());
    everything(&packet, data.len());
    let (name, end) = event_of(&packet);
    if let Ok(Some((whole, whole_end))) = packed::value(&bytes, 0) {
        assert!(whole_end <= data.len());
        kept(std::slice::from_ref(&whole), data.len(), data.len());
        // The protocol library passes on one value; and a list that has a name. It may begin with a date, which is read as a
        // text too.
        if whole_end == data.len()
            && !name.is_empty()
            && let Tree::List(items) = &whole
            && let Some(first) = items.first()
        {
            assert_eq!(first, &Tree::Text(name.to_owned()));
            assert!(end <= whole_end);
            let arguments = arguments(&packet);
            assert_eq!(arguments.as_deref(), items.get(1..));
        }
    }
    if let Some(trees) = arguments(&packet) {
        kept(&trees, data.len(), data.len());
    }
}

/// The value that the bytes are, as JSON, and how many bytes it has; `None` if they are no value. Binary data is its
/// length.
pub(crate) fn json_of_packed(bytes: &Bytes) -> Option<(Json, usize)> {
    let (tree, end) = packed::value(bytes, 0).ok()??;
    Some((json(&tree), end))
}

/// The list that the text is, with its attachments, as JSON: binary data is its length.
pub(crate) fn json_of(text: &str, attachments: VecDeque<Bytes>) -> Option<Json> {
    let attachments: Vec<_> = attachments.into();
    Some(json(&Tree::written(text, &attachments).ok()?))
}
