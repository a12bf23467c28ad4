//! Decoding user types from a tree, as `serde_json` decodes them from text, plus binary.
//!
//! Everything is owned, as in `serde_json::Value`; where that one differs from `serde_json`'s text
//! deserializer in what it accepts, the text deserializer is followed: a type must not accept less
//! because a message happens to have an attachment.

mod enums;
mod keys;
mod sequences;

use serde::{
    Deserializer,
    de::{
        Error, Expected, IntoDeserializer, Unexpected, Visitor,
        value::MapDeserializer,
    },
};

use self::{enums::EnumTree, keys::Key};
use super::{Number, Tree, TreeError, verbatim::RAW_VALUE};

impl Tree {
    /// Reads what is only text so far.
    fn parsed(self) -> Result<Self, TreeError> {
        match self {
            Self::Verbatim(text) => text.parse(),
            parsed => Ok(parsed),
        }
    }

    fn invalid_type(&self, expected: &dyn Expected) -> TreeError {
        TreeError::invalid_type(self.unexpected(), expected)
    }

    /// How an error names the value.
    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Null => Unexpected::Unit,
            Self::Bool(value) => Unexpected::Bool(*value),
            Self::Number(number) => number.unexpected(),
            Self::Text(text) => Unexpected::Str(text),
            Self::Bytes(bytes) => Unexpected::Bytes(bytes),
            Self::List(_) => Unexpected::Seq,
            Self::Object(_) => Unexpected::Map,
            Self::Verbatim(_) => Unexpected::Other("raw JSON"),
        }
    }
}

impl IntoDeserializer<'_, TreeError> for Tree {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Methods that accept one kind of value, or a few.
macro_rules! accept {
    ($($method:ident($($ignored:ty),*): $($pattern:pat => $visit:expr),+;)*) => {
        $(fn $method<V: Visitor<'de>>(
            self,
            $(_: $ignored,)*
            visitor: V,
        ) -> Result<V::Value, TreeError> {
            match self.parsed()? {
                $($pattern => $visit(visitor),)+
                other => Err(other.invalid_type(&visitor)),
            }
        })*
    };
}

/// Methods for numbers: the visitor converts.
macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
            match self.parsed()? {
                Self::Number(number) => number.visit(visitor),
                other => Err(other.invalid_type(&visitor)),
            }
        })*
    };
}
