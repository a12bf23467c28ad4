//! `Packet` is what a client has sent, undecoded, or is sent: the arguments of an event or of an
//! acknowledgement, or the payload of CONNECT.

use std::collections::VecDeque;

use bytes::Bytes;
use socketioxide_core::{Str, Value};

/// A packet's payload. Cloning is cheap; a clone keeps the read buffer alive that the payload is a slice of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Packet(pub(super) Value);

/// How a payload is written.
pub(crate) enum Contents<'a> {
    /// JSON.
    Text(&'a str),
    /// JSON with binary data beside it, in the order of its placeholders.
    Attached(&'a str, &'a VecDeque<Bytes>),
    /// `MessagePack`.
    Packed(&'a Bytes),
}

impl Packet {
    /// A payload of JSON.
    pub(crate) fn text(json: impl Into<String>) -> Self {
        Self(Value::Str(json.into().into(), None))
    }

    /// A payload of JSON with binary data beside it.
    pub(crate) fn attached(
        json: impl Into<String>,
        attachments: impl Into<VecDeque<Bytes>>,
    ) -> Self {
        Self(Value::Str(json.into().into(), Some(attachments.into())))
    }

    /// A payload of `MessagePack`.
    pub(crate) fn packed(bytes: impl Into<Bytes>) -> Self {
        Self(Value::Bytes(bytes.into()))
    }

    /// How the payload is written, for who reads it.
    #[inline]
    pub(crate) fn contents(&self) -> Contents<'_> {
        match &self.0 {
            Value::Str(text, Some(attachments)) if !attachments.is_empty() => {
                Contents::Attached(text.as_str(), attachments)
            }
            Value::Str(text, _) => Contents::Text(text.as_str()),
            Value::Bytes(bytes) => Contents::Packed(bytes),
        }
    }

    /// How many bytes the payload has, without attachments.
    pub(crate) fn bytes(&self) -> usize {
        match &self.0 {
            Value::Str(text, _) => text.len(),
            Value::Bytes(bytes) => bytes.len(),
        }
    }

    /// A copy in memory of its own, without attachments: it keeps no read buffer alive.
    pub(crate) fn copied(&self) -> Self {
        Self(match &self.0 {
            Value::Str(text, _) => Value::Str(Str::copy_from_slice(text.as_str()), None),
            Value::Bytes(bytes) => Value::Bytes(Bytes::copy_from_slice(bytes)),
        })
    }
}
