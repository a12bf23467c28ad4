//! `servers` is the target of what other servers and emitters say: those of Node in both languages, those of Python, and
//! those of this crate.

use std::{collections::VecDeque, sync::Arc};

use bytes::Bytes;
use serde_json::Value as Json;

use crate::{
    adapter,
    dispatch::ServerHandler,
    protocol::{self, ServerHandler as _},
    wire,
};

/// The number of the languages that are not of this crate.
const OTHERS: u8 = 12;

/// Reads the bytes as the number of a language and its channel, and a message. What is sent to clients is the same in both
/// of their forms.
pub fn servers(data: &[u8]) {
    let Some((&language, message)) = data.split_first() else {
        return;
    };
    let message = Bytes::copy_from_slice(message);
    if language < OTHERS {
        adapter::fuzz::said(language, &message, &mut compared);
    } else {
        own(&message);
    }
}

/// A message between the servers of this crate: what concerns no socket.
fn own(message: &[u8]) {
    // The library below reserves memory for as many rooms as a message announces (fuzz/README.md).
    if adapter::fuzz::is_whole(message) {
        protocol::fuzz::between_servers(message, || {
            let (handler, _) = ServerHandler::new(&[]);
            Arc::new(handler)
        });
    }
    let Ok(message) = std::str::from_utf8(message) else {
        return;
    };
    let (handler, _) = ServerHandler::new(&[]);
    handler.told(message);
    assert_eq!(handler.asked(message), "{}");
}

fn compared(text: &str, attachments: VecDeque<Bytes>, packed: &Bytes) {
    // The text has an object that looks like a placeholder, and that the other form has as an object.
    if text.matches("_placeholder").count() != attachments.len() {
        return;
    }
    let json = wire::fuzz::json_of(text, attachments);
    let (Some(json), Some((packed, _))) = (json, wire::fuzz::json_of_packed(packed)) else {
        return;
    };
    assert!(is_same(&json, &packed), "{json} and {packed} of {text}");
}

/// Whether two values are the same for JavaScript, but for the last digit of a fraction.
fn is_same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => {
            let [one, other] = [one, other].map(|number| number.as_f64().unwrap_or_default());
            (one - other).abs() <= one.abs() * 1e-15
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| other.get(key).is_some_and(|other| is_same(one, other)))
        }
        _ => one == other,
    }
}
