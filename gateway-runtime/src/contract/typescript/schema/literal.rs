//! `literal_type` gives the type that has one value.

use serde_json::Value;

use super::object::sorted;
use crate::contract::typescript::{
    identifier::{key, literal},
    ty::{Element, ElementKind, Member, Type},
};

pub(super) fn literal_type(value: &Value) -> Type {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => Type::Name(value.to_string()),
        Value::String(text) => Type::Name(literal(text)),
        Value::Array(values) => Type::Tuple(
            values
                .iter()
                .map(|value| Element {
                    ty: literal_type(value),
                    kind: ElementKind::Required,
                })
                .collect(),
        ),
        Value::Object(_) => Type::Object(
            sorted(Some(value))
                .map(|(name, value)| Member {
                    docs: String::new(),
                    key: key(name),
                    is_optional: false,
                    ty: literal_type(value),
                })
                .collect(),
        ),
    }
}
