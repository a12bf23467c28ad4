//! `Key` is the key of an object: text, from which numbers, booleans and enums are decoded too.

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, Unexpected, Visitor},
    forward_to_deserialize_any,
};

use serde_json::Number;

use super::{Mismatch, Tree, decode::number_as};

/// A key. Text, numbers, booleans and unit variants can be read from it.
pub(super) struct Key<'a>(pub(super) &'a str);

impl Key<'_> {
    /// The key as the text of a number, at least at its ends. That keeps out blanks, which JSON
    /// allows around a value, and values of other kinds.
    fn digits(&self) -> Result<&str, Mismatch> {
        let starts = self.0.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let ends = self.0.ends_with(|c: char| c.is_ascii_digit());
        if starts && ends {
            Ok(self.0)
        } else {
            Err(no_number())
        }
    }

    /// The number in the key.
    fn number(&self) -> Result<Number, Mismatch> {
        let mut deserializer = serde_json::Deserializer::from_str(self.digits()?);
        let number = Number::deserialize(&mut deserializer)?;
        deserializer.end().map_err(|_| no_number())?;
        Ok(number)
    }
}

/// `serde_json`'s words.
fn no_number() -> Mismatch {
    Mismatch::custom("invalid value: expected key to be a number in quotes")
}

macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            number_as(&self.number()?, visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_str(self.0)
    }

    numbers! {
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_f32 deserialize_f64
    }

    // Read here, because a reader of any value makes a float of a number that needs 128 bits.

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match serde_json::from_str(self.digits()?) {
            Ok(number) => visitor.visit_u128(number),
            Err(_) => number_as(&self.number()?, visitor),
        }
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match serde_json::from_str(self.digits()?) {
            Ok(number) => visitor.visit_i128(number),
            Err(_) => number_as(&self.number()?, visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.0 {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            other => Err(Mismatch::invalid_type(Unexpected::Str(other), &visitor)),
        }
    }

    /// A key is never null.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        Tree::Text(self.0.to_owned()).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}
