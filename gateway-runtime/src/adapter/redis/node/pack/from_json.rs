//! `Writer::arguments` writes the arguments of an event or an acknowledgement: JSON text with its attachments, or what is
//! packed already.

use std::{borrow::Cow, collections::VecDeque, fmt};

use bytes::Bytes;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use socketioxide_core::Value;

use super::{Item, Reader, Writer};

impl Writer {
    /// Writes arguments.
    ///
    /// # Errors
    /// The text is no JSON, or deeper than `serde_json` reads.
    pub(in super::super) fn arguments(&mut self, arguments: &Value) -> serde_json::Result<()> {
        match arguments {
            Value::Bytes(packed) => self.raw(packed),
            Value::Str(text, attachments) => {
                let none = VecDeque::new();
                let attachments = attachments.as_ref().unwrap_or(&none);
                let mut budget = usize::MAX;
                self.json(text.as_str(), attachments, &mut budget)?;
            }
        }
        Ok(())
    }

    /// Writes a value of JSON, with `attachments` in the place of their placeholders: at most `budget` bytes of them.
    ///
    /// # Errors
    /// The text is no JSON, or deeper than `serde_json` reads; or the attachments have more bytes.
    pub(in super::super) fn json(
        &mut self,
        text: &str,
        attachments: &VecDeque<Bytes>,
        budget: &mut usize,
    ) -> serde_json::Result<()> {
        let mut json = serde_json::Deserializer::from_str(text);
        let value = Json {
            to: self,
            attachments,
            budget,
        };
        value.deserialize(&mut json).map(drop)
    }

    /// The first of some arguments, packed; `None` if there are none.
    ///
    /// # Errors
    /// As [`arguments`](Self::arguments).
    pub(in super::super) fn first_of(arguments: &Value) -> serde_json::Result<Option<Vec<u8>>> {
        let mut packed = Self::default();
        packed.arguments(arguments)?;
        let mut from = Reader(packed.bytes());
        Ok(match from.item() {
            Ok(Item::Array(1..)) => from.raw().ok().map(<[u8]>::to_vec),
            _ => None,
        })
    }
}

/// One value, written as it is read.
struct Json<'a> {
    to: &'a mut Writer,
    attachments: &'a VecDeque<Bytes>,
    /// How many bytes of attachments may still be written.
    budget: &'a mut usize,
}

impl Json<'_> {
    /// The next value within this one.
    fn inner(&mut self) -> Json<'_> {
        Json {
            to: self.to,
            attachments: self.attachments,
            budget: self.budget,
        }
    }
}

/// Gives the number that was written, if it was one: it may say which attachment a placeholder stands for.
impl<'de> DeserializeSeed<'de> for Json<'_> {
    type Value = Option<u64>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<u64>, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Json<'_> {
    type Value = Option<u64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Option<u64>, E> {
        self.to.nil();
        Ok(None)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Option<u64>, E> {
        self.to.bool(value);
        Ok(None)
    }

    fn visit_u64<E>(self, value: u64) -> Result<Option<u64>, E> {
        self.to.uint(value);
        Ok(Some(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Option<u64>, E> {
        self.to.int(value);
        Ok(None)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Option<u64>, E> {
        self.to.float(value);
        Ok(None)
    }

    fn visit_str<E>(self, value: &str) -> Result<Option<u64>, E> {
        self.to.str(value);
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Option<u64>, A::Error> {
        let position = self.to.position();
        self.to.nil();
        let mut length = 0;
        while items.next_element_seed(self.inner())?.is_some() {
            length += 1;
        }
        self.to.header(position, length, false);
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Option<u64>, A::Error> {
        let position = self.to.position();
        self.to.nil();
        let (mut length, mut is_placeholder, mut number) = (0, false, None);
        while let Some(key) = members.next_key::<Cow<'_, str>>()? {
            self.to.str(&key);
            let value = members.next_value_seed(self.inner())?;
            length += 1;
            is_placeholder |= key == "_placeholder";
            if key == "num" {
                number = value;
            }
        }
        let attachment = number
            .filter(|_| is_placeholder && length == 2)
            .and_then(|number| self.attachments.get(usize::try_from(number).ok()?));
        if let Some(attachment) = attachment {
            let rest = self.budget.checked_sub(attachment.len());
            *self.budget =
                rest.ok_or_else(|| A::Error::custom("an attachment in several places"))?;
            self.to.truncate(position);
            self.to.bin(attachment);
        } else {
            self.to.header(position, length, true);
        }
        Ok(None)
    }
}
