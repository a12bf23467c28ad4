//! `Cutter` cuts a schema into alternatives: kinds of values without `oneOf`, `anyOf`, `allOf`, `enum` or references.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value};

use crate::contract::Schema;

/// How many alternatives a schema may have. A struct that flattens several enums has the product of their variants:
/// beyond this number the schema is not cut.
const MOST_ALTERNATIVES: usize = 1024;

/// How many schemas are looked at to cut one, which ends the search in types that are alternatives of one another.
const MOST_STEPS: usize = 4096;

/// How many types may lead to each other without anything else between them: the stack has an end.
const DEEPEST: usize = 64;

/// Keywords that say nothing about values.
const ANNOTATIONS: [&str; 8] = [
    "$schema",
    "default",
    "deprecated",
    "description",
    "examples",
    "readOnly",
    "title",
    "writeOnly",
];

/// The keywords of one alternative.
pub(super) type Keywords = Map<String, Value>;

/// The types of a contract, and the alternatives of those that were cut before.
pub(super) struct Cutter<'a> {
    types: &'a BTreeMap<String, Schema>,
    done: HashMap<String, Option<Vec<Keywords>>>,
    /// The types that are being cut.
    within: HashSet<String>,
    /// Those of them that were met again, so that alternatives found meanwhile are not complete.
    met_again: HashSet<String>,
    steps: usize,
    /// Whether a bound ended the search, so that what was found says nothing about the types on the way.
    is_cut_short: bool,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(types: &'a BTreeMap<String, Schema>) -> Self {
        Self {
            types,
            done: HashMap::new(),
            within: HashSet::new(),
            met_again: HashSet::new(),
            steps: 0,
            is_cut_short: false,
        }
    }

    /// The schema as alternatives, or `None` if there are too many.
    pub(super) fn alternatives(&mut self, schema: &Schema) -> Option<Vec<Keywords>> {
        self.steps = 0;
        self.is_cut_short = false;
        self.within.clear();
        self.met_again.clear();
        self.cut(schema)
    }

    /// The schema, or the one that it refers to if it is nothing but a reference.
    pub(super) fn resolved<'s>(&self, schema: &'s Schema) -> &'s Schema
    where
        'a: 's,
    {
        let mut resolved = schema;
        for _ in 0..self.types.len() {
            let reference = resolved.get("$ref").and_then(Value::as_str);
            match reference.and_then(|reference| self.types.get(super::type_name(reference))) {
                Some(schema) => resolved = schema,
                None => break,
            }
        }
        resolved
    }

    fn cut(&mut self, schema: &Schema) -> Option<Vec<Keywords>> {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.within.len() > DEEPEST {
            self.is_cut_short = true;
            return None;
        }
        let Value::Object(schema) = schema else {
            let is_never = schema == &Value::Bool(false);
            return Some(if is_never {
                Vec::new()
            } else {
                vec![Map::new()]
            });
        };
        let mut own = schema.clone();
        own.retain(|keyword, _| !ANNOTATIONS.contains(&keyword.as_str()));
        let parts = self.parts(&mut own)?;
        let mut all = match own.remove("type") {
            Some(Value::Array(types)) => of_types(&own, &types),
            Some(one) => of_types(&own, &[one]),
            None => vec![own],
        };
        for part in parts {
            if all.len().saturating_mul(part.len()) > 4 * MOST_ALTERNATIVES {
                return None;
            }
            let merged = all
                .iter()
                .flat_map(|one| part.iter().map(move |other| merged(one, other)));
            all = merged.collect();
            distinct(&mut all)?;
        }
        Some(all)
    }

    /// Takes the keywords that hold other schemas out of `own`: lists of alternatives, of which one each has to hold.
    fn parts(&mut self, own: &mut Keywords) -> Option<Vec<Vec<Keywords>>> {
        let mut parts = Vec::new();
        if let Some(Value::String(reference)) = own.remove("$ref") {
            parts.push(self.referred(super::type_name(&reference))?);
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(Value::Array(all)) = own.remove(keyword) {
                let mut alternatives = Vec::new();
                for one in &all {
                    alternatives.extend(self.cut(one)?);
                }
                distinct(&mut alternatives)?;
                parts.push(alternatives);
            }
        }
        if let Some(Value::Array(all)) = own.remove("allOf") {
            for one in &all {
                parts.push(self.cut(one)?);
            }
        }
        if let Some(Value::Array(values)) = own.remove("enum") {
            let constants = values.into_iter();
            let constants = constants.map(|value| Map::from_iter([("const".to_owned(), value)]));
            parts.push(constants.collect());
        }
        Some(parts)
    }

    /// The alternatives of a type. A type that is an alternative of itself adds nothing to its alternatives.
    fn referred(&mut self, name: &str) -> Option<Vec<Keywords>> {
        if let Some(done) = self.done.get(name) {
            return done.clone();
        }
        let Some(schema) = self.types.get(name) else {
            return Some(vec![Map::new()]);
        };
        if !self.within.insert(name.to_owned()) {
            self.met_again.insert(name.to_owned());
            return Some(Vec::new());
        }
        let alternatives = self.cut(schema);
        self.within.remove(name);
        self.met_again.remove(name);
        if self.met_again.is_empty() && !self.is_cut_short {
            self.done.insert(name.to_owned(), alternatives.clone());
        }
        alternatives
    }
}

/// Removes what is there twice; `None` if too many alternatives remain.
fn distinct(alternatives: &mut Vec<Keywords>) -> Option<()> {
    if alternatives.len() > 1 {
        let mut seen = HashSet::new();
        alternatives.retain(|one| seen.insert(text(one)));
    }
    (alternatives.len() <= MOST_ALTERNATIVES).then_some(())
}

/// The keywords as a text, by which alternatives are told apart.
pub(super) fn text(keywords: &Keywords) -> String {
    Value::Object(keywords.clone()).to_string()
}

/// One alternative for each type. `null` has no other keywords: a format is that of the string beside it.
fn of_types(own: &Keywords, types: &[Value]) -> Vec<Keywords> {
    let alternatives = types.iter().map(|of_type| {
        let is_null = of_type == "null";
        let mut one = if is_null { Map::new() } else { own.clone() };
        one.insert("type".to_owned(), of_type.clone());
        one
    });
    alternatives.collect()
}

/// Both at once: a flattened struct, or the tag of an enum beside the members of a variant.
fn merged(a: &Keywords, b: &Keywords) -> Keywords {
    let mut merged = a.clone();
    for (keyword, value) in b {
        match (keyword.as_str(), merged.get_mut(keyword), value) {
            ("properties", Some(Value::Object(into)), Value::Object(more)) => {
                into.extend(more.clone());
            }
            ("required", Some(Value::Array(into)), Value::Array(more)) => {
                into.extend(more.iter().cloned());
            }
            _ => {
                merged.insert(keyword.clone(), value.clone());
            }
        }
    }
    merged
}
