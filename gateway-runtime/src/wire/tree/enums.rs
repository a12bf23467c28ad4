//! Enums as `serde` tags them unless told otherwise: a name, or an object with the name as its one key.

use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeSeed, EnumAccess, Error as _, Unexpected, VariantAccess, Visitor,
        value::StrDeserializer,
    },
};

use super::{Mismatch, Tree};

/// A variant's name, and its content if it came as an object.
pub(super) struct EnumTree {
    variant: String,
    content: Option<Tree>,
}

impl TryFrom<Tree> for EnumTree {
    type Error = Mismatch;

    fn try_from(tree: Tree) -> Result<Self, Mismatch> {
        match tree {
            Tree::Text(variant) => Ok(Self {
                variant,
                content: None,
            }),
            Tree::Object(fields) => match <[_; 1]>::try_from(fields) {
                Ok([(variant, content)]) => Ok(Self {
                    variant,
                    content: Some(content),
                }),
                Err(_) => Err(Mismatch::invalid_value(
                    Unexpected::Map,
                    &"map with a single key",
                )),
            },
            #[cfg(feature = "validation")]
            Tree::Watched(watched) => {
                watched.notes.note_variant();
                Self::try_from(watched.tree)
            }
            other => Err(other.invalid_type(&"string or map")),
        }
    }
}

impl<'de> EnumAccess<'de> for EnumTree {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Mismatch> {
        let name = seed.deserialize(StrDeserializer::<Mismatch>::new(&self.variant))?;
        Ok((name, self))
    }
}

impl EnumTree {
    /// The content, for a variant that has to have some.
    fn some(&mut self, expected: &'static str) -> Result<Tree, Mismatch> {
        self.content
            .take()
            .ok_or_else(|| Mismatch::invalid_type(Unexpected::UnitVariant, &expected))
    }

    /// What decoding the content has given.
    fn within<T>(&self, decoded: Result<T, Mismatch>) -> Result<T, Mismatch> {
        match decoded {
            Ok(value) => Ok(value),
            Err(error) => Err(error.in_member(&self.variant)),
        }
    }
}

impl<'de> VariantAccess<'de> for EnumTree {
    type Error = Mismatch;

    /// `{"Variant": null}` is a unit variant, too.
    fn unit_variant(mut self) -> Result<(), Mismatch> {
        let decoded = self.content.take().map_or(Ok(()), Deserialize::deserialize);
        self.within(decoded)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        mut self,
        seed: S,
    ) -> Result<S::Value, Mismatch> {
        let content = self.some("newtype variant");
        let decoded = content.and_then(|content| {
            #[cfg(feature = "validation")]
            if let Tree::Watched(watched) = &content {
                watched.notes.note_newtype();
            }
            seed.deserialize(content)
        });
        self.within(decoded)
    }

    fn tuple_variant<V: Visitor<'de>>(
        mut self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let content = self.some("tuple variant");
        let decoded = content.and_then(|content| content.deserialize_seq(visitor));
        self.within(decoded)
    }

    fn struct_variant<V: Visitor<'de>>(
        mut self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let content = self.some("struct variant");
        let decoded = content.and_then(|content| content.deserialize_struct("", fields, visitor));
        self.within(decoded)
    }
}
