//! `Missing` is the value of an argument that the client did not send.

use serde::{
    de::{Deserializer, Visitor, value::Error},
    forward_to_deserialize_any,
};

/// Deserialises `None` and `()`, and fails for everything that needs a value.
pub(crate) struct Missing;

impl<'de> Deserializer<'de> for Missing {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom("missing"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_none()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::Missing;

    #[derive(Deserialize, Debug, PartialEq)]
    struct Wrapper(Option<u8>);

    #[test]
    fn only_what_can_be_absent_is() {
        assert_eq!(Option::<u8>::deserialize(Missing), Ok(None));
        assert_eq!(<()>::deserialize(Missing), Ok(()));
        assert_eq!(Wrapper::deserialize(Missing), Ok(Wrapper(None)));
        assert!(u8::deserialize(Missing).is_err());
        assert!(serde_json::Value::deserialize(Missing).is_err());
    }
}
