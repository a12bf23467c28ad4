//! `Tree` as a deserializer: types of users are decoded from it as `serde_json` decodes them from text, and binary
//! data besides.
//!
//! Everything is owned, as in `serde_json::Value`; where that one differs from `serde_json`'s text
//! deserializer in what it accepts, the text deserializer is followed: a type must not accept less
//! because a message happens to have an attachment.

use serde::{
    Deserializer,
    de::{Error as _, Expected, Unexpected, Visitor},
};

use serde_json::Number;

use super::{Mismatch, Tree, containers, enums::EnumTree};

impl Tree {
    pub(super) fn invalid_type(&self, expected: &dyn Expected) -> Mismatch {
        Mismatch::invalid_type(self.unexpected(), expected)
    }

    /// How an error names the value.
    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Null => Unexpected::Unit,
            Self::Bool(value) => Unexpected::Bool(*value),
            Self::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), _, _) => Unexpected::Unsigned(number),
                (_, Some(number), _) => Unexpected::Signed(number),
                (_, _, Some(number)) => Unexpected::Float(number),
                _ => Unexpected::Other("number"),
            },
            Self::Text(text) => Unexpected::Str(text),
            Self::Bytes(bytes) => Unexpected::Bytes(bytes),
            Self::List(_) => Unexpected::Seq,
            Self::Object(_) => Unexpected::Map,
            #[cfg(feature = "validation")]
            Self::Watched(watched) => watched.tree.unexpected(),
        }
    }
}

/// Hands a number over, which the visitor converts.
pub(super) fn number_as<'de, V: Visitor<'de>>(
    number: &Number,
    visitor: V,
) -> Result<V::Value, Mismatch> {
    if let Some(number) = number.as_u64() {
        visitor.visit_u64(number)
    } else if let Some(number) = number.as_i64() {
        visitor.visit_i64(number)
    } else if let Some(number) = number.as_f64() {
        visitor.visit_f64(number)
    } else {
        Err(Mismatch::custom("number out of range"))
    }
}

/// Methods for numbers.
macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            match self {
                Self::Number(number) => number_as(&number, visitor),
                other => Err(other.invalid_type(&visitor)),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Tree {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Number(number) => number_as(&number, visitor),
            Self::Text(text) => visitor.visit_string(text),
            Self::Bytes(bytes) => visitor.visit_byte_buf(bytes.into()),
            Self::List(items) => containers::list(items, visitor),
            Self::Object(fields) => containers::object(fields, visitor),
            #[cfg(feature = "validation")]
            Self::Watched(watched) => watched.tree.deserialize_any(visitor),
        }
    }

    numbers! {
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Bool(value) => visitor.visit_bool(value),
            other => Err(other.invalid_type(&visitor)),
        }
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_string(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Text(text) => visitor.visit_string(text),
            other => Err(other.invalid_type(&visitor)),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_string(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_byte_buf(visitor)
    }

    /// Text and lists of numbers are bytes, too, for `serde_json`.
    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Bytes(bytes) => visitor.visit_byte_buf(bytes.into()),
            Self::Text(text) => visitor.visit_string(text),
            Self::List(items) => containers::list(items, visitor),
            #[cfg(feature = "validation")]
            Self::Watched(watched) => watched.tree.deserialize_byte_buf(visitor),
            other => Err(other.invalid_type(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Null => visitor.visit_unit(),
            other => Err(other.invalid_type(&visitor)),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        #[cfg(feature = "validation")]
        if let Self::Watched(watched) = &self {
            watched.notes.note_newtype();
        }
        visitor.visit_newtype_struct(self)
    }

    /// Binary is also a list of its bytes, so that a `Vec<u8>` takes it without `serde_bytes`.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::List(items) => containers::list(items, visitor),
            Self::Bytes(bytes) => containers::bytes(bytes, visitor),
            #[cfg(feature = "validation")]
            Self::Watched(watched) => watched.tree.deserialize_seq(visitor),
            other => Err(other.invalid_type(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Object(fields) => containers::object(fields, visitor),
            #[cfg(feature = "validation")]
            Self::Watched(watched) => watched.tree.deserialize_map(visitor),
            other => Err(other.invalid_type(&visitor)),
        }
    }

    /// A list has the fields in their order.
    #[cfg_attr(
        not(feature = "validation"),
        allow(unused_variables, reason = "names are noted for validation alone")
    )]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match self {
            Self::Object(fields) => containers::object(fields, visitor),
            Self::List(items) => containers::list(items, visitor),
            #[cfg(feature = "validation")]
            Self::Watched(watched) => {
                watched.notes.note_fields(names);
                watched.tree.deserialize_struct(name, names, visitor)
            }
            other => Err(other.invalid_type(&visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_enum(EnumTree::try_from(self)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }
}
