//! `Contract` is the model of a contract, and what `contract.json` holds.
//!
//! Every map is sorted, so that a contract depends neither on the linker nor on the order of declarations. A contract
//! holds no place of the source: else every new line would be a change.

mod endpoint;
mod errors;
mod limit;
mod message;
mod namespace;
mod problems;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use endpoint::Endpoint;
pub use errors::{ErrorCode, ErrorForm, Errors, OtherCodes};
pub use limit::Limit;
pub use message::{Answer, Argument, Event, Message};
pub use namespace::Namespace;
pub use problems::Problems;

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

    /// The contract, if it has no problems: the strict mode.
    ///
    /// ```no_run
    /// use gateway_runtime::GatewayApp;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let contract = GatewayApp::builder().contract().strict()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// All [`problems`](Self::problems).
    pub fn strict(self) -> Result<Self, Problems> {
        if self.problems.is_empty() {
            Ok(self)
        } else {
            Err(Problems(self.problems))
        }
    }
}

impl Contract {
    /// Visits every schema but those of [`types`](Self::types).
    pub(crate) fn for_each_schema(&mut self, visit: &mut dyn FnMut(&mut Schema)) {
        let endpoints = self.endpoints.values_mut();
        for namespace in endpoints.flat_map(|endpoint| endpoint.namespaces.values_mut()) {
            namespace.params.values_mut().for_each(&mut *visit);
            if let Some(auth) = &mut namespace.auth {
                visit(&mut auth.schema);
            }
            namespace.refusals.for_each_schema(visit);
            let messages = namespace.messages.values_mut();
            for message in messages.chain(&mut namespace.fallback) {
                let arguments = message.body.iter_mut();
                for argument in arguments.chain(&mut message.answer.acknowledgement) {
                    visit(&mut argument.schema);
                }
                message.errors.for_each_schema(visit);
            }
            let events = namespace.events.values_mut();
            for argument in events.flat_map(|event| &mut event.arguments) {
                visit(&mut argument.schema);
            }
        }
    }
}

/// For `skip_serializing_if`: members that are false are left out.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde gives the member by reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}
