//! `Arguments` are those of an event or an acknowledgement, as another server has written them.

use bytes::Bytes;
use serde_json::value::RawValue;

use super::pack::Writer;

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

    /// Whether not even an array is there.
    pub(super) fn are_missing(&self) -> bool {
        match self {
            Self::Packed(packed) => packed.is_empty(),
            Self::Text(text) => !text.starts_with('['),
        }
    }
}
