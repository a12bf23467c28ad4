//! `Elements` and `Fields` hand the lists, objects and binary of a tree to a visitor, one element after
//! another. Neither is generic over the visitor, so a user's type is compiled for one kind of list and one
//! kind of object only.

use std::vec;

use bytes::{Bytes, buf};
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};

use super::{Mismatch, Tree, keys::Key};

/// Hands a list over; elements that the visitor leaves are an error.
pub(super) fn list<'de, V: Visitor<'de>>(
    items: Vec<Tree>,
    visitor: V,
) -> Result<V::Value, Mismatch> {
    elements(Left::Trees(items.into_iter()), visitor)
}

/// Hands binary over as a list of its bytes.
pub(super) fn bytes<'de, V: Visitor<'de>>(bytes: Bytes, visitor: V) -> Result<V::Value, Mismatch> {
    elements(Left::Bytes(bytes.into_iter()), visitor)
}

fn elements<'de, V: Visitor<'de>>(left: Left, visitor: V) -> Result<V::Value, Mismatch> {
    let length = left.count();
    let mut elements = Elements { left, taken: 0 };
    let value = visitor.visit_seq(&mut elements)?;
    all_taken(elements.left.count(), length, "fewer elements in array")?;
    Ok(value)
}

/// Hands an object over; fields that the visitor leaves are an error.
pub(super) fn object<'de, V: Visitor<'de>>(
    fields: Vec<(String, Tree)>,
    visitor: V,
) -> Result<V::Value, Mismatch> {
    let length = fields.len();
    let mut fields = Fields {
        left: fields.into_iter(),
        key: String::new(),
        value: None,
    };
    let value = visitor.visit_map(&mut fields)?;
    all_taken(fields.left.len(), length, "fewer elements in map")?;
    Ok(value)
}

fn all_taken(left: usize, length: usize, expected: &'static str) -> Result<(), Mismatch> {
    match left {
        0 => Ok(()),
        _ => Err(Mismatch::invalid_length(length, &expected)),
    }
}

/// A list while its elements are taken.
struct Elements {
    left: Left,
    taken: usize,
}

/// The elements that are left.
enum Left {
    Trees(vec::IntoIter<Tree>),
    /// Each is a number.
    Bytes(buf::IntoIter<Bytes>),
}

impl Left {
    fn count(&self) -> usize {
        match self {
            Self::Trees(trees) => trees.len(),
            Self::Bytes(bytes) => bytes.len(),
        }
    }
}

impl Elements {
    fn next(&mut self) -> Option<Tree> {
        self.taken += 1;
        match &mut self.left {
            Left::Trees(trees) => trees.next(),
            Left::Bytes(bytes) => bytes.next().map(|byte| Tree::Number(byte.into())),
        }
    }
}

impl<'de> SeqAccess<'de> for Elements {
    type Error = Mismatch;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        let Some(element) = self.next() else {
            return Ok(None);
        };
        match seed.deserialize(element) {
            Ok(element) => Ok(Some(element)),
            Err(error) => Err(error.in_element(self.taken - 1)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.count())
    }
}

/// An object while its fields are taken.
struct Fields {
    left: vec::IntoIter<(String, Tree)>,
    /// The last key that was taken, and its value until that is taken too.
    key: String,
    value: Option<Tree>,
}

impl Fields {
    fn next_key(&mut self) -> Option<Key<'_>> {
        let (key, value) = self.left.next()?;
        self.key = key;
        self.value = Some(value);
        Some(Key(&self.key))
    }

    fn value(&mut self) -> Result<Tree, Mismatch> {
        let value = self.value.take();
        value.ok_or_else(|| Mismatch::custom("a value was asked for before its key"))
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Mismatch;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        let Some(key) = self.next_key() else {
            return Ok(None);
        };
        match seed.deserialize(key) {
            Ok(key) => Ok(Some(key)),
            Err(error) => Err(error.in_key(&self.key)),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Mismatch> {
        match seed.deserialize(self.value()?) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.in_member(&self.key)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.len())
    }
}
