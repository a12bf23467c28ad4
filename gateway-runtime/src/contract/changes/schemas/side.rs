//! `Side` is one of the two contracts that are compared: its schemas, each cut into its alternatives.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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
            let references = references(schema).into_iter();
            let references = references.map(|reference| serde_json::json!({ "$ref": reference }));
            Values::TooMany(schema.clone(), references.collect())
        };
        self.values.push(values);
        let number = self.values.len() - 1;
        self.schemas.insert(text, number);
        number
    }

    /// The schemas that have numbers, as JSON.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.schemas.keys().map(String::as_str)
    }

    /// The number of a schema that has one, by its JSON.
    pub(super) fn known(&self, text: &str) -> Option<usize> {
        self.schemas.get(text).copied()
    }

    /// The schema, or the one that it refers to if it is nothing but a reference.
    pub(super) fn resolved<'s>(&self, schema: &'s Schema) -> &'s Schema
    where
        'a: 's,
    {
        self.cutter.resolved(schema)
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
pub(super) fn references(schema: &Schema) -> BTreeSet<String> {
    let mut references = BTreeSet::new();
    let mut left = vec![schema];
    while let Some(schema) = left.pop() {
        match schema {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    references.insert(reference.clone());
                }
                left.extend(members.values());
            }
            Value::Array(members) => left.extend(members),
            _ => {}
        }
    }
    references
}
