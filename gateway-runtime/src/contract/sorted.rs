//! `sorted` puts the members of JSON objects into one order.

use std::collections::BTreeMap;

use serde_json::Value;

/// The value with sorted members. Members keep the order of declarations if a crate of the program turns on the feature
/// `preserve_order` of `serde_json`: what is printed must not depend on that.
pub(super) fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<String, Value> = members.into_iter().collect();
            let members = members.into_iter();
            Value::Object(members.map(|(name, value)| (name, sorted(value))).collect())
        }
        Value::Array(elements) => Value::Array(elements.into_iter().map(sorted).collect()),
        other => other,
    }
}
