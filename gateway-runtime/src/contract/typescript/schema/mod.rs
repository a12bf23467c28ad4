//! `Printer::type_of` gives the TypeScript type of a JSON Schema: of what schemars 1 writes for the types of serde, and
//! of what people write by hand.
//!
//! A schema is an intersection of what each of its keywords says. What TypeScript cannot say, such as a range of
//! numbers, is left out: the type then has more values than the schema.

mod array;
mod literal;
mod object;
mod reference;

use serde_json::{Map, Value};

use super::{Printer, ty::Type};
use crate::contract::Schema;

pub(super) use reference::referred;

impl Printer<'_> {
    /// The type of a schema's values.
    pub(super) fn type_of(&self, schema: &Schema) -> Type {
        match schema {
            Value::Bool(false) => Type::Never,
            Value::Object(schema) => self.type_of_keywords(schema),
            _ => Type::Unknown,
        }
    }

    fn type_of_keywords(&self, schema: &Map<String, Value>) -> Type {
        if let Some(value) = schema.get("const") {
            return literal::literal_type(value);
        }
        if let Some(values) = list(schema, "enum") {
            return Type::union(values.iter().map(literal::literal_type));
        }
        if schema.get("not").is_some_and(is_everything) {
            return Type::Never;
        }
        let mut combined = Vec::new();
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            combined.push(self.reference(reference));
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(alternatives) = list(schema, keyword) {
                combined.push(Type::union(
                    alternatives.iter().map(|one| self.type_of(one)),
                ));
            }
        }
        for one in list(schema, "allOf").into_iter().flatten() {
            combined.push(self.type_of(one));
        }
        let own = self.type_of_own_keywords(schema, !combined.is_empty());
        Type::intersection([own].into_iter().chain(combined))
    }

    /// What the schema says without other schemas. `is_part`: whether it says more with others.
    fn type_of_own_keywords(&self, schema: &Map<String, Value>, is_part: bool) -> Type {
        let kinds: Vec<&str> = match schema.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ if schema.contains_key("x-binary") => vec!["string"],
            _ if schema.contains_key("properties") => vec!["object"],
            _ if schema.contains_key("prefixItems") => vec!["array"],
            _ => return Type::Unknown,
        };
        Type::union(kinds.into_iter().map(|kind| match kind {
            "object" => self.object(schema, is_part),
            "array" => self.array(schema),
            "integer" | "number" => Type::name("number"),
            // An attachment is a text in the schema, so that `Option` adds a null to it.
            "string" if schema.contains_key("x-binary") => Type::name("Binary"),
            "string" | "boolean" | "null" => Type::name(kind),
            _ => Type::Unknown,
        }))
    }
}

/// The list of schemas or of values behind a keyword.
fn list<'a>(schema: &'a Map<String, Value>, keyword: &str) -> Option<&'a Vec<Value>> {
    schema.get(keyword).and_then(Value::as_array)
}

/// Whether every value fits the schema.
fn is_everything(schema: &Schema) -> bool {
    match schema {
        Value::Bool(everything) => *everything,
        Value::Object(keywords) => keywords.is_empty(),
        _ => false,
    }
}
