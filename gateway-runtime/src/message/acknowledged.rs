//! What a client acknowledges with.

use std::{fmt, marker::PhantomData};

use bytes::Bytes;
use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, IgnoredAny, SeqAccess, Visitor,
};
use socketioxide_core::Value;

use super::{missing::Missing, packed, tree::Tree};

/// The first argument of a client's acknowledgement, whatever its type; further ones are ignored, a
/// missing one is `None`, `()` or an error.
///
/// Decoded here, as bodies are: socketioxide would spread tuples and newtypes over the arguments,
/// hand attachments out in the order in which they are asked for, and read some `MessagePack`
/// otherwise than JSON.
pub(crate) fn acknowledged<T: DeserializeOwned>(value: &Value) -> serde_json::Result<T> {
    match value {
        Value::Str(text, Some(attachments)) if !attachments.is_empty() => {
            let attachments: Vec<Bytes> = attachments.iter().cloned().collect();
            first_of(Tree::acknowledgement(text.as_str(), &attachments)?)
        }
        Value::Str(text, _) => {
            serde_json::from_str(text.as_str()).map(|FirstArgument(first)| first)
        }
        Value::Bytes(bytes) => match packed::value(bytes, 0)? {
            Some((arguments, _)) => first_of(arguments),
            None => Err(Error::custom("an acknowledgement without arguments")),
        },
    }
}

fn first_of<T: DeserializeOwned>(arguments: Tree) -> serde_json::Result<T> {
    FirstArgument::deserialize(arguments).map(|FirstArgument(first)| first)
}

struct FirstArgument<T>(T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for FirstArgument<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(First(PhantomData)).map(Self)
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

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct File {
        data: Bytes,
    }

    /// What a text is decoded to, and the same packed.
    fn both<T: DeserializeOwned + Debug + PartialEq>(text: &str) -> Result<T, String> {
        let json: serde_json::Value = serde_json::from_str(text).expect("is JSON");
        let packed = rmp_serde::to_vec(&json).expect("writes");
        let [from_text, from_packed] = [
            Value::Str(text.to_owned().into(), None),
            Value::Bytes(packed.into()),
        ]
        .map(|value| acknowledged(&value).map_err(|error| plain(&error)));
        assert_eq!(from_text, from_packed);
        from_text
    }

    fn plain(error: &serde_json::Error) -> String {
        let text = error.to_string();
        text.split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    #[test]
    fn the_first_argument_whatever_its_type() {
        assert_eq!(both(r#"["a"]"#), Ok("a".to_owned()));
        assert_eq!(both(r#"[[1,"b"],3]"#), Ok((1, "b".to_owned())));
        assert_eq!(both("[[1]]"), Ok(vec![1]));
        assert_eq!(both("[null]"), Ok(None::<u8>));
        assert_eq!(both("[]"), Ok(None::<u8>));
        assert_eq!(both("[]"), Ok(()));
        assert_eq!(both::<u8>("[]"), Err("missing".into()));
        assert_eq!(
            both::<u8>(r#"["a"]"#),
            Err("invalid type: string \"a\", expected u8".into())
        );
    }

    #[test]
    fn attachments_are_found_by_their_number() {
        let attachments = [Bytes::from_static(b"zero"), Bytes::from_static(b"one")];
        let text =
            r#"[{"skipped":{"_placeholder":true,"num":0},"data":{"_placeholder":true,"num":1}}]"#;
        let value = Value::Str(text.to_owned().into(), Some(attachments.into()));
        let data = Bytes::from_static(b"one");
        assert_eq!(acknowledged(&value).ok(), Some(File { data }));
    }

    #[test]
    fn what_is_no_list_is_an_error() {
        for value in [
            Value::Bytes(Bytes::new()),
            Value::Bytes(Bytes::from_static(&[0xc0])),
            Value::Bytes(Bytes::from_static(&[0x91])),
            Value::Str("{}".into(), None),
            Value::Str("[1".into(), None),
        ] {
            assert!(acknowledged::<Option<u8>>(&value).is_err(), "{value:?}");
        }
    }
}
