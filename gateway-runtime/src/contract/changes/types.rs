//! Types are listed when they change: for who reads the list, and for TypeScript code that imports a type by its name.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Finder;
use crate::contract::Schema;

pub(super) fn compare(
    finder: &mut Finder<'_>,
    old: &BTreeMap<String, Schema>,
    new: &BTreeMap<String, Schema>,
) {
    let changed = old.iter().filter(|(name, was)| {
        let now = new.get(*name);
        now.is_some_and(|now| now != *was)
    });
    let references = changed.map(|(name, _)| json!({ "$ref": format!("#/types/{name}") }));
    let others = finder.others(&references.collect::<Vec<_>>());
    for (name, was) in old {
        let place = format!("type `{name}`");
        match new.get(name) {
            None => finder.notable(
                &place,
                "the type is gone: TypeScript code that imports it does not compile any more",
            ),
            Some(now) if now == was => {}
            Some(now) if without_docs(now) == without_docs(was) => {
                finder.compatible(&place, "the description changed");
            }
            Some(_) if others.contains(&format!("#/types/{name}")) => finder.notable(
                &place,
                "the name means another type now: TypeScript code that imports it may not compile any more",
            ),
            // What that breaks is said at the messages and events.
            Some(_) => finder.compatible(&place, "the type has another schema"),
        }
    }
}

/// The schema without what only readers see.
fn without_docs(schema: &Schema) -> Schema {
    match schema {
        Value::Object(members) => {
            let members = members.iter().filter(|(keyword, value)| {
                // A member may have the name of a keyword; its schema is an object.
                !matches!(keyword.as_str(), "description" | "title") || !value.is_string()
            });
            let members = members.map(|(keyword, value)| (keyword.clone(), without_docs(value)));
            Value::Object(members.collect())
        }
        Value::Array(members) => Value::Array(members.iter().map(without_docs).collect()),
        other => other.clone(),
    }
}
