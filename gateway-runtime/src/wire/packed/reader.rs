//! `Reader` walks through packed bytes. It does not trust a length that a client has declared.

use std::{fmt, str};

use bytes::Bytes;
use serde::de::Error as _;
use serde_json::{Error, Number, Result};

use super::{date, kind::Kind};
use crate::wire::tree::Tree;

/// How deep values may lie in one another, as in `serde_json`'s text deserializer.
const DEEPEST: usize = 128;

/// Packed bytes and how far they are read.
pub(super) struct Reader<'a> {
    bytes: &'a Bytes,
    position: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a Bytes, position: usize) -> Self {
        Self { bytes, position }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The next value; `undefined` is null, as in JSON.
    pub(super) fn value(&mut self) -> Result<Tree> {
        Ok(self.value_at(0)?.unwrap_or(Tree::Null))
    }

    /// The next value, `depth` levels down; `None` for `undefined`.
    fn value_at(&mut self, depth: usize) -> Result<Option<Tree>> {
        if depth == DEEPEST {
            return Err(malformed("recursion limit exceeded"));
        }
        Ok(Some(match self.kind()? {
            Kind::Undefined => return Ok(None),
            Kind::Null => Tree::Null,
            Kind::Bool(value) => Tree::Bool(value),
            Kind::Unsigned(number) => Tree::Number(number.into()),
            Kind::Signed(number) => Tree::Number(number.into()),
            // Neither infinity nor NaN, which JSON writes as null.
            Kind::Float(number) => Number::from_f64(number).map_or(Tree::Null, Tree::Number),
            Kind::Date(time) => date::iso_text(time).map_or(Tree::Null, Tree::Text),
            Kind::Text(length) => Tree::Text(self.text(length)?.to_owned()),
            Kind::Bytes(length) => Tree::Bytes(self.shared(length)?),
            Kind::List(length) => self.list(length, depth)?,
            Kind::Object(length) => self.object(length, depth)?,
        }))
    }

    // Room is made as elements come, not as they are announced.

    fn list(&mut self, length: usize, depth: usize) -> Result<Tree> {
        let mut items = Vec::new();
        for _ in 0..length {
            items.push(self.value_at(depth + 1)?.unwrap_or(Tree::Null));
        }
        Ok(Tree::List(items))
    }

    /// Members that are `undefined` are left out, as in JSON.
    fn object(&mut self, length: usize, depth: usize) -> Result<Tree> {
        let mut fields = Vec::new();
        for _ in 0..length {
            let key = self.key()?;
            if let Some(value) = self.value_at(depth + 1)? {
                fields.push((key, value));
            }
        }
        Ok(Tree::Object(fields))
    }

    /// Keys are text; other clients' numbers become text, as in JavaScript.
    pub(super) fn key(&mut self) -> Result<String> {
        match self.kind()? {
            Kind::Text(length) => Ok(self.text(length)?.to_owned()),
            Kind::Unsigned(number) => Ok(number.to_string()),
            Kind::Signed(number) => Ok(number.to_string()),
            _ => Err(malformed("a key is no text")),
        }
    }

    /// `length` bytes of text.
    pub(super) fn text(&mut self, length: usize) -> Result<&'a str> {
        str::from_utf8(self.take(length)?).map_err(|_| malformed("a text is not UTF-8"))
    }

    /// `length` bytes, shared with the packet.
    fn shared(&mut self, length: usize) -> Result<Bytes> {
        let taken = self.take(length)?;
        Ok(self.bytes.slice_ref(taken))
    }

    /// A length of `width` bytes.
    pub(super) fn length(&mut self, width: usize) -> Result<usize> {
        let digits = self.take(width)?.iter();
        Ok(digits.fold(0, |length, digit| (length << 8) | usize::from(*digit)))
    }

    pub(super) fn byte(&mut self) -> Result<u8> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        self.take(N)?.try_into().map_err(|_| cut_off())
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let rest = self.bytes.get(self.position..).ok_or_else(cut_off)?;
        let taken = rest.get(..length).ok_or_else(cut_off)?;
        self.position += length;
        Ok(taken)
    }
}

fn cut_off() -> Error {
    malformed("the message is cut off")
}

pub(super) fn malformed(what: impl fmt::Display) -> Error {
    Error::custom(what)
}
