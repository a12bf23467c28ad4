//! Lists, objects and binary, element by element.

use bytes::Bytes;
use serde::de::{
    Error as _, Visitor,
    value::{MapDeserializer, SeqDeserializer},
};

use serde_json::Error;

use super::{Tree, keys::Key};

/// Hands a list over; elements that the visitor leaves are an error.
pub(super) fn list<'de, V: Visitor<'de>>(items: Vec<Tree>, visitor: V) -> Result<V::Value, Error> {
    elements(items.into_iter(), visitor)
}

/// Hands binary over as a list of its bytes.
pub(super) fn bytes<'de, V: Visitor<'de>>(bytes: Bytes, visitor: V) -> Result<V::Value, Error> {
    let numbers = bytes.into_iter().map(|byte| Tree::Number(byte.into()));
    elements(numbers, visitor)
}

fn elements<'de, V: Visitor<'de>>(
    items: impl ExactSizeIterator<Item = Tree>,
    visitor: V,
) -> Result<V::Value, Error> {
    let len = items.len();
    let mut items = SeqDeserializer::new(items);
    let value = visitor.visit_seq(&mut items)?;
    let all = items.end();
    all.map_err(|_: Error| Error::invalid_length(len, &"fewer elements in array"))?;
    Ok(value)
}

/// Hands an object over; fields that the visitor leaves are an error.
pub(super) fn object<'de, V: Visitor<'de>>(
    fields: Vec<(String, Tree)>,
    visitor: V,
) -> Result<V::Value, Error> {
    let len = fields.len();
    let fields = fields.into_iter().map(|(key, value)| (Key(key), value));
    let mut fields = MapDeserializer::new(fields);
    let value = visitor.visit_map(&mut fields)?;
    let all = fields.end();
    all.map_err(|_: Error| Error::invalid_length(len, &"fewer elements in map"))?;
    Ok(value)
}
