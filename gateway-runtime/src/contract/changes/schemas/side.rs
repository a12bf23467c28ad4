//! `Side` is one of the two contracts that are compared: its schemas, each cut into its alternatives.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::{
    alternative::Alternative,
    cutter::{Cutter, Keywords, text},
};
use crate::contract::Schema;

/// What a schema allows.
#[derive(Clone)]
pub(super) enum Values {
    /// Values of these kinds; with no alternative, no value at all.
    Of(Vec<usize>),
    /// A schema with more alternatives than can be compared, and the references in it.
    TooMany(Schema, Vec<Schema>),
}

/// The schemas of one contract. Schemas and alternatives have numbers, by their text, so that each is cut once.
pub(super) struct Side<'a> {
    cutter: Cutter<'a>,
    schemas: HashMap<String, usize>,
    values: Vec<Values>,
    numbers: HashMap<String, usize>,
    alternatives: Vec<Alternative>,
}

impl<'a> Side<'a> {
    pub(super) fn new(types: &'a BTreeMap<String, Schema>) -> Self {
        Self {
            cutter: Cutter::new(types),
            schemas: HashMap::new(),
            values: Vec::new(),
            numbers: HashMap::new(),
            alternatives: Vec::new(),
        }
    }

    /// The number of a schema.
    pub(super) fn schema(&mut self, schema: &Schema) -> usize {
        let text = schema.to_string();
        if let Some(number) = self.schemas.get(&text) {
            return *number;
        }
        let values = if let Some(alternatives) = self.cutter.alternatives(schema) {
            let numbers = alternatives.into_iter().map(|one| self.number(one));
            let mut numbers: Vec<usize> = numbers.collect();
            let mut seen = HashSet::new();
            numbers.retain(|number| seen.insert(*number));
            Values::Of(numbers)
        } else {
            let schema = self.cutter.resolved(schema);
            Values::TooMany(schema.clone(), references(schema))
        };
        self.values.push(values);
        let number = self.values.len() - 1;
        self.schemas.insert(text, number);
        number
    }

    /// The number of a schema that has one.
    pub(super) fn known(&self, schema: &Schema) -> Option<usize> {
        self.schemas.get(&schema.to_string()).copied()
    }

    pub(super) fn values(&self, schema: usize) -> &Values {
        &self.values[schema]
    }

    pub(super) fn alternative(&self, number: usize) -> &Alternative {
        &self.alternatives[number]
    }

    fn number(&mut self, alternative: Keywords) -> usize {
        let text = text(&alternative);
        if let Some(number) = self.numbers.get(&text) {
            return *number;
        }
        self.alternatives.push(Alternative(alternative));
        let number = self.alternatives.len() - 1;
        self.numbers.insert(text, number);
        number
    }
}

/// The references in a schema, each once.
fn references(schema: &Schema) -> Vec<Schema> {
    let mut references = Vec::new();
    let mut left = vec![schema];
    while let Some(schema) = left.pop() {
        match schema {
            Value::Object(members) => {
                if let Some(reference @ Value::String(_)) = members.get("$ref") {
                    let reference = serde_json::json!({ "$ref": reference });
                    if !references.contains(&reference) {
                        references.push(reference);
                    }
                }
                left.extend(members.values());
            }
            Value::Array(members) => left.extend(members),
            _ => {}
        }
    }
    references
}
