//! Types are listed when they change: for who reads the list, and for TypeScript code that imports a type by its name.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Finder;
use crate::contract::Schema;

pub(super) fn compare(
    finder: &mut Finder<'_>,
    old: &BTreeMap<String, Schema>,
    new: &BTreeMap<String, Schema>,
) {
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
