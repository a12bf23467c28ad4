//! `Printer::object` gives the type of objects: of structs, of maps, and of both in one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::list;
use crate::contract::typescript::{
    Printer,
    identifier::key,
    remarks,
    ty::{Member, Type},
};

impl Printer<'_> {
    /// `is_part`: whether other schemas say what else is in the object.
    pub(super) fn object(&self, schema: &Map<String, Value>, is_part: bool) -> Type {
        let members = self.members(schema);
        match (self.values(schema), members.is_empty()) {
            (Some(values), true) => Type::Map(Box::new(values)),
            // Members beside an index signature would have to fit it, which those beside a flattened map need not.
            (Some(_), false) => {
                Type::intersection([Type::Object(members), Type::Map(Box::new(Type::Unknown))])
            }
            (None, false) => Type::Object(members),
            (None, true) if is_part => Type::Unknown,
            (None, true) if is_closed(schema) => Type::Map(Box::new(Type::Never)),
            (None, true) => Type::Map(Box::new(Type::Unknown)),
        }
    }

    fn members(&self, schema: &Map<String, Value>) -> Vec<Member> {
        let required = list(schema, "required");
        let is_required =
            |name: &str| required.is_some_and(|required| required.iter().any(|one| one == name));
        sorted(schema.get("properties"))
            .map(|(name, property)| Member {
                docs: remarks::docs_of(property),
                key: key(name),
                is_optional: !is_required(name),
                ty: self.type_of(property),
            })
            .collect()
    }

    /// The type of the values whose keys are no declared members.
    fn values(&self, schema: &Map<String, Value>) -> Option<Type> {
        let patterns = sorted(schema.get("patternProperties")).map(|(_, values)| values);
        let additional = schema
            .get("additionalProperties")
            .filter(|additional| additional.is_object() || **additional == Value::Bool(true));
        let mut schemas = patterns.chain(additional).peekable();
        schemas.peek()?;
        Some(Type::union(schemas.map(|values| self.type_of(values))))
    }
}

/// The members of an object by their names. Without this their order would depend on whether some crate of the build has
/// turned on the feature `preserve_order` of `serde_json`.
pub(super) fn sorted(object: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    let members = object.and_then(Value::as_object).into_iter().flatten();
    members.collect::<BTreeMap<_, _>>().into_iter()
}

/// Whether there may be no member.
fn is_closed(schema: &Map<String, Value>) -> bool {
    schema.get("additionalProperties") == Some(&Value::Bool(false))
}
