//! `attached` is the target of packets of JSON with binary data.

use std::collections::VecDeque;

use bytes::Bytes;
use serde_json::{Map, Value as Json};

use super::{
    readings::{arguments, everything, kept},
    trees::{binary, json},
};
use crate::{protocol::Packet, wire::event_of};

/// How often attachments may be repeated, by their bytes.
const REPEATED: usize = 8;

/// Reads the bytes as the number of attachments and a packet of JSON; compares the placeholders with those that a simple
/// reading finds.
pub(crate) fn attached(data: &[u8]) {
    let Some((&count, rest)) = data.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(rest) else {
        return;
    };
    // Each has another length, and the first has none.
    let attachments: VecDeque<_> = (0..count % 8)
        .map(|number| Bytes::from(vec![number; usize::from(number) * 3]))
        .collect();
    let sent: usize = attachments.iter().map(Bytes::len).sum();
    let packet = Packet::attached(text, attachments.clone());
    everything(&packet, text.len() + sent);
    let Some(trees) = arguments(&packet) else {
        return;
    };
    kept(&trees, text.len(), sent * REPEATED);
    let Ok(Json::Array(items)) = serde_json::from_str(text) else {
        unreachable!("{text} was read and is no list");
    };
    let lengths: Vec<usize> = attachments.iter().map(Bytes::len).collect();
    let expected: Option<Vec<Json>> = items
        .into_iter()
        .skip(1)
        .map(|item| resolved(item, &lengths))
        .collect();
    let read: Vec<Json> = trees.iter().map(json).collect();
    assert_eq!(Some(read), expected, "{text}");
    assert!(event_of(&packet).1 <= text.len() || trees.is_empty());
}

/// The value with its placeholders resolved; `None` if one has no attachment.
fn resolved(value: Json, lengths: &[usize]) -> Option<Json> {
    match value {
        Json::Array(items) => items
            .into_iter()
            .map(|item| resolved(item, lengths))
            .collect(),
        Json::Object(fields) => {
            let is_marked = fields.get("_placeholder") == Some(&Json::Bool(true));
            let number = fields
                .get("num")
                .filter(|number| number.is_i64() || number.is_u64());
            let number = number.filter(|_| is_marked).cloned();
            let fields = fields
                .into_iter()
                .map(|(key, value)| Some((key, resolved(value, lengths)?)));
            let fields: Map<String, Json> = fields.collect::<Option<_>>()?;
            match number {
                None => Some(Json::Object(fields)),
                Some(number) => {
                    let number = usize::try_from(number.as_u64()?).ok()?;
                    lengths.get(number).map(|length| binary(*length))
                }
            }
        }
        other => Some(other),
    }
}
