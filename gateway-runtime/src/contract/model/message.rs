//! `Message` is an event that clients send, and `Event` one that clients get.

use serde::{Deserialize, Serialize};

use super::{Errors, Limit, Schema};

/// An event that clients send.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Message {
    /// The documentation of the method.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// What a client sends with the event: its arguments, without the acknowledgement's callback.
    pub body: Vec<Argument>,
    /// Whether the values of the body are checked against rules, so that `bad_request` may list invalid fields.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub validated: bool,
    /// What the client gets for it.
    pub answer: Answer,
    /// How it may fail.
    pub errors: Errors,
    /// The guards that stand in front of the method, by their names, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guards: Vec<String>,
    /// How many such messages a client may send.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// How long the method may take, in milliseconds. A message that takes longer fails with the code `timeout`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u64>,
}

/// What a client gets for a message.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Answer {
    /// The arguments of the acknowledgement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acknowledgement: Vec<Argument>,
    /// The names of the events that are sent to the client as the answer, before an empty acknowledgement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
}

/// An event that clients get.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// The documentation of the event's type.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// What comes with the event.
    pub arguments: Vec<Argument>,
}

/// One argument of an event or of an acknowledgement.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Argument {
    /// A name for readers; on the wire arguments have no names. Not empty.
    pub name: String,
    /// The argument's values.
    pub schema: Schema,
    /// Whether the argument may be left out.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub optional: bool,
}
