//! `arguments` and `value` read the text of a packet into trees, with the attachments where they belong.

use std::{cell::Cell, fmt};

use bytes::Bytes;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use serde_json::Number;

use super::Tree;

/// How often the attachments may be repeated, by their bytes. Clients send one for each place; but a
/// place is a few bytes of text, and each gets a copy when it is decoded.
const REPEATED: usize = 8;

/// Reads the arguments of an event.
pub(super) fn arguments(text: &str, attachments: &[Bytes]) -> serde_json::Result<Vec<Tree>> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let left = budget(attachments);
    let left = &left;
    let attachments = Some(attachments);
    let arguments = deserializer.deserialize_seq(Arguments(Reader { attachments, left }))?;
    deserializer.end()?;
    Ok(arguments)
}

/// Reads all of the text.
pub(super) fn value(text: &str, attachments: &[Bytes]) -> serde_json::Result<Tree> {
    let reader = Reader {
        attachments: Some(attachments),
        left: &budget(attachments),
    };
    reader.all(text)
}

/// Reads all of the text, in which nothing is a placeholder.
pub(super) fn plain(text: &str) -> serde_json::Result<Tree> {
    let reader = Reader {
        attachments: None,
        left: &Cell::new(0),
    };
    reader.all(text)
}

/// Reads the value that the text begins with, whatever follows it.
pub(super) fn at_start(text: &str) -> serde_json::Result<Tree> {
    let reader = Reader {
        attachments: Some(&[]),
        left: &Cell::new(0),
    };
    reader.deserialize(&mut serde_json::Deserializer::from_str(text))
}

/// How many bytes of attachments a packet may stand for.
fn budget(attachments: &[Bytes]) -> Cell<usize> {
    let sent: usize = attachments.iter().map(Bytes::len).sum();
    Cell::new(sent.saturating_mul(REPEATED))
}

/// The array of an event: its name, which is skipped, and its arguments.
struct Arguments<'a>(Reader<'a>);

impl<'de> Visitor<'de> for Arguments<'_> {
    type Value = Vec<Tree>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of an event name and arguments")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<Tree>, A::Error> {
        if items.next_element::<String>()?.is_none() {
            return Err(A::Error::invalid_length(0, &self));
        }
        let mut arguments = Vec::new();
        while let Some(argument) = items.next_element_seed(self.0)? {
            arguments.push(argument);
        }
        Ok(arguments)
    }
}

/// Reads one value of JSON text. `serde_json`'s deserializer limits the depth.
#[derive(Clone, Copy)]
struct Reader<'a> {
    /// `None` if there are no placeholders.
    attachments: Option<&'a [Bytes]>,
    /// How many bytes of them may still be put somewhere.
    left: &'a Cell<usize>,
}

impl Reader<'_> {
    fn all(self, text: &str) -> serde_json::Result<Tree> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let value = self.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(value)
    }

    /// An object that was read, or the attachment that it stands for.
    fn object<E: Error>(self, fields: Vec<(String, Tree)>) -> Result<Tree, E> {
        let (Some(attachments), Some(number)) = (self.attachments, placeholder(&fields)) else {
            return Ok(Tree::Object(fields));
        };
        let index = number
            .as_u64()
            .and_then(|number| usize::try_from(number).ok());
        let Some(attachment) = index.and_then(|index| attachments.get(index)) else {
            let count = attachments.len();
            return Err(E::custom(format_args!(
                "there is no binary attachment {number}, the message has {count}"
            )));
        };
        let Some(left) = self.left.get().checked_sub(attachment.len()) else {
            return Err(E::custom("binary attachments are repeated too often"));
        };
        self.left.set(left);
        Ok(Tree::Bytes(attachment.clone()))
    }
}

/// The number of the attachment that an object stands for, if it stands for one.
///
/// Other keys beside the two are ignored, and of a repeated key the last one counts, both as in
/// JavaScript.
fn placeholder(fields: &[(String, Tree)]) -> Option<&Number> {
    let last = |wanted| {
        let field = fields.iter().rev().find(|(key, _)| key == wanted);
        field.map(|(_, value)| value)
    };
    match (last("_placeholder")?, last("num")?) {
        (Tree::Bool(true), Tree::Number(number)) if !number.is_f64() => Some(number),
        _ => None,
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Number(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Tree, E> {
        Ok(Number::from_f64(number).map_or(Tree::Null, Tree::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut fields = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            fields.push((key, map.next_value_seed(self)?));
        }
        self.object(fields)
    }
}
