//! Numbers as they were.

use serde::{
    Serialize, Serializer,
    de::{Error, Unexpected, Visitor},
};

use super::TreeError;

/// A number in a type that holds it without loss, which is also the type whose digits are written:
/// `0.1_f32` is written `0.1`, as a `f64` it would be `0.10000000149011612`.
///
/// Shorter integers are kept as the 64-bit ones, whose digits are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    U64(u64),
    I64(i64),
    U128(u128),
    I128(i128),
    /// Finite.
    F32(f32),
    /// Finite.
    F64(f64),
}

impl Number {
    /// Reads a number of JSON text.
    pub(super) fn parse(text: &str) -> Option<Self> {
        // Only negative ones are left for the signed types; `-0` is a float, as in serde_json.
        let signed = |number: &i128| *number < 0;
        let narrow = |number: i128| i64::try_from(number).map_or(Self::I128(number), Self::I64);
        (text.parse().map(Self::U64).ok())
            .or_else(|| text.parse().map(Self::U128).ok())
            .or_else(|| text.parse().ok().filter(signed).map(narrow))
            .or_else(|| text.parse().ok().filter(|f: &f64| f.is_finite()).map(Self::F64))
    }

    /// The number as an index, or nothing for what is negative, too large or a fraction.
    pub(super) fn index(self) -> Option<usize> {
        match self {
            Self::U64(number) => number.try_into().ok(),
            Self::I64(number) => number.try_into().ok(),
            Self::U128(number) => number.try_into().ok(),
            Self::I128(number) => number.try_into().ok(),
            Self::F32(_) | Self::F64(_) => None,
        }
    }

    pub(super) fn is_integer(self) -> bool {
        !matches!(self, Self::F32(_) | Self::F64(_))
    }

    /// How an error names the number.
    pub(super) fn unexpected(self) -> Unexpected<'static> {
        match self {
            Self::U64(number) => Unexpected::Unsigned(number),
            Self::I64(number) => Unexpected::Signed(number),
            Self::U128(_) | Self::I128(_) => Unexpected::Other("128-bit integer"),
            Self::F32(number) => Unexpected::Float(number.into()),
            Self::F64(number) => Unexpected::Float(number),
        }
    }

    /// Hands the number over; types convert it as they like.
    pub(super) fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        match self {
            Self::U64(number) => visitor.visit_u64(number),
            Self::I64(number) => visitor.visit_i64(number),
            Self::U128(number) => visitor.visit_u128(number),
            Self::I128(number) => visitor.visit_i128(number),
            Self::F32(number) => visitor.visit_f32(number),
            Self::F64(number) => visitor.visit_f64(number),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::U64(number) => serializer.serialize_u64(number),
            Self::I64(number) => serializer.serialize_i64(number),
            Self::U128(number) => serializer.serialize_u128(number),
            Self::I128(number) => serializer.serialize_i128(number),
            Self::F32(number) => serializer.serialize_f32(number),
            Self::F64(number) => serializer.serialize_f64(number),
        }
    }
}

/// Reads a number of JSON text, with `serde_json`'s error.
pub(super) fn parse<E: Error>(text: &str) -> Result<Number, E> {
    Number::parse(text).ok_or_else(|| E::custom("number out of range"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_into_the_smallest_kind() {
        assert_eq!(Number::parse("7"), Some(Number::U64(7)));
        assert_eq!(Number::parse("-7"), Some(Number::I64(-7)));
        assert_eq!(
            Number::parse(&u128::MAX.to_string()),
            Some(Number::U128(u128::MAX))
        );
        assert_eq!(
            Number::parse(&i128::MIN.to_string()),
            Some(Number::I128(i128::MIN))
        );
        assert_eq!(Number::parse("1.5e3"), Some(Number::F64(1500.0)));
        assert_eq!(Number::parse("1e400"), None);
        let Some(Number::F64(zero)) = Number::parse("-0") else {
            panic!("a float")
        };
        assert!(zero.is_sign_negative());
    }

    #[test]
    fn an_index_is_an_integer_that_fits() {
        assert_eq!(Number::U64(3).index(), Some(3));
        assert_eq!(Number::I64(-1).index(), None);
        assert_eq!(Number::U128(u128::MAX).index(), None);
        assert_eq!(Number::F64(3.0).index(), None);
    }
}
