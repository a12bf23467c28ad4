//! `Arguments` are those of an event or an acknowledgement, as another server has written them.

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::{RawValue, Value};

use super::pack::{Item, Reader, Writer};
use crate::protocol::is_reserved;

pub(super) enum Arguments {
    /// An array of `MessagePack`.
    Packed(Bytes),
    /// An array of JSON, in which there are no bytes.
    Text(String),
}

impl Arguments {
    /// One argument that is packed.
    pub(super) fn one_packed(argument: &[u8]) -> Self {
        let mut arguments = Writer::default();
        arguments.array(1);
        arguments.raw(argument);
        Self::Packed(arguments.into_bytes().into())
    }

    /// One argument of JSON.
    pub(super) fn one_of_text(argument: &RawValue) -> Self {
        Self::Text(format!("[{}]", argument.get()))
    }

    /// No arguments.
    pub(super) fn none() -> Self {
        Self::Text("[]".to_owned())
    }

    /// Whether they are the name of an event that clients may hear, and what comes behind it. A client ends its connection when
    /// it is sent anything else.
    pub(super) fn are_of_event(&self) -> bool {
        match self {
            Self::Packed(packed) => {
                let mut from = Reader(packed);
                match (from.item(), from.item()) {
                    (Ok(Item::Array(1..)), Ok(Item::Str(name))) => !is_reserved(&name),
                    // In JavaScript a name may be a number.
                    (Ok(Item::Array(1..)), Ok(Item::Uint(_) | Item::Int(_) | Item::Float(_))) => {
                        true
                    }
                    _ => false,
                }
            }
            Self::Text(text) => {
                let name = text.trim_start().strip_prefix('[').map(|rest| {
                    let mut from = serde_json::Deserializer::from_str(rest);
                    Value::deserialize(&mut from)
                });
                match name {
                    Some(Ok(Value::String(name))) => !is_reserved(&name),
                    name => matches!(name, Some(Ok(Value::Number(_)))),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_a_name() {
        for (text, packed, is_event) in [
            (r#"["said",1]"#, &b"\x92\xa4said\x01"[..], true),
            (r#" [ "said" ]"#, b"\x91\xa4said", true),
            (r#"["connect"]"#, b"\x91\xa7connect", false),
            ("[[1]]", b"\x91\x91\x01", false),
            ("[7,1]", b"\x92\x07\x01", true),
            ("[]", b"\x90", false),
            ("{}", b"\x80", false),
            ("7", b"\x07", false),
            ("", b"", false),
        ] {
            let arguments = Arguments::Text(text.to_owned());
            assert_eq!(arguments.are_of_event(), is_event, "{text}");
            let arguments = Arguments::Packed(Bytes::from_static(packed));
            assert_eq!(arguments.are_of_event(), is_event, "{text}, packed");
        }
    }
}
