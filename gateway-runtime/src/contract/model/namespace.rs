//! `Namespace` is what clients of one namespace send and get.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Argument, Errors, Event, Message, Schema};

/// One namespace.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Namespace {
    /// The documentation of its gateways.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// The parameters of a dynamic namespace's pattern, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, Schema>,
    /// What a client passes as the option `auth`, if a method or a guard reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth: Option<Argument>,
    /// What guards refuse a connection with. A client is told the error's message alone, as that of `connect_error`.
    #[serde(default, skip_serializing_if = "Errors::is_nothing")]
    pub refusals: Errors,
    /// What clients send, by the name of the event.
    pub messages: BTreeMap<String, Message>,
    /// What takes the events that have no message of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Message>,
    /// What clients get, by the name of the event, without `exception`.
    pub events: BTreeMap<String, Event>,
}
