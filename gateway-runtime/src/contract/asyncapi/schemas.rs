//! `converted` makes a schema of the contract into one of AsyncAPI, whose dialect is JSON Schema draft 07.

use serde_json::{Map, Value, json};

use super::keys::key;
use crate::contract::Schema;

/// The schema in draft 07: tuples are lists of `items`, references lead to the components, and nothing stands beside a
/// reference, which would hide it.
pub(super) fn converted(schema: &Schema) -> Value {
    match schema {
        Value::Object(keywords) => object(keywords),
        other => other.clone(),
    }
}

/// A schema that may not be a boolean.
pub(super) fn component(schema: &Schema) -> Value {
    match schema {
        Value::Bool(true) => json!({}),
        Value::Bool(false) => json!({ "not": {} }),
        other => converted(other),
    }
}

fn object(keywords: &Map<String, Value>) -> Value {
    let mut converted_keywords = Map::new();
    let is_tuple = keywords.contains_key("prefixItems");
    let mut reference = None;
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("$ref", Value::String(target)) => {
                let name = target.rsplit('/').next().unwrap_or_default();
                reference = Some(json!({ "$ref": format!("#/components/schemas/{}", key(name)) }));
            }
            ("prefixItems", Value::Array(elements)) => {
                // A list of no schemas is no schema.
                if !elements.is_empty() {
                    let elements = elements.iter().map(converted);
                    converted_keywords.insert("items".to_owned(), elements.collect());
                }
            }
            ("items", value) if is_tuple => {
                converted_keywords.insert("additionalItems".to_owned(), converted(value));
            }
            ("x-binary", value) => {
                converted_keywords.insert(keyword.clone(), value.clone());
                converted_keywords.insert(
                    "contentMediaType".to_owned(),
                    "application/octet-stream".into(),
                );
            }
            // Draft 07 has no such keywords.
            ("$schema" | "unevaluatedProperties" | "unevaluatedItems", _) => {}
            ("properties" | "patternProperties" | "dependentSchemas", Value::Object(schemas)) => {
                let schemas = schemas.iter();
                let schemas = schemas.map(|(name, schema)| (name.clone(), converted(schema)));
                converted_keywords.insert(keyword.clone(), Value::Object(schemas.collect()));
            }
            ("oneOf" | "anyOf" | "allOf", Value::Array(schemas)) => {
                let schemas = schemas.iter().map(converted);
                converted_keywords.insert(keyword.clone(), schemas.collect());
            }
            (
                "items"
                | "additionalProperties"
                | "additionalItems"
                | "contains"
                | "not"
                | "if"
                | "then"
                | "else"
                | "propertyNames",
                schema,
            ) => {
                converted_keywords.insert(keyword.clone(), converted(schema));
            }
            (_, value) => {
                converted_keywords.insert(keyword.clone(), value.clone());
            }
        }
    }
    match reference {
        Some(reference) if converted_keywords.is_empty() => reference,
        Some(reference) => {
            let all = converted_keywords
                .entry("allOf")
                .or_insert_with(|| json!([]));
            if let Value::Array(all) = all {
                all.push(reference);
            }
            Value::Object(converted_keywords)
        }
        None => Value::Object(converted_keywords),
    }
}
