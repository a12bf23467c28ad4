//! `acknowledged` and `Acknowledged` read what a client acknowledges with.

use std::vec;

use bytes::Bytes;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::{
    acknowledgement::Acknowledgement,
    argument_reader::{argument_at_start, list, missing, packed_value},
    tree::Tree,
    undecodable::{Undecodable, from_tree},
};
#[cfg(feature = "testing")]
#[cfg(feature = "testing")]
use super::{argument_reader::all_arguments, emitted::emitted};
use crate::protocol::{Contents, Packet};

/// What a client has acknowledged with, read by the rules of bodies.
///
/// Decoded here, as bodies are: socketioxide would spread tuples and newtypes over the arguments,
/// hand attachments out in the order in which they are asked for, and read some `MessagePack`
/// otherwise than JSON.
pub(crate) fn acknowledged<R: Acknowledgement>(value: &Packet) -> Result<R, Undecodable> {
    let mut arguments = Acknowledged::new(value)?;
    let answer = R::take(&mut arguments)?;
    arguments.end()?;
    Ok(answer)
}

/// What the server has emitted, read by the same rules: the arguments behind the event's name.
#[cfg(feature = "testing")]
pub(crate) fn event_arguments<R: Acknowledgement>(value: &Packet) -> Result<R, Undecodable> {
    let left = match value.contents() {
        Contents::Text(text) => {
            let rest = text.get(emitted(value).1..).unwrap_or("]").trim_start();
            Left::Text(rest.strip_prefix(',').unwrap_or(rest))
        }
        Contents::Attached(..) | Contents::Packed(_) => {
            Left::Trees(all_arguments(value)?.into_iter())
        }
    };
    let mut arguments = Acknowledged { left, taken: 0 };
    let event = R::take(&mut arguments)?;
    arguments.end()?;
    Ok(event)
}

/// The arguments of an acknowledgement, one after another.
pub struct Acknowledged<'a> {
    left: Left<'a>,
    /// How many arguments were taken.
    taken: usize,
}

/// The arguments that are left.
enum Left<'a> {
    /// The text from behind the opening bracket, or behind the last argument that was taken.
    Text(&'a str),
    Trees(vec::IntoIter<Tree>),
}

impl<'a> Acknowledged<'a> {
    fn new(value: &'a Packet) -> Result<Self, Undecodable> {
        let left = match value.contents() {
            Contents::Text(text) => {
                let arguments = text.trim_start().strip_prefix('[');
                Left::Text(arguments.ok_or_else(Undecodable::no_arguments)?)
            }
            Contents::Attached(text, attachments) => attached(text, &list(attachments))?,
            Contents::Packed(bytes) => {
                listed(packed_value(bytes, 0)?.map(|(arguments, _)| arguments))?
            }
        };
        Ok(Self { left, taken: 0 })
    }

    /// Decodes the next argument.
    pub(super) fn next<T: DeserializeOwned>(&mut self) -> Result<T, Undecodable> {
        let decoded = match &mut self.left {
            Left::Text(text) => next_in_text(text, self.taken),
            Left::Trees(trees) => trees.next().map(|tree| from_tree(tree, self.taken + 1)),
        };
        self.taken += 1;
        decoded.unwrap_or_else(|| missing(self.taken))
    }

    /// Checks what is behind the arguments that were taken: more of them, which are ignored, and the
    /// end of the list.
    fn end(self) -> Result<(), Undecodable> {
        let Left::Text(mut text) = self.left else {
            return Ok(());
        };
        let mut taken = self.taken;
        while let Some(ignored) = next_in_text::<IgnoredAny>(&mut text, taken) {
            ignored?;
            taken += 1;
        }
        match text.trim() {
            "]" => Ok(()),
            _ => Err(Undecodable::no_arguments()),
        }
    }
}

fn attached<'a>(text: &str, attachments: &[Bytes]) -> Result<Left<'a>, Undecodable> {
    let arguments = Tree::acknowledgement(text, attachments);
    listed(Some(
        arguments.map_err(|error| Undecodable::packet(&error))?,
    ))
}

fn listed<'a>(arguments: Option<Tree>) -> Result<Left<'a>, Undecodable> {
    match arguments {
        Some(Tree::List(arguments)) => Ok(Left::Trees(arguments.into_iter())),
        _ => Err(Undecodable::no_arguments()),
    }
}

/// Decodes the next argument, if there is one, and moves behind it. `taken` were there before.
fn next_in_text<T: DeserializeOwned>(
    text: &mut &str,
    taken: usize,
) -> Option<Result<T, Undecodable>> {
    let next = start_of_next(text, taken)?;
    let decoded = argument_at_start(next, taken + 1);
    Some(decoded.map(|(argument, end)| {
        *text = next.get(end..).unwrap_or_default();
        argument
    }))
}

/// The text from the next argument on, if there is one.
fn start_of_next(text: &str, taken: usize) -> Option<&str> {
    let left = text.trim_start();
    match taken {
        0 if left.starts_with(']') => None,
        0 => Some(left),
        _ => left.strip_prefix(','),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde_json::json;

    use super::*;
    use crate::wire::args::Args;

    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct File {
        data: Bytes,
    }

    /// What a text is decoded to, and the same packed.
    fn both<T: Acknowledgement + Debug + PartialEq>(text: &str) -> Result<T, String> {
        let json: serde_json::Value = serde_json::from_str(text).expect("is JSON");
        let packed = rmp_serde::to_vec(&json).expect("writes");
        let [from_text, from_packed] = [Packet::text(text), Packet::packed(packed)]
            .map(|value| acknowledged(&value).map_err(|error| error.to_string()));
        assert_eq!(from_text, from_packed);
        from_text
    }

    #[test]
    fn the_first_argument_whatever_its_type() {
        assert_eq!(both(r#"["a"]"#), Ok("a".to_owned()));
        assert_eq!(both(r#"[[1,"b"],3]"#), Ok((1, "b".to_owned())));
        assert_eq!(both("[[1]]"), Ok(vec![1]));
        assert_eq!(both("[null]"), Ok(None::<u8>));
        assert_eq!(both("[]"), Ok(None::<u8>));
        assert_eq!(both("[]"), Ok(()));
        assert_eq!(both::<u8>("[]"), Err("argument 1 is missing".into()));
        assert_eq!(
            both::<u8>(r#"["a"]"#),
            Err("invalid type: string \"a\", expected u8".into())
        );
    }

    #[test]
    fn several_arguments() {
        let text = r#" [ {"data":[1]} , 2 ,"three", true ] "#;
        assert_eq!(both(text), Ok(Args((json!({"data": [1]}),))));
        assert_eq!(
            both(text),
            Ok(Args((json!({"data": [1]}), 2, "three".to_owned())))
        );
        assert_eq!(both(text), Ok(Args(())));
        assert_eq!(both("[]"), Ok(Args(())));
        assert_eq!(both("[[1,2],3]"), Ok(Args(((1, 2), 3))));
        assert_eq!(both("[1]"), Ok(Args((1, None::<u8>, ()))));
        assert_eq!(both("[1,null,2]"), Ok(Args((1, None::<u8>, 2))));
        assert_eq!(
            both::<Args<(u8, u8)>>("[1]"),
            Err("argument 2 is missing".into())
        );
        assert_eq!(
            both::<Args<(u8, u8)>>("[]"),
            Err("argument 1 is missing".into())
        );
        assert_eq!(
            both::<Args<(u8, Vec<u8>)>>(r#"[1,[2,"a"]]"#),
            Err("argument 2: `[1]`: invalid type: string \"a\", expected u8".into())
        );
    }

    #[test]
    fn attachments_are_found_by_their_number() {
        let attachments = [Bytes::from_static(b"zero"), Bytes::from_static(b"one")];
        let text =
            r#"[{"skipped":{"_placeholder":true,"num":0},"data":{"_placeholder":true,"num":1}}]"#;
        let value = Packet::attached(text, attachments.clone());
        let data = Bytes::from_static(b"one");
        assert_eq!(acknowledged(&value), Ok(File { data }));
        let text = r#"[{"_placeholder":true,"num":1},7,{"_placeholder":true,"num":0}]"#;
        let [zero, one] = attachments.clone();
        let value = Packet::attached(text, attachments);
        assert_eq!(acknowledged(&value), Ok(Args((one, 7, zero, None::<u8>))));
    }

    #[test]
    fn what_is_no_list_is_an_error() {
        for value in [
            Packet::packed(Bytes::new()),
            Packet::packed(Bytes::from_static(&[0xc0])),
            Packet::packed(Bytes::from_static(&[0x91])),
            Packet::text("{}"),
            Packet::text(""),
            Packet::text("["),
            Packet::text("[1"),
            Packet::text("[1,"),
            Packet::text("[1,]"),
            Packet::text("[1,2"),
            Packet::text("[1]2"),
            Packet::text("[1 2]"),
        ] {
            assert!(acknowledged::<Option<u8>>(&value).is_err(), "{value:?}");
            assert!(acknowledged::<Args<()>>(&value).is_err(), "{value:?}");
        }
    }
}
