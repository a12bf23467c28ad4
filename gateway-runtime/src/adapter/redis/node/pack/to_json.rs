//! `to_json` writes packed arguments as JSON text with attachments, which is what a Node server sends its own clients.

use std::{collections::VecDeque, fmt::Write as _};

use bytes::Bytes;
use socketioxide_core::Value;

use super::{Item, Malformed, Read, Reader};
use crate::adapter::redis::node::date;

/// How deep arrays and objects may be in one another.
const DEPTH: usize = 128;

/// Packed arguments for clients that read JSON.
///
/// # Errors
/// They are malformed, or too deep.
pub(in super::super) fn to_json(packed: &Bytes) -> Read<Value> {
    let mut json = Json::new(packed);
    json.source = Some(packed);
    json.value(0)?;
    let attachments = (!json.attachments.is_empty()).then_some(json.attachments);
    Ok(Value::Str(json.text.into(), attachments))
}

/// A packed value as text, in which bytes are what `JSON.stringify` makes of a `Buffer`.
///
/// # Errors
/// It is malformed, or too deep.
pub(in super::super) fn to_text(packed: &[u8]) -> Read<String> {
    let mut json = Json::new(packed);
    json.value(0)?;
    Ok(json.text)
}

/// Text, written as it is read.
struct Json<'a> {
    /// What attachments are parts of, if bytes become attachments.
    source: Option<&'a Bytes>,
    from: Reader<'a>,
    text: String,
    attachments: VecDeque<Bytes>,
}

impl<'a> Json<'a> {
    fn new(packed: &'a [u8]) -> Self {
        Self {
            source: None,
            from: Reader(packed),
            text: String::with_capacity(packed.len() + packed.len() / 4),
            attachments: VecDeque::new(),
        }
    }

    fn value(&mut self, depth: usize) -> Read<()> {
        if depth > DEPTH {
            return Err(Malformed);
        }
        let item = self.from.item()?;
        // Writing to a `String` does not fail.
        match item {
            Item::Nil | Item::Undefined => self.text.push_str("null"),
            Item::Bool(value) => drop(write!(self.text, "{value}")),
            Item::Uint(value) => drop(write!(self.text, "{value}")),
            Item::Int(value) => drop(write!(self.text, "{value}")),
            Item::Float(value) => self.float(value)?,
            Item::Str(value) => self.string(&value)?,
            Item::Bin(value) => self.attach(value),
            Item::Time(milliseconds) => match date::json(milliseconds) {
                Some(date) => drop(write!(self.text, "\"{date}\"")),
                None => self.text.push_str("null"),
            },
            Item::Ext(kind, bytes) => {
                let _ = write!(self.text, "[{kind},");
                self.attach(bytes);
                self.text.push(']');
            }
            Item::Array(length) => {
                self.text.push('[');
                for at in 0..length {
                    self.comma(at);
                    self.value(depth + 1)?;
                }
                self.text.push(']');
            }
            Item::Map(length) => {
                self.text.push('{');
                let mut written = 0;
                for _ in 0..length {
                    let before = self.text.len();
                    self.comma(written);
                    self.key()?;
                    if self.is_undefined()? {
                        self.text.truncate(before);
                    } else {
                        self.value(depth + 1)?;
                        written += 1;
                    }
                }
                self.text.push('}');
            }
        }
        Ok(())
    }

    /// Skips the next value if it is `undefined`: `JSON.stringify` leaves out such members.
    fn is_undefined(&mut self) -> Read<bool> {
        let mut ahead = self.from;
        let is_undefined = matches!(ahead.item()?, Item::Undefined);
        if is_undefined {
            self.from = ahead;
        }
        Ok(is_undefined)
    }

    fn comma(&mut self, at: usize) {
        if at > 0 {
            self.text.push(',');
        }
    }

    fn key(&mut self) -> Read<()> {
        match self.from.item()? {
            Item::Str(key) => self.string(&key)?,
            Item::Uint(key) => drop(write!(self.text, "\"{key}\"")),
            Item::Int(key) => drop(write!(self.text, "\"{key}\"")),
            _ => return Err(Malformed),
        }
        self.text.push(':');
        Ok(())
    }

    /// As `JSON.stringify` has it: what is no number is `null`.
    fn float(&mut self, value: f64) -> Read<()> {
        if !value.is_finite() {
            self.text.push_str("null");
        } else if value == 0.0 {
            self.text.push('0');
        } else {
            self.text
                .push_str(&serde_json::to_string(&value).map_err(|_| Malformed)?);
        }
        Ok(())
    }

    fn string(&mut self, value: &str) -> Read<()> {
        let is_plain = |byte: u8| byte >= 0x20 && byte != b'"' && byte != b'\\';
        if value.bytes().all(is_plain) {
            self.text.push('"');
            self.text.push_str(value);
            self.text.push('"');
        } else {
            self.text
                .push_str(&serde_json::to_string(value).map_err(|_| Malformed)?);
        }
        Ok(())
    }

    /// The bytes are not copied: they keep the message alive.
    fn attach(&mut self, bytes: &[u8]) {
        let Some(source) = self.source else {
            let _ = write!(self.text, r#"{{"type":"Buffer","data":{bytes:?}}}"#);
            return;
        };
        let number = self.attachments.len();
        let _ = write!(self.text, r#"{{"_placeholder":true,"num":{number}}}"#);
        self.attachments.push_back(source.slice_ref(bytes));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Writer, *};

    #[test]
    fn there_and_back() {
        let bytes = [Bytes::from_static(b"abc"), Bytes::from_static(&[0, 255])];
        for text in [
            r#"["event",null,true,1,-1,-300,300,70000,5000000000,1.5,"text \"\n","é"]"#,
            r#"["event",{"a":{"_placeholder":true,"num":0},"b":[{"_placeholder":true,"num":1}]}]"#,
            r#"["e",[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16],{"_placeholder":true,"num":5,"x":1}]"#,
            r#"["e",{"_placeholder":true,"num":9},[],{}]"#,
        ] {
            let attachments = text
                .contains("\"num\":0")
                .then(|| bytes.iter().cloned().collect());
            let value = Value::Str(text.into(), attachments);
            let mut writer = Writer::default();
            writer.arguments(&value).expect("is JSON");
            let back = to_json(&writer.into_bytes().into()).expect("is MessagePack");
            assert_eq!(back, value);
        }
    }

    #[test]
    fn whole_numbers_are_written_as_such() {
        for (text, packed) in [("[1.0]", vec![0x91, 1]), ("[-2.0]", vec![0x91, 0xfe])] {
            let mut writer = Writer::default();
            let value = Value::Str(text.into(), None);
            writer.arguments(&value).expect("is JSON");
            assert_eq!(writer.into_bytes(), packed);
        }
    }

    #[test]
    fn what_javascript_has_beyond_json_becomes_what_node_makes_of_it() {
        for (packed, text) in [
            // NaN, -0, a surrogate alone.
            (&[0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0][..], "null"),
            (&[0xcb, 0x80, 0, 0, 0, 0, 0, 0, 0], "0"),
            (&[0xa3, 0xed, 0xa0, 0x80], "\"\u{fffd}\u{fffd}\u{fffd}\""),
            // `undefined` and a date of notepack.io 2.
            (&[0xd4, 0, 0], "null"),
            (&[0x91, 0xd4, 0, 0], "[null]"),
            (
                &[
                    0x83, 0xa1, b'a', 0xd4, 0, 0, 0xa1, b'b', 1, 0xa1, b'c', 0xd4, 0, 0,
                ],
                r#"{"b":1}"#,
            ),
            (
                &[0xd7, 0, 0, 0, 0, 0, 0, 0, 0x03, 0xe8],
                "\"1970-01-01T00:00:01.000Z\"",
            ),
            // Dates of notepack.io 3.
            (&[0xd6, 0xff, 0, 0, 0, 1], "\"1970-01-01T00:00:01.000Z\""),
            // A key that is a number.
            (&[0x81, 5, 0xc3], r#"{"5":true}"#),
        ] {
            let json = to_json(&Bytes::copy_from_slice(packed)).expect("is MessagePack");
            assert_eq!(json, Value::Str(text.into(), None));
        }
    }

    /// Servers with version 7 of the adapter write an `ArrayBuffer` so.
    #[test]
    fn binary_data_of_notepack_2_is_no_date_whatever_its_length_is() {
        for length in [0, 1, 4, 8, 12] {
            let bytes = Bytes::from(vec![7; length]);
            let length = u8::try_from(length).expect("is short");
            let packed = [&[0xc7, length, 0], &bytes[..]].concat();
            let placeholder = r#"{"_placeholder":true,"num":0}"#;
            assert_eq!(
                to_json(&packed.into()).expect("is MessagePack"),
                Value::Str(placeholder.into(), Some([bytes].into()))
            );
        }
    }

    #[test]
    fn bytes_in_text_are_what_node_makes_of_them() {
        let packed = [0x92, 0xa1, b'e', 0xc4, 2, 0, 255];
        let text = to_text(&packed).expect("is MessagePack");
        assert_eq!(text, r#"["e",{"type":"Buffer","data":[0, 255]}]"#);
    }

    #[test]
    fn nonsense_is_refused_and_costs_nothing() {
        let deep = [0x91; 1_000];
        for packed in [
            &[][..],
            &[0xc1],
            &[0xdd, 0xff, 0xff, 0xff, 0xff],
            &[0xdf, 0xff, 0xff, 0xff, 0xff, 0xa1],
            &[0xc6, 0xff, 0xff, 0xff, 0xff, 1],
            &[0x81, 0xc0, 0xc0],
            &[0xc7, 12, 0xff, 0],
            &deep,
        ] {
            assert!(to_json(&Bytes::copy_from_slice(packed)).is_err());
        }
    }
}
