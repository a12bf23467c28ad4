//! What a client acknowledges with.

use std::{fmt, marker::PhantomData};

use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, IgnoredAny, SeqAccess, Visitor,
};

use crate::message::Missing;

/// The first argument of a client's acknowledgement, whatever its type; further ones are ignored, a
/// missing one is `None`, `()` or an error.
///
/// It deserialises as a tuple, so that socketioxide hands over the whole list of arguments and does
/// not spread tuples and newtypes over it.
pub(crate) struct FirstArgument<T>(pub(crate) T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for FirstArgument<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_tuple(1, First(PhantomData))
            .map(Self)
    }
}

struct First<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for First<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the arguments of an acknowledgement")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut arguments: A) -> Result<T, A::Error> {
        let first = match arguments.next_element()? {
            Some(first) => first,
            None => T::deserialize(Missing).map_err(A::Error::custom)?,
        };
        while arguments.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first)
    }
}
