//! `FromText` is a value that a client may send as a text of it.

use std::{
    any::Any,
    fmt::{self, Display},
    marker::PhantomData,
    ops::{Deref, DerefMut},
    str::FromStr,
};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{
        Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};

/// A `T`, or the text of one: `7` or `"7"`, `true` or `"true"`, `1.5` or `"1.5"`. NestJS's `ParseIntPipe`, `ParseBoolPipe` and
/// `ParseFloatPipe`, as a type.
///
/// A text becomes a `T` by [`FromStr`]; anything else is read as a `T` is. For a `u128` or `i128` that a `u64` or `i64` cannot
/// hold, the text is the only form. It stands wherever a type stands that is decoded:
/// as a body, behind a key, and in the fields of a struct.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Deserialize)]
/// struct Page {
///     number: FromText<u32>,
///     descending: Option<FromText<bool>>,
/// }
///
/// #[websocket_gateway]
/// struct Orders;
///
/// #[websocket_gateway]
/// impl Orders {
///     /// `socket.emit("order", { id: 7 })`, or `{ id: "7" }`
///     #[subscribe_message("order")]
///     fn order(&self, #[message_body("id")] FromText(id): FromText<u32>) -> u32 {
///         id
///     }
///
///     /// `socket.emit("list", { number: "2", descending: "true" })`
///     #[subscribe_message("list")]
///     fn list(&self, #[message_body] page: Page) -> (u32, bool) {
///         (*page.number, page.descending.is_some_and(FromText::into_inner))
///     }
/// }
/// ```
///
/// Rust's `FromStr` decides what a number's text is, and is nearly as strict as NestJS's pipes: `"7abc"`, `""`, `" 7"` and
/// `"0x10"` are refused, with the error `bad_request`. Two differences: `"+7"` is a whole number here, which `ParseIntPipe`
/// refuses; and a number that the type cannot hold is refused, as `"300"` for a `FromText<u8>` and `"-1"` for a `u32`. An `f32` or
/// `f64` is finite: `"NaN"`, `"inf"` and `"1e999"` are refused, as in NestJS. A `bool` is `true` or `false`, and no number.
///
/// [Validation](crate::guide::validation) sees the value inside: a `FromText<T>` has the rules of `T`. In a struct with rules, the
/// field has `#[garde(inner(range(min = 1)))]` around a rule for the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FromText<T>(pub T);

impl<T> FromText<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> From<T> for FromText<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for FromText<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for FromText<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Display> Display for FromText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! into_inner {
    ($($simple:ty)*) => {
        $(impl From<FromText<$simple>> for $simple {
            fn from(value: FromText<$simple>) -> Self {
                value.0
            }
        })*
    };
}

into_inner! {
    u8 u16 u32 u64 u128 usize
    i8 i16 i32 i64 i128 isize
    f32 f64
    bool
}

/// Writes the value, not its text.
impl<T: Serialize> Serialize for FromText<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for FromText<T>
where
    T: Deserialize<'de> + FromStr<Err: Display> + 'static,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(ValueOrText(PhantomData))
            .map(Self)
    }
}

/// Takes a `T` or its text, whichever comes.
struct ValueOrText<T>(PhantomData<T>);

/// Hands what came on to the type itself, whose own error then says what it expects.
macro_rules! as_it_is {
    ($($visit:ident($value:ty))*) => {
        $(fn $visit<E: Error>(self, value: $value) -> Result<T, E> {
            T::deserialize(value.into_deserializer())
        })*
    };
}

impl<'de, T> Visitor<'de> for ValueOrText<T>
where
    T: Deserialize<'de> + FromStr<Err: Display> + 'static,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or its text")
    }

    as_it_is! {
        visit_bool(bool)
        visit_i64(i64)
        visit_i128(i128)
        visit_u64(u64)
        visit_u128(u128)
        visit_f64(f64)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        match text.parse::<T>() {
            Ok(value) if is_finite(&value) => Ok(value),
            Ok(_) => Err(E::invalid_value(Unexpected::Str(text), &"a finite number")),
            // A type whose own text is another one than `FromStr` reads.
            Err(error) => T::deserialize(text.into_deserializer()).map_err(|_: E| E::custom(error)),
        }
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<T, E> {
        T::deserialize(bytes.into_deserializer())
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        T::deserialize(().into_deserializer())
    }

    fn visit_none<E: Error>(self) -> Result<T, E> {
        T::deserialize(().into_deserializer())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
        T::deserialize(SeqAccessDeserializer::new(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members))
    }
}

/// Whether a number is one that JSON could have held. What is no number is.
fn is_finite<T: 'static>(value: &T) -> bool {
    let value: &dyn Any = value;
    if let Some(number) = value.downcast_ref::<f64>() {
        return number.is_finite();
    }
    value
        .downcast_ref::<f32>()
        .is_none_or(|one| one.is_finite())
}

/// The rules of the value inside, under the same path.
#[cfg(feature = "validation")]
impl<T: garde::Validate> garde::Validate for FromText<T> {
    type Context = T::Context;

    fn validate_into(
        &self,
        context: &Self::Context,
        parent: &mut dyn FnMut() -> garde::Path,
        report: &mut garde::Report,
    ) {
        self.0.validate_into(context, parent, report);
    }
}

/// A rule for the value inside: `#[garde(inner(range(min = 1)))]`.
#[cfg(feature = "validation")]
impl<T> garde::rules::inner::Inner<T> for FromText<T> {
    type Key = garde::error::NoKey;

    fn validate_inner<F>(&self, mut rules: F)
    where
        F: FnMut(&T, &Self::Key),
    {
        rules(&self.0, &garde::error::NoKey::default());
    }
}
