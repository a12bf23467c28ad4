//! Enums as `serde` tags them unless told otherwise: a name, or an object with the name as its one key.

use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeSeed, EnumAccess, Error as _, IntoDeserializer, Unexpected, VariantAccess,
        Visitor,
    },
};

use serde_json::Error;

use super::Tree;

/// A variant's name and its content.
pub(super) struct EnumTree {
    variant: String,
    content: Content,
}

/// What a variant holds, if it came as an object.
pub(super) struct Content(Option<Tree>);

impl TryFrom<Tree> for EnumTree {
    type Error = Error;

    fn try_from(tree: Tree) -> Result<Self, Error> {
        match tree {
            Tree::Text(variant) => Ok(Self {
                variant,
                content: Content(None),
            }),
            Tree::Object(fields) => {
                let [(variant, content)] = <[_; 1]>::try_from(fields)
                    .map_err(|_| Error::invalid_value(Unexpected::Map, &"map with a single key"))?;
                Ok(Self {
                    variant,
                    content: Content(Some(content)),
                })
            }
            other => Err(other.invalid_type(&"string or map")),
        }
    }
}

impl<'de> EnumAccess<'de> for EnumTree {
    type Error = Error;
    type Variant = Content;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Content), Error> {
        let name = IntoDeserializer::<Error>::into_deserializer(self.variant);
        Ok((seed.deserialize(name)?, self.content))
    }
}

impl Content {
    /// The content, for a variant that has to have some.
    fn some(self, expected: &'static str) -> Result<Tree, Error> {
        self.0
            .ok_or_else(|| Error::invalid_type(Unexpected::UnitVariant, &expected))
    }
}

impl<'de> VariantAccess<'de> for Content {
    type Error = Error;

    /// `{"Variant": null}` is a unit variant, too.
    fn unit_variant(self) -> Result<(), Error> {
        self.0.map_or(Ok(()), Deserialize::deserialize)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self.some("newtype variant")?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.some("tuple variant")?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.some("struct variant")?
            .deserialize_struct("", fields, visitor)
    }
}
