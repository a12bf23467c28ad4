//! `Elements` and `Fields` hand the lists, objects and binary of a tree to a visitor, one element after
//! another. Neither is generic over the visitor, so a user's type is compiled for one kind of list and one
//! kind of object only.

use std::vec;

use bytes::{Bytes, buf};
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};

use serde_json::Error;

use super::{Tree, keys::Key};

/// Hands a list over; elements that the visitor leaves are an error.
pub(super) fn list<'de, V: Visitor<'de>>(items: Vec<Tree>, visitor: V) -> Result<V::Value, Error> {
    elements(Elements::Trees(items.into_iter()), visitor)
}

/// Hands binary over as a list of its bytes.
pub(super) fn bytes<'de, V: Visitor<'de>>(bytes: Bytes, visitor: V) -> Result<V::Value, Error> {
    elements(Elements::Bytes(bytes.into_iter()), visitor)
}

fn elements<'de, V: Visitor<'de>>(mut elements: Elements, visitor: V) -> Result<V::Value, Error> {
    let length = elements.left();
    let value = visitor.visit_seq(&mut elements)?;
    all_taken(elements.left(), length, "fewer elements in array")?;
    Ok(value)
}

/// Hands an object over; fields that the visitor leaves are an error.
pub(super) fn object<'de, V: Visitor<'de>>(
    fields: Vec<(String, Tree)>,
    visitor: V,
) -> Result<V::Value, Error> {
    let length = fields.len();
    let mut fields = Fields {
        fields: fields.into_iter(),
        value: None,
    };
    let value = visitor.visit_map(&mut fields)?;
    all_taken(fields.fields.len(), length, "fewer elements in map")?;
    Ok(value)
}

fn all_taken(left: usize, length: usize, expected: &'static str) -> Result<(), Error> {
    match left {
        0 => Ok(()),
        _ => Err(Error::invalid_length(length, &expected)),
    }
}

/// The elements of a list that are left.
enum Elements {
    Trees(vec::IntoIter<Tree>),
    /// Each is a number.
    Bytes(buf::IntoIter<Bytes>),
}

impl Elements {
    fn left(&self) -> usize {
        match self {
            Self::Trees(trees) => trees.len(),
            Self::Bytes(bytes) => bytes.len(),
        }
    }

    fn next(&mut self) -> Option<Tree> {
        match self {
            Self::Trees(trees) => trees.next(),
            Self::Bytes(bytes) => bytes.next().map(|byte| Tree::Number(byte.into())),
        }
    }
}

impl<'de> SeqAccess<'de> for Elements {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        match self.next() {
            Some(element) => seed.deserialize(element).map(Some),
            None => Ok(None),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left())
    }
}

/// The fields of an object that are left.
struct Fields {
    fields: vec::IntoIter<(String, Tree)>,
    /// The value of the last key that was taken.
    value: Option<Tree>,
}

impl Fields {
    fn next_key(&mut self) -> Option<Key> {
        let (key, value) = self.fields.next()?;
        self.value = Some(value);
        Some(Key(key))
    }

    fn value(&mut self) -> Result<Tree, Error> {
        let value = self.value.take();
        value.ok_or_else(|| Error::custom("a value was asked for before its key"))
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        match self.next_key() {
            Some(key) => seed.deserialize(key).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self.value()?)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.fields.len())
    }
}
