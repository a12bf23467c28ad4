//! `ArgumentReader` reads the arguments of an event one after another: straight from the text or, where there is
//! binary data, through a tree.
//!
//! One value is one argument, whatever its Rust type: socketioxide's `Data<T>` would spread tuples
//! and newtypes over several. Extra arguments are ignored, as in JavaScript; a missing one is
//! `None`, `()` or an error.

use std::{collections::VecDeque, vec};

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{
    event::event_of,
    member::member,
    missing::Missing,
    packed,
    tree::{Mismatch, Tree},
    undecodable::{Undecodable, from_tree, in_text},
};
use crate::protocol::{Contents, Packet};

/// The place in a packet where the next argument starts.
pub(crate) struct ArgumentReader {
    /// Byte offset in the packet: in text at the comma before the argument or at the end, in packed
    /// bytes at the argument itself.
    offset: usize,
    /// How many arguments were taken.
    taken: u32,
    /// Whether the handler takes more than one.
    of_several: bool,
    /// The arguments that are left of a packet with attachments, once it was read.
    attached: Option<vec::IntoIter<Tree>>,
}

impl ArgumentReader {
    /// The first argument of a packet whose event's name ends at `offset`.
    pub(crate) fn at(offset: usize) -> Self {
        Self {
            offset,
            taken: 0,
            of_several: false,
            attached: None,
        }
    }

    /// The first argument of a packet.
    fn after_event(value: &Packet) -> Self {
        Self::at(event_of(value).1)
    }

    /// How many arguments were taken.
    pub(crate) fn taken(&self) -> usize {
        self.taken as usize
    }

    /// Notes that the handler takes more than one argument, so that errors say which it is.
    pub(crate) fn expect_several(&mut self) {
        self.of_several = true;
    }

    /// Whether the handler takes more than one argument.
    pub(crate) fn expects_several(&self) -> bool {
        self.of_several
    }

    /// Decodes the next argument and moves on.
    pub(crate) fn next<T: DeserializeOwned>(&mut self, value: &Packet) -> Result<T, Undecodable> {
        self.taken += 1;
        if let Contents::Text(text) = value.contents() {
            if let Some(rest) = self.rest(text) {
                let (argument, end) = argument_at_start(rest, self.taken())?;
                self.offset = text.len() - rest.len() + end;
                return Ok(argument);
            }
        } else if let Some(tree) = self.next_tree(value)? {
            return from_tree(tree, self.taken());
        }
        missing(self.taken())
    }

    /// The next argument of a packet that is more than text.
    fn next_tree(&mut self, value: &Packet) -> Result<Option<Tree>, Undecodable> {
        match value.contents() {
            Contents::Text(_) => Ok(None),
            Contents::Attached(text, attachments) => self.next_attached(text, &list(attachments)),
            Contents::Packed(bytes) => self.next_packed(bytes),
        }
    }

    fn next_attached(
        &mut self,
        text: &str,
        attachments: &[Bytes],
    ) -> Result<Option<Tree>, Undecodable> {
        if self.attached.is_none() {
            self.attached = Some(trees(text, attachments)?.into_iter());
        }
        Ok(self.attached.as_mut().and_then(Iterator::next))
    }

    fn next_packed(&mut self, bytes: &Bytes) -> Result<Option<Tree>, Undecodable> {
        let next = packed_value(bytes, self.offset)?;
        Ok(next.map(|(tree, end)| {
            self.offset = end;
            tree
        }))
    }

    /// Decodes a member of the first argument. A value that is not an object has no members, as in NestJS.
    pub(crate) fn member<T: DeserializeOwned>(value: &Packet, key: &str) -> Result<T, Undecodable> {
        let found = match value.contents() {
            Contents::Text(text) => match Self::after_event(value).rest(text) {
                Some(rest) if rest.trim_start().starts_with('{') => {
                    member(&mut serde_json::Deserializer::from_str(rest), key)
                }
                _ => Ok(None),
            },
            Contents::Attached(text, attachments) => {
                member_of(trees(text, &list(attachments))?.into_iter().next(), key)
            }
            Contents::Packed(bytes) => {
                let first = packed_value(bytes, Self::after_event(value).offset)?;
                member_of(first.map(|(tree, _)| tree), key)
            }
        };
        match found {
            Ok(Some(member)) => Ok(member),
            Ok(None) => T::deserialize(Missing).map_err(|_| Undecodable::missing_member(key)),
            Err(error) => Err(Undecodable::member(key, &error)),
        }
    }

    /// The text from the next argument on, or nothing when there is none.
    fn rest<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.get(self.offset..)?.trim_start().strip_prefix(',')
    }
}

/// Decodes the argument that `text` begins with, which has this number; gives it and where it ends.
#[inline]
pub(super) fn argument_at_start<T: DeserializeOwned>(
    text: &str,
    number: usize,
) -> Result<(T, usize), Undecodable> {
    let mut arguments = serde_json::Deserializer::from_str(text).into_iter();
    match arguments.next() {
        Some(Ok(argument)) => Ok((argument, arguments.byte_offset())),
        Some(Err(error)) => Err(in_text::<T>(text, &error, number)),
        None => Err(Undecodable::no_value(number)),
    }
}

/// All arguments of a packet, undecoded.
pub(super) fn all_arguments(value: &Packet) -> Result<Vec<Tree>, Undecodable> {
    match value.contents() {
        Contents::Text(text) => trees(text, &[]),
        Contents::Attached(text, attachments) => trees(text, &list(attachments)),
        Contents::Packed(bytes) => {
            let mut arguments = Vec::new();
            let mut offset = event_of(value).1;
            while let Some((argument, end)) = packed_value(bytes, offset)? {
                arguments.push(argument);
                offset = end;
            }
            Ok(arguments)
        }
    }
}

/// The attachments by their numbers; cloning one is cheap.
pub(super) fn list(attachments: &VecDeque<Bytes>) -> Vec<Bytes> {
    attachments.iter().cloned().collect()
}

fn trees(text: &str, attachments: &[Bytes]) -> Result<Vec<Tree>, Undecodable> {
    Tree::arguments(text, attachments).map_err(|error| Undecodable::packet(&error))
}

pub(super) fn packed_value(
    bytes: &Bytes,
    offset: usize,
) -> Result<Option<(Tree, usize)>, Undecodable> {
    packed::value(bytes, offset).map_err(|error| Undecodable::packet(&error))
}

/// A value that is not an object has no members.
fn member_of<T: DeserializeOwned>(first: Option<Tree>, key: &str) -> serde_json::Result<Option<T>> {
    match first {
        Some(first @ Tree::Object(_)) => member(first, key).map_err(Mismatch::into_reason),
        _ => Ok(None),
    }
}

pub(super) fn missing<T: DeserializeOwned>(argument: usize) -> Result<T, Undecodable> {
    T::deserialize(Missing).map_err(|_| Undecodable::missing(argument))
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize, Debug, PartialEq)]
    struct Name(String);

    #[derive(Deserialize, Debug, PartialEq)]
    struct User {
        name: String,
        age: u8,
    }

    fn packet(text: &str) -> Packet {
        Packet::text(text)
    }

    fn next<T: DeserializeOwned>(
        position: &mut ArgumentReader,
        value: &Packet,
    ) -> Result<T, String> {
        position
            .next(value)
            .map_err(|what| what.in_event("e").message().to_owned())
    }

    /// The same packet as `MessagePack`.
    fn packed(text: &str) -> Packet {
        let value: serde_json::Value = serde_json::from_str(text).expect("is JSON");
        Packet::packed(rmp_serde::to_vec(&value).expect("writes"))
    }

    /// The first argument, which is the same in both forms.
    fn first<T: DeserializeOwned + Debug + PartialEq>(text: &str) -> Result<T, String> {
        let [from_text, from_packed] = [packet(text), packed(text)].map(|value| {
            let mut position = ArgumentReader::after_event(&value);
            next(&mut position, &value)
        });
        assert_eq!(from_text, from_packed);
        from_text
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
        let text = r#" [ "e" , {"name":"An","age":3} , 7, "last", true]"#;
        for value in [packet(text), packed(text)] {
            let mut position = ArgumentReader::after_event(&value);
            let (name, age) = ("An".into(), 3);
            assert_eq!(next(&mut position, &value), Ok(User { name, age }));
            assert_eq!(next(&mut position, &value), Ok(7_u64));
            assert_eq!(next(&mut position, &value), Ok("last".to_owned()));
        }
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
        for value in [packet(r#"["e",1]"#), packed(r#"["e",1]"#)] {
            let mut position = ArgumentReader::after_event(&value);
            assert_eq!(next(&mut position, &value), Ok(1_u8));
            assert_eq!(
                next::<u8>(&mut position, &value),
                Err("invalid body of `e`: argument 2 is missing".into())
            );
            assert_eq!(next(&mut position, &value), Ok(None::<u8>));
        }
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

    /// A tree has no numbers of more than 64 bits, and reads what is skipped too.
    #[test]
    fn the_reason_is_that_of_the_text_where_a_tree_has_another() {
        #[derive(Deserialize, Debug, PartialEq)]
        struct Account {
            balance: u128,
            owner: String,
        }

        let max = u128::MAX;
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        for (balance, skipped) in [(max, "0"), (1, &deep), (1, r#""\ud800""#)] {
            let value = packet(&format!(
                r#"["e",{{"balance":{balance},"skipped":{skipped},"owner":3}}]"#
            ));
            assert_eq!(
                next::<Account>(&mut ArgumentReader::after_event(&value), &value),
                Err("invalid body of `e`: invalid type: integer `3`, expected a string".into())
            );
        }
        let value = packet(r#"["e",{"balance":1,"skipped":0,"owner":3}]"#);
        assert_eq!(
            next::<Account>(&mut ArgumentReader::after_event(&value), &value),
            Err(
                "invalid body of `e`: `owner`: invalid type: integer `3`, expected a string".into()
            )
        );
    }

    #[test]
    fn members_of_the_first_argument() {
        let member = |text: &str, key: &str| {
            let [from_text, from_packed] = [packet(text), packed(text)].map(|value| {
                ArgumentReader::member::<Option<u8>>(&value, key)
                    .map_err(|what| what.in_event("e").message().to_owned())
            });
            assert_eq!(from_text, from_packed);
            from_text
        };
        assert_eq!(member(r#"["e",{"a":1,"b":{"a":2}}]"#, "a"), Ok(Some(1)));
        assert_eq!(member(r#"["e",{"a":1}]"#, "b"), Ok(None));
        assert_eq!(member(r#"["e",[1]]"#, "a"), Ok(None));
        assert_eq!(member(r#"["e"]"#, "a"), Ok(None));
        assert_eq!(
            member(r#"["e",{"a":"x"}]"#, "a"),
            Err("invalid body of `e`: `a`: invalid type: string \"x\", expected u8".into())
        );
        let error = ArgumentReader::member::<u8>(&packet(r#"["e",{}]"#), "a");
        assert_eq!(
            error.map_err(|what| what.in_event("e").message().to_owned()),
            Err("invalid body of `e`: `a` is missing".into())
        );
    }

    #[derive(Deserialize, Debug, PartialEq)]
    struct File {
        name: String,
        data: Bytes,
    }

    /// A packet with the attachments "zero" and "one".
    fn attached(text: &str) -> Packet {
        let attachments = [Bytes::from_static(b"zero"), Bytes::from_static(b"one")];
        Packet::attached(text, attachments)
    }

    #[test]
    fn attachments_are_taken_by_their_number() {
        let value = attached(
            r#"["e",{"skipped":{"_placeholder":true,"num":0},"name":"a","data":{"_placeholder":true,"num":1}},{"_placeholder":true,"num":0},7]"#,
        );
        let mut position = ArgumentReader::after_event(&value);
        let data = Bytes::from_static(b"one");
        assert_eq!(
            next(&mut position, &value),
            Ok(File {
                name: "a".into(),
                data
            })
        );
        assert_eq!(next(&mut position, &value), Ok(Bytes::from_static(b"zero")));
        assert_eq!(next(&mut position, &value), Ok(7_u8));
        assert_eq!(next(&mut position, &value), Ok(None::<u8>));
        assert_eq!(
            ArgumentReader::member::<Bytes>(&value, "data")
                .map_err(|what| what.in_event("e").message().to_owned()),
            Ok(Bytes::from_static(b"one"))
        );
    }

    #[test]
    fn packed_binary_is_where_it_stands() {
        #[derive(serde::Serialize)]
        struct Sent {
            skipped: Bytes,
            data: Bytes,
            name: &'static str,
        }

        let (skipped, data) = (Bytes::from_static(b"zero"), Bytes::from_static(b"one"));
        let (file, name) = (data.clone(), "a");
        let sent = (
            "e",
            Sent {
                skipped,
                data,
                name,
            },
            &file,
        );
        let value = Packet::packed(rmp_serde::to_vec_named(&sent).expect("writes"));
        let mut position = ArgumentReader::after_event(&value);
        let (name, data) = ("a".into(), file.clone());
        assert_eq!(next(&mut position, &value), Ok(File { name, data }));
        assert_eq!(next(&mut position, &value), Ok(file.clone()));
        assert_eq!(
            ArgumentReader::member::<Bytes>(&value, "data")
                .map_err(|what| what.in_event("e").message().to_owned()),
            Ok(file)
        );
    }

    #[test]
    fn malformed_packed_arguments_are_an_error() {
        let value = Packet::packed(Bytes::from_static(&[0x92, 0xa1, b'e', 0x81, 0xa1, b'a']));
        assert_eq!(
            next::<u8>(&mut ArgumentReader::after_event(&value), &value),
            Err("invalid body of `e`: the message is cut off".into())
        );
        let error = ArgumentReader::member::<u8>(&value, "a");
        assert_eq!(
            error.map_err(|what| what.in_event("e").message().to_owned()),
            Err("invalid body of `e`: the message is cut off".into())
        );
    }

    #[test]
    fn errors_beside_attachments_name_the_path_too() {
        let value = attached(r#"["e",{"name":3,"data":{"_placeholder":true,"num":1}}]"#);
        assert_eq!(
            next::<File>(&mut ArgumentReader::after_event(&value), &value),
            Err("invalid body of `e`: `name`: invalid type: integer `3`, expected a string".into())
        );
        let value = attached(r#"["e",{"_placeholder":true,"num":2}]"#);
        assert_eq!(
            next::<Bytes>(&mut ArgumentReader::after_event(&value), &value),
            Err("invalid body of `e`: there is no binary attachment 2, the message has 2".into())
        );
    }
}
