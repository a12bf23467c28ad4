//! `Auth` is what a client of a namespace passes as the option `auth`, put together of all that read it.

use serde_json::json;

use crate::{
    contract::{Argument, Schema},
    describe::Parameter,
};

/// The types that are read from `auth`.
#[derive(Default)]
pub(super) struct Auth {
    schemas: Vec<Schema>,
    /// Whether one of them has to be there.
    is_required: bool,
}

impl Auth {
    pub(super) fn add(&mut self, parameter: &Parameter) {
        let schema = parameter.schema();
        if !self.schemas.contains(schema) {
            self.schemas.push(schema.clone());
        }
        self.is_required |= !parameter.optional;
    }

    /// What has to fit every reader.
    pub(super) fn into_argument(mut self) -> Option<Argument> {
        // Of what nothing is known, the others say more.
        if self.schemas.len() > 1 {
            self.schemas.retain(|schema| *schema != Schema::Bool(true));
        }
        let schema = match self.schemas.len() {
            0 => return None,
            1 => self.schemas.remove(0),
            _ => json!({ "allOf": self.schemas }),
        };
        Some(Argument {
            name: "auth".to_owned(),
            schema,
            optional: !self.is_required,
        })
    }
}
