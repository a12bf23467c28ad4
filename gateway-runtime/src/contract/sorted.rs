//! `sort` and `sorted` put the members of JSON objects into one order.

use std::collections::BTreeMap;

use serde_json::Value;

/// Sorts the members of objects, which keep the order of declarations if a crate of the program turns on the feature
/// `preserve_order` of `serde_json`: the contract must not depend on that.
pub(crate) fn sort(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let sorted: BTreeMap<String, Value> = std::mem::take(members).into_iter().collect();
            *members = sorted.into_iter().collect();
            members.values_mut().for_each(sort);
        }
        Value::Array(members) => members.iter_mut().for_each(sort),
        _ => {}
    }
}

/// The value with sorted members.
pub(super) fn sorted(mut value: Value) -> Value {
    sort(&mut value);
    value
}
