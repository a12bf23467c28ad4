//! `TypeKeyword` is the keyword `type` of JSON Schema, which knows what is binary: `x-binary` beside `type` says that
//! the contract means binary data where it says `string`.

use jsonschema::{
    JsonType, JsonTypeSet, Keyword, ValidationError, json::SerdeJson, paths::Location,
};
use serde_json::{Map, Value};

use super::{binary::binary_length, complaints::shown};

/// The types that a value may have.
struct TypeKeyword {
    /// In the order of the schema.
    listed: Vec<JsonType>,
    types: JsonTypeSet,
    is_binary: bool,
}

/// Reads the keyword. It stands in the place of the validator's own, which takes what stands for binary data for an
/// object.
///
/// # Errors
/// Its value is no type and no list of types.
pub(super) fn type_keyword<'a>(
    schema: &'a Map<String, Value>,
    value: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let names = match value {
        Value::Array(names) => names.as_slice(),
        name => std::slice::from_ref(name),
    };
    let mut listed = Vec::new();
    for name in names {
        match name.as_str().and_then(|name| name.parse().ok()) {
            Some(one) => listed.push(one),
            None => return Err(ValidationError::schema(format!("{name} is no type"))),
        }
    }
    let types = listed.iter().copied();
    Ok(Box::new(TypeKeyword {
        types: types.fold(JsonTypeSet::empty(), JsonTypeSet::insert),
        listed,
        is_binary: schema.get("x-binary") == Some(&Value::Bool(true)),
    }))
}

impl Keyword<'_> for TypeKeyword {
    fn validate(&self, instance: &Value) -> Result<(), ValidationError<'static>> {
        if Keyword::is_valid(self, instance) {
            return Ok(());
        }
        let names = self.listed.iter().map(|one| match one {
            JsonType::String if self.is_binary => "binary data".to_owned(),
            other => format!("\"{other}\""),
        });
        let names: Vec<String> = names.collect();
        Err(ValidationError::custom(format!(
            "{} is not {}",
            shown(instance),
            names.join(" or ")
        )))
    }

    fn is_valid(&self, instance: &Value) -> bool {
        if binary_length(instance).is_some() {
            return self.is_binary;
        }
        match instance {
            Value::String(_) => !self.is_binary && self.types.contains(JsonType::String),
            other => self.types.contains_value_type::<SerdeJson>(&other),
        }
    }
}
