//! An owned copy of a payload that keeps its binary parts, for the two paths where a payload cannot
//! go straight between a user's type and the wire.
//!
//! - An emitted value that is only borrowed has to wait: [`Tree::of`] copies it, and the copy is
//!   serialised later, to the same packet.
//! - A message has binary attachments: [`Tree::arguments`] puts each one where its number says, and
//!   user types are deserialised from the tree. Socketioxide hands attachments out in the order in
//!   which a type asks for them, which is wrong as soon as a field is skipped.
//!
//! `serde_json::Value` has no binary parts, rounds `f32` and 128-bit numbers and may reorder keys.

mod copy;
mod decode;
mod error;
mod number;
mod read;
mod verbatim;
mod write;

use bytes::Bytes;
use serde::Serialize;

pub(crate) use error::TreeError;
pub(crate) use number::Number;
pub(crate) use verbatim::Verbatim;

/// A value of the JSON data model, plus binary.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    /// Also `None`, units and floats that are not finite: JSON has one word for all.
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    /// What travels as an attachment.
    Bytes(Bytes),
    List(Vec<Self>),
    /// The keys in their order, with duplicates.
    Object(Vec<(String, Self)>),
    /// What `serde_json` writes as it is.
    Verbatim(Verbatim),
}

impl Tree {
    /// Copies a value. Serialising the copy as a part of a packet gives what the value would give.
    ///
    /// As a part, because at the top of a packet socketioxide spreads a tuple over several
    /// arguments and leaves a list alone, and here a tuple is a list like any other.
    pub(crate) fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, TreeError> {
        value.serialize(copy::Copier)
    }

    /// The arguments of an event: `text` is the array of its name and its arguments, `attachments`
    /// are the binary parts that came with it.
    pub(crate) fn arguments(text: &str, attachments: &[Bytes]) -> Result<Vec<Self>, TreeError> {
        read::arguments(text, attachments)
    }
}
