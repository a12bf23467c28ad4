//! `is_circular` finds types that are nothing but themselves, which TypeScript refuses: `type Loop = Loop | null`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::schema::referred;
use crate::contract::{Contract, Schema};

/// Whether the type `name` refers to itself other than from a member of an object or a list.
pub(super) fn is_circular(contract: &Contract, name: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = vec![name.to_owned()];
    while let Some(one) = next.pop() {
        let mut found = Vec::new();
        if let Some(schema) = contract.types.get(&one) {
            aliases(schema, &mut found);
        }
        for one in found {
            if one == name {
                return true;
            }
            if seen.insert(one.clone()) {
                next.push(one);
            }
        }
    }
    false
}

/// The types of which a schema is an alias, an alternative or a part.
fn aliases(schema: &Schema, found: &mut Vec<String>) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        found.extend(referred(reference));
    }
    for keyword in ["oneOf", "anyOf", "allOf"] {
        for one in schema
            .get(keyword)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            aliases(one, found);
        }
    }
}
