//! `Contract` is the model of a contract, and what `contract.json` holds.
//!
//! Every map is sorted, so that a contract depends neither on the linker nor on the order of declarations. A contract
//! holds no place of the source: else every new line would be a change.

mod endpoint;
mod errors;
mod limit;
mod message;
mod namespace;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use endpoint::Endpoint;
pub use errors::{ErrorCode, ErrorForm, Errors, OtherCodes};
pub use limit::Limit;
pub use message::{Answer, Argument, Event, Message};
pub use namespace::Namespace;

/// A JSON Schema of the draft 2020-12. `{ "$ref": "#/types/Name" }` refers to [`Contract::types`]; `true` is a value of
/// which nothing is known. Binary data has the member `"x-binary": true`.
pub type Schema = Value;

/// The version of the format of `contract.json`.
pub(super) const FORMAT: u32 = 1;

/// What the gateways of an app are to clients.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Contract {
    /// The version of the format: 1.
    pub contract: u32,
    /// The form of errors on the wire.
    #[serde(default)]
    pub errors: ErrorForm,
    /// The endpoints, each a port with a path, by their names: `main`, or the port and the path.
    pub endpoints: BTreeMap<String, Endpoint>,
    /// The types that schemas refer to, by their names.
    pub types: BTreeMap<String, Schema>,
    /// What the contract cannot say, each with the place where it was found: not written to `contract.json`.
    #[serde(skip)]
    pub(crate) problems: Vec<String>,
}

impl Default for Contract {
    fn default() -> Self {
        Self {
            contract: FORMAT,
            errors: ErrorForm::default(),
            endpoints: BTreeMap::new(),
            types: BTreeMap::new(),
            problems: Vec::new(),
        }
    }
}

impl Contract {
    /// What the contract cannot say, one line each, with the place in the source: a type that does not implement
    /// `JsonSchema` and so is `unknown` to clients, or an event whose name is no part of a type.
    ///
    /// A contract that was read from a file has no problems.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

/// For `skip_serializing_if`: members that are false are left out.
fn is_false(value: &bool) -> bool {
    !value
}
