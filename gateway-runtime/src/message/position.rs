//! Decoding the arguments of a message one after another, straight from its text.
//!
//! One value is one argument, whatever its Rust type: socketioxide's `Data<T>` would spread tuples
//! and newtypes over several. Extra arguments are ignored, as in JavaScript; a missing one is
//! `None`, `()` or an error.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use socketioxide_core::Value;

use super::{Body, missing::Missing};
use crate::error::WsError;

/// Where the next argument starts.
pub(super) struct Position {
    /// Byte offset in the text of the packet, at the comma before the argument or at the end.
    offset: usize,
    /// How many arguments were taken.
    taken: usize,
}

/// Why an argument could not be decoded, before the event's name is added.
pub(super) struct Undecodable {
    what: String,
}

impl Undecodable {
    /// The error for the client.
    pub(super) fn in_event(&self, event: &str) -> WsError {
        WsError::bad_request(format!("invalid body of `{event}`: {}", self.what))
    }
}

impl Position {
    /// The first argument of a packet.
    pub(super) fn after_event(value: &Value) -> Self {
        let offset = value.as_str().map_or(0, |text| {
            let text = text.as_str();
            let event = text.find('"').map_or(text.len(), |quote| quote + 1);
            text.get(event..)
                .and_then(|rest| rest.find('"'))
                .map_or(text.len(), |end| event + end + 1)
        });
        Self { offset, taken: 0 }
    }

    /// Decodes the next argument and moves on.
    pub(super) fn next<T: Body>(
        &mut self,
        value: &Value,
        explain: impl Fn(&Undecodable) -> WsError,
    ) -> Result<T, WsError> {
        self.taken += 1;
        let text = text_of(value).map_err(|what| explain(&what))?;
        let Some(rest) = self.rest(text) else {
            return T::deserialize(Missing).map_err(|_| {
                explain(&Undecodable {
                    what: format!("argument {} is missing", self.taken),
                })
            });
        };
        let mut arguments = serde_json::Deserializer::from_str(rest).into_iter::<T>();
        match arguments.next() {
            Some(Ok(argument)) => {
                self.offset = text.len() - rest.len() + arguments.byte_offset();
                Ok(argument)
            }
            _ => Err(explain(&Undecodable {
                what: describe::<T>(rest, self.taken),
            })),
        }
    }

    /// Decodes a member of the first argument; what is no object has no members, as in NestJS.
    pub(super) fn member<T: Body>(
        value: &Value,
        key: &str,
        explain: impl Fn(&Undecodable) -> WsError,
    ) -> Result<T, WsError> {
        let text = text_of(value).map_err(|what| explain(&what))?;
        let first = Self::after_event(value);
        let found = match first.rest(text) {
            Some(rest) if rest.trim_start().starts_with('{') => {
                serde_json::Deserializer::from_str(rest).deserialize_map(Member {
                    key,
                    wanted: std::marker::PhantomData::<T>,
                })
            }
            _ => Ok(None),
        };
        match found {
            Ok(Some(member)) => Ok(member),
            Ok(None) => T::deserialize(Missing).map_err(|_| {
                explain(&Undecodable {
                    what: format!("`{key}` is missing"),
                })
            }),
            Err(error) => Err(explain(&Undecodable {
                what: format!("`{key}`: {}", plain(&error)),
            })),
        }
    }

    /// The text from the next argument on, or nothing when there is none.
    fn rest<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.get(self.offset..)?.trim_start().strip_prefix(',')
    }
}

/// The text of the packet. Attachments and the msgpack form are not decoded yet.
fn text_of(value: &Value) -> Result<&str, Undecodable> {
    match value {
        Value::Str(text, None) => Ok(text.as_str()),
        Value::Str(text, Some(attachments)) if attachments.is_empty() => Ok(text.as_str()),
        _ => Err(Undecodable {
            what: "binary payloads are not supported yet".to_owned(),
        }),
    }
}

/// Decodes once more, slowly, to say where the argument is wrong.
fn describe<T: Body>(rest: &str, argument: usize) -> String {
    let mut deserializer = serde_json::Deserializer::from_str(rest);
    match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Ok(_) => format!("argument {argument} is malformed"),
        Err(error) => {
            let (path, reason) = (error.path().to_string(), plain(error.inner()));
            let argument = if argument == 1 {
                String::new()
            } else {
                format!("argument {argument}: ")
            };
            if path == "." {
                format!("{argument}{reason}")
            } else {
                format!("{argument}`{path}`: {reason}")
            }
        }
    }
}

/// The reason without `serde_json`'s line and column, which mean nothing to the client.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.clone(), |(reason, _)| reason.to_owned())
}

/// Looks for one key of an object; all else is skipped.
struct Member<'k, T> {
    key: &'k str,
    wanted: std::marker::PhantomData<T>,
}

impl<'de, T: Body> Visitor<'de> for Member<'_, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "an object with `{}`", self.key)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(is_wanted) = map.next_key_seed(KeyIs(self.key))? {
            if is_wanted {
                found = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Compares a key without keeping it.
struct KeyIs<'k>(&'k str);

impl<'de> DeserializeSeed<'de> for KeyIs<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyIs<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize, Debug, PartialEq)]
    struct Name(String);

    #[derive(Deserialize, Debug, PartialEq)]
    struct User {
        name: String,
        age: u8,
    }

    fn packet(text: &str) -> Value {
        Value::Str(text.to_owned().into(), None)
    }

    fn next<T: Body>(position: &mut Position, value: &Value) -> Result<T, String> {
        position
            .next(value, |what| what.in_event("e"))
            .map_err(|error| error.message().to_owned())
    }

    fn first<T: Body>(text: &str) -> Result<T, String> {
        let value = packet(text);
        next(&mut Position::after_event(&value), &value)
    }

    #[test]
    fn one_value_is_one_argument() {
        assert_eq!(first::<Name>(r#"["e","An"]"#), Ok(Name("An".into())));
        assert_eq!(first::<(u8, u8)>(r#"["e",[1,2]]"#), Ok((1, 2)));
        assert_eq!(first::<[u8; 2]>(r#"["e",[1,2],3]"#), Ok([1, 2]));
        assert_eq!(
            first::<String>(r#"["e","a\n\"b\""]"#),
            Ok("a\n\"b\"".into())
        );
        assert_eq!(
            first::<serde_json::Value>(r#"["e",null]"#),
            Ok(serde_json::Value::Null)
        );
    }

    #[test]
    fn arguments_follow_one_another() {
        let value = packet(r#" [ "e" , {"name":"An","age":3} , 7, "last", true]"#);
        let mut position = Position::after_event(&value);
        assert_eq!(
            next(&mut position, &value),
            Ok(User {
                name: "An".into(),
                age: 3
            })
        );
        assert_eq!(next(&mut position, &value), Ok(7_u64));
        assert_eq!(next(&mut position, &value), Ok("last".to_owned()));
    }

    #[test]
    fn missing_arguments() {
        assert_eq!(first::<Option<u8>>(r#"["e"]"#), Ok(None));
        assert_eq!(first::<Option<u8>>(r#"["e",null]"#), Ok(None));
        assert_eq!(first::<()>(r#"["e"]"#), Ok(()));
        assert_eq!(
            first::<u8>(r#"["e"]"#),
            Err("invalid body of `e`: argument 1 is missing".into())
        );
        let value = packet(r#"["e",1]"#);
        let mut position = Position::after_event(&value);
        assert_eq!(next(&mut position, &value), Ok(1_u8));
        assert_eq!(
            next::<u8>(&mut position, &value),
            Err("invalid body of `e`: argument 2 is missing".into())
        );
        assert_eq!(next(&mut position, &value), Ok(None::<u8>));
    }

    #[test]
    fn errors_name_the_path() {
        assert_eq!(
            first::<User>(r#"["e",{"name":3,"age":1}]"#),
            Err("invalid body of `e`: `name`: invalid type: integer `3`, expected a string".into())
        );
        assert_eq!(
            first::<User>(r#"["e",{"name":"An"}]"#),
            Err("invalid body of `e`: missing field `age`".into())
        );
        assert_eq!(
            first::<Vec<User>>(r#"["e",[{"name":"An","age":300}]]"#),
            Err("invalid body of `e`: `[0].age`: invalid value: integer `300`, expected u8".into())
        );
    }

    #[test]
    fn members_of_the_first_argument() {
        let member = |text: &str, key: &str| {
            Position::member::<Option<u8>>(&packet(text), key, |what| what.in_event("e"))
                .map_err(|error| error.message().to_owned())
        };
        assert_eq!(member(r#"["e",{"a":1,"b":{"a":2}}]"#, "a"), Ok(Some(1)));
        assert_eq!(member(r#"["e",{"a":1}]"#, "b"), Ok(None));
        assert_eq!(member(r#"["e",[1]]"#, "a"), Ok(None));
        assert_eq!(member(r#"["e"]"#, "a"), Ok(None));
        assert_eq!(
            member(r#"["e",{"a":"x"}]"#, "a"),
            Err("invalid body of `e`: `a`: invalid type: string \"x\", expected u8".into())
        );
        let error = Position::member::<u8>(&packet(r#"["e",{}]"#), "a", |what| what.in_event("e"));
        assert_eq!(
            error.map_err(|error| error.message().to_owned()),
            Err("invalid body of `e`: `a` is missing".into())
        );
    }
}
