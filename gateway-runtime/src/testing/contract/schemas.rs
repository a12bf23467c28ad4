//! `Schemas` are the schemas of a contract that were needed so far, each made ready once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use super::{complaints::complaints, type_keyword::type_keyword};
use crate::{
    contract::{Contract, Schema},
    sync::lock,
};

/// Where the schemas of a contract find its types.
const TYPES: &str = "#/types/";

/// The schemas that are ready, by their text.
#[derive(Default)]
pub(super) struct Schemas(Mutex<HashMap<String, Result<Arc<Validator>, String>>>);

impl Schemas {
    /// Checks that a value has a schema of the contract. Its binary data is what
    /// [`binary`](super::binary::binary) gives.
    ///
    /// # Errors
    /// What is wrong with the value, each with its path; or what is wrong with the schema.
    pub(super) fn check(
        &self,
        contract: &Contract,
        schema: &Schema,
        value: &Value,
    ) -> Result<(), Vec<String>> {
        let validator = self
            .validator(contract, schema)
            .map_err(|error| vec![format!("nothing has this schema: {error}")])?;
        let complaints = complaints(validator.iter_errors(value));
        if complaints.is_empty() {
            Ok(())
        } else {
            Err(complaints)
        }
    }

    fn validator(&self, contract: &Contract, schema: &Schema) -> Result<Arc<Validator>, String> {
        let mut ready = lock(&self.0);
        ready
            .entry(schema.to_string())
            .or_insert_with(|| made(contract, schema))
            .clone()
    }
}

/// Makes a schema ready, with the types that it refers to.
fn made(contract: &Contract, schema: &Schema) -> Result<Arc<Validator>, String> {
    let mut types = Map::new();
    add_types(contract, schema, &mut types);
    // The schema stands inside, so that the types of its own document are not in its way.
    let document = json!({ "allOf": [schema], "types": types });
    let validator = jsonschema::options()
        .with_draft(Draft::Draft202012)
        // What is more than text to clients, such as a point in time, is told by its format.
        .should_validate_formats(true)
        .with_keyword("type", type_keyword)
        .build(&document);
    validator.map(Arc::new).map_err(|error| error.to_string())
}

/// Adds the types that a schema refers to, and those that they refer to.
fn add_types(contract: &Contract, schema: &Value, types: &mut Map<String, Value>) {
    match schema {
        Value::Array(items) => items
            .iter()
            .for_each(|item| add_types(contract, item, types)),
        Value::Object(keywords) => {
            for (keyword, value) in keywords {
                let name = match value.as_str() {
                    Some(text) if keyword == "$ref" => text.strip_prefix(TYPES),
                    _ => None,
                };
                let found = name.and_then(|name| contract.types.get_key_value(name));
                match found {
                    Some((name, named)) if !types.contains_key(name) => {
                        types.insert(name.clone(), named.clone());
                        add_types(contract, named, types);
                    }
                    Some(_) => {}
                    None => add_types(contract, value, types),
                }
            }
        }
        _ => {}
    }
}
