//! `NamespaceParams` are the decoded parameters of a dynamic namespace; `param` decodes one of them.

#[cfg(feature = "__fuzz")]
pub(crate) mod fuzz;
mod text;

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, IntoDeserializer, Visitor,
        value::{Error, MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};

use super::FromSocket;
use crate::{error::WsError, handles::Socket};
use text::Text;

/// All parameters of a dynamic namespace. `T` is a struct with the parameters' names as fields, a tuple in the
/// parameters' order, or a single value if there is one parameter. To take one parameter among several, write
/// `#[param] room: u64`.
///
/// Values are decoded from text: numbers, `bool`, `char`, strings, enums without data and newtypes. If a value
/// does not decode, the client gets the error `bad_request`; in a connection hook the error refuses the socket.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Deserialize)]
/// struct Place { shop: String, table: u32 }
///
/// #[websocket_gateway(namespace = "shops/{shop}/tables/{table}")]
/// struct Tables;
///
/// #[websocket_gateway]
/// impl Tables {
///     #[subscribe_message("where-am-i")]
///     fn where_am_i(&self, NamespaceParams(place): NamespaceParams<Place>) -> String {
///         format!("table {} of {}", place.table, place.shop)
///     }
///
///     #[subscribe_message("table")]
///     fn table(&self, #[param] table: u32) -> u32 {
///         table
///     }
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamespaceParams<T>(pub T);

impl<T: DeserializeOwned> FromSocket for NamespaceParams<T> {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        let params = socket.session().namespace().params();
        T::deserialize(Params(params)).map(Self).map_err(|error| {
            let namespace = socket.namespace();
            WsError::bad_request(format!("invalid namespace `{namespace}`: {error}"))
        })
    }
}

/// Decodes the namespace's parameter `name`.
pub(crate) fn param<T: DeserializeOwned>(socket: &Socket, name: &str) -> Result<T, WsError> {
    let mut params = socket.session().namespace().params().iter();
    let Some((_, value)) = params.find(|(known, _)| known == name) else {
        // Cannot happen in an app that has started: the start-up checks that the parameter exists.
        return Err(WsError::internal(format!(
            "no namespace parameter `{name}`"
        )));
    };
    T::deserialize(Text(value)).map_err(|error| {
        let namespace = socket.namespace();
        WsError::bad_request(format!(
            "invalid namespace `{namespace}`: `{name}`: {error}"
        ))
    })
}

/// A deserializer of the parameters' names and values, in the pattern's order.
struct Params<'a>(&'a [(String, String)]);

impl<'a> Params<'a> {
    fn values(&self) -> impl Iterator<Item = Text<'a>> + use<'a> {
        self.0.iter().map(|(_, value)| Text(value))
    }

    /// The value of the only parameter; an error if there are several.
    fn only(&self) -> Result<Text<'a>, Error> {
        match self.0 {
            [(_, value)] => Ok(Text(value)),
            _ => Err(serde::de::Error::custom(format_args!(
                "it has {} parameters, not one",
                self.0.len()
            ))),
        }
    }
}

macro_rules! of_the_only_one {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.only()?.$method(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Params<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let pairs = self
            .0
            .iter()
            .map(|(name, value)| (name.as_str(), Text(value)));
        visitor.visit_map(MapDeserializer::new(pairs))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(SeqDeserializer::new(self.values()))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.only()?.deserialize_enum(name, variants, visitor)
    }

    of_the_only_one! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char deserialize_str
        deserialize_string
    }

    forward_to_deserialize_any! {
        bytes byte_buf option unit unit_struct map struct identifier ignored_any
    }
}

impl IntoDeserializer<'_> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize, Debug, PartialEq)]
    struct Place {
        shop: String,
        table: u32,
    }

    #[derive(Deserialize, Debug, PartialEq)]
    #[serde(rename_all = "lowercase")]
    enum Side {
        Left,
    }

    #[derive(Deserialize, Debug, PartialEq)]
    struct Id(u64);

    fn decode<T: DeserializeOwned>(params: &[(&str, &str)]) -> Result<T, String> {
        let params: Vec<_> = params
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        T::deserialize(Params(&params)).map_err(|error| error.to_string())
    }

    #[test]
    fn structs_tuples_and_single_values() {
        let two = [("shop", "An"), ("table", "7")];
        let place = Place {
            shop: "An".into(),
            table: 7,
        };
        assert_eq!(decode(&two), Ok(place));
        assert_eq!(decode(&two), Ok(("An".to_owned(), 7_u8)));
        assert_eq!(decode(&[("id", "7")]), Ok(Id(7)));
        assert_eq!(decode(&[("id", "-2.5")]), Ok(-2.5_f64));
        assert_eq!(decode(&[("on", "true")]), Ok(true));
        assert_eq!(decode(&[("side", "left")]), Ok(Side::Left));
        assert_eq!(decode(&[("name", "7")]), Ok("7".to_owned()));
    }

    #[test]
    fn errors_say_what_was_expected() {
        assert_eq!(
            decode::<Id>(&[("id", "x")]),
            Err("`x`: invalid digit found in string".into())
        );
        assert_eq!(
            decode::<u8>(&[("a", "1"), ("b", "2")]),
            Err("it has 2 parameters, not one".into())
        );
        assert!(decode::<Side>(&[("side", "up")]).is_err());
    }
}
