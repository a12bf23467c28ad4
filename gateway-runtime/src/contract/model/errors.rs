//! `Errors` says how a message may fail, and `ErrorForm` what an error looks like on the wire.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Schema;
use crate::session::{ErrorCause, ErrorDelivery};

/// How a message may fail, beside the runtime's own errors: see [`Errors::OF_RUNTIME`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Errors {
    /// What is known, by the error's code: the variants of types that derive `WsError`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<String, ErrorCode>,
    /// Whether there may be other codes.
    #[serde(default, skip_serializing_if = "OtherCodes::is_none")]
    pub other: OtherCodes,
}

impl Errors {
    /// The codes of the runtime's own errors, with which every message may fail: a body that does not decode or is not valid, an
    /// unknown event, too many messages, a timeout, a server that shuts down, and a fault of the server.
    pub const OF_RUNTIME: [&'static str; 6] = [
        "bad_request",
        "internal",
        "not_found",
        "timeout",
        "too_many_requests",
        "unavailable",
    ];

    /// Visits the schemas of details.
    pub(super) fn for_each_schema(&mut self, visit: &mut dyn FnMut(&mut Schema)) {
        let details = self
            .codes
            .values_mut()
            .filter_map(|code| code.details.as_mut());
        details.for_each(visit);
    }

    /// Adds the errors of another part of the same message.
    pub(crate) fn add(&mut self, other: Self) {
        for (code, added) in other.codes {
            match self.codes.get_mut(&code) {
                Some(known) => known.unite(added),
                None => {
                    self.codes.insert(code, added);
                }
            }
        }
        self.other = self.other.max(other.other);
    }

    /// Notes that something around the method may fail with codes of its own.
    pub(crate) fn add_around(&mut self) {
        self.other = self.other.max(OtherCodes::Around);
    }

    /// Whether nothing may fail in a way of its own.
    pub(crate) fn is_nothing(&self) -> bool {
        self.codes.is_empty() && self.other.is_none()
    }
}

/// Whether a message may fail with codes that the contract does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OtherCodes {
    /// With none.
    #[default]
    None,
    /// The method's codes are known, but a guard or a filter around it may tell the client another one: most often
    /// `unauthorized` or `forbidden`.
    Around,
    /// The method's own error has no list of codes: it is a `WsError`, or another type that does not derive `WsError`.
    Any,
}

impl OtherCodes {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde gives the member by reference"
    )]
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// An error with this code.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ErrorCode {
    /// The documentation of the error's variant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// The error's message, where fields stand in braces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The schema of `details`; without one there are no details.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Schema>,
    /// Whether an error with this code may come without its details, since several errors share the code.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub details_optional: bool,
}

impl ErrorCode {
    /// Unites two errors with one code: each of them may come.
    fn unite(&mut self, other: Self) {
        if self.message != other.message {
            self.message = None;
        }
        if self.docs != other.docs {
            self.docs = String::new();
        }
        self.details_optional |= other.details_optional;
        self.details = match (self.details.take(), other.details) {
            (Some(one), Some(other)) if one != other => {
                Some(serde_json::json!({ "anyOf": [one, other] }))
            }
            (Some(one), Some(_)) => Some(one),
            (None, None) => None,
            (one, other) => {
                self.details_optional = true;
                one.or(other)
            }
        };
    }
}

/// What the app decides about all errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ErrorForm {
    /// How clients are told of errors.
    pub delivery: ErrorDelivery,
    /// What `cause` holds.
    pub cause: ErrorCause,
}
