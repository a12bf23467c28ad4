//! `Tree` is a message, or a part of one, in memory: messages with binary data are read into it, and types of users
//! are decoded from it.
//! Text is read here, with each attachment where its number says; `MessagePack` in
//! [`packed`](super::packed).
//!
//! Socketioxide hands attachments out in the order in which a type asks for them, which is wrong as
//! soon as a field is skipped; and `serde_json::Value` has no binary parts.

mod containers;
mod decode;
mod enums;
mod keys;
mod mismatch;
mod placeholders;
mod read;
#[cfg(feature = "validation")]
mod watched;
mod write;

use bytes::Bytes;
use serde_json::{Error, Number};

pub(super) use mismatch::Mismatch;
#[cfg(feature = "validation")]
pub(super) use watched::{Shape, Watched};

/// A value of the JSON data model, plus binary.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    /// An attachment, or packed binary.
    Bytes(Bytes),
    List(Vec<Self>),
    /// The keys in their order, with duplicates.
    Object(Vec<(String, Self)>),
    /// A list or an object that notes how it is decoded.
    #[cfg(feature = "validation")]
    Watched(Box<Watched>),
}

impl Tree {
    /// The arguments of an event: `text` is the array of its name and its arguments, `attachments`
    /// are the binary parts that came with it.
    pub(super) fn arguments(text: &str, attachments: &[Bytes]) -> Result<Vec<Self>, Error> {
        read::arguments(text, attachments)
    }

    /// The value that `text` begins with, without attachments.
    pub(super) fn at_start(text: &str) -> Result<Self, Error> {
        read::at_start(text)
    }

    /// The arguments of an acknowledgement, which has no name.
    pub(super) fn acknowledgement(text: &str, attachments: &[Bytes]) -> Result<Self, Error> {
        read::value(text, attachments)
    }

    /// The arguments of what is written here, with the name if it is an event. Without attachments, what looks
    /// like a placeholder is an object of a user.
    pub(super) fn written(text: &str, attachments: &[Bytes]) -> Result<Self, Error> {
        match attachments {
            [] => read::plain(text),
            _ => read::value(text, attachments),
        }
    }
}

#[cfg(test)]
mod tests;
