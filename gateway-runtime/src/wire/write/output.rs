//! `Output` is where values are written to, and `Place` says how: as text, with binary data beside it, or
//! packed.

use std::fmt::Display;

use bytes::Bytes;
use serde::ser::{Error as _, Serialize, Serializer as _};
use serde_json::{Error, Result};

use crate::wire::packed::write as packed;

/// The written values.
#[derive(Clone, Default)]
pub(super) struct Output {
    /// Text or `MessagePack`.
    pub(super) buffer: Vec<u8>,
    /// The binary data that the text has placeholders for, in their order.
    pub(super) attachments: Vec<Bytes>,
    /// Whether a unit was written.
    pub(super) has_unit: bool,
    /// Whether a wrapper was taken off: `Some`, or a newtype.
    pub(super) has_wrapper: bool,
}

/// What the next value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A value of JSON text.
    Json,
    /// The key of an object in JSON text.
    JsonKey,
    /// JSON text that is written already.
    JsonText,
    /// A value or a key of `MessagePack`.
    Packed,
}

/// How a value that is neither text nor composed is packed.
type Pack<T> = fn(&mut Vec<u8>, T);

impl Output {
    /// A number or a boolean, which is a key too, in quotes.
    #[inline]
    pub(super) fn scalar<T: Serialize>(
        &mut self,
        place: Place,
        value: T,
        pack: Pack<T>,
    ) -> Result<()> {
        match place {
            Place::Json => self.json(&value),
            Place::Packed => {
                pack(&mut self.buffer, value);
                Ok(())
            }
            Place::JsonKey => {
                self.buffer.push(b'"');
                self.json(&value)?;
                self.buffer.push(b'"');
                Ok(())
            }
            Place::JsonText => Err(no_text()),
        }
    }

    pub(super) fn text(&mut self, place: Place, text: &str) -> Result<()> {
        match place {
            Place::Json | Place::JsonKey if is_plain(text) => {
                self.buffer.reserve(text.len() + 2);
                self.buffer.push(b'"');
                self.buffer.extend_from_slice(text.as_bytes());
                self.buffer.push(b'"');
            }
            Place::Json | Place::JsonKey => return self.json(text),
            Place::Packed => packed::text(&mut self.buffer, text),
            Place::JsonText => self.buffer.extend_from_slice(text.as_bytes()),
        }
        Ok(())
    }

    /// What `value` displays as.
    pub(super) fn display(&mut self, place: Place, value: &dyn Display) -> Result<()> {
        match place {
            Place::Json | Place::JsonKey => {
                serde_json::Serializer::new(&mut self.buffer).collect_str(value)
            }
            Place::Packed | Place::JsonText => self.text(place, &value.to_string()),
        }
    }

    pub(super) fn null(&mut self, place: Place) -> Result<()> {
        match place {
            Place::Json => self.buffer.extend_from_slice(b"null"),
            Place::Packed => packed::null(&mut self.buffer),
            Place::JsonKey => return Err(no_key()),
            Place::JsonText => return Err(no_text()),
        }
        Ok(())
    }

    /// Binary data, which JSON has a placeholder for.
    pub(super) fn bytes(&mut self, place: Place, bytes: &[u8]) -> Result<()> {
        match place {
            Place::Json => {
                let number = self.attachments.len() as u64;
                self.attachments.push(Bytes::copy_from_slice(bytes));
                self.buffer
                    .extend_from_slice(br#"{"_placeholder":true,"num":"#);
                self.json(&number)?;
                self.buffer.push(b'}');
            }
            Place::Packed => packed::bytes(&mut self.buffer, bytes),
            Place::JsonKey => return Err(no_key()),
            Place::JsonText => return Err(no_text()),
        }
        Ok(())
    }

    fn json(&mut self, value: &(impl Serialize + ?Sized)) -> Result<()> {
        value.serialize(&mut serde_json::Serializer::new(&mut self.buffer))
    }
}

/// Whether JSON has `text` as it is, as most text: without quotes, backslashes and control characters.
/// `serde_json` looks for them byte by byte. This loop has no end in between, so that the compiler makes one of
/// it that looks at many bytes at once.
fn is_plain(text: &str) -> bool {
    let is_escaped = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    !text
        .bytes()
        .fold(false, |found, byte| found | is_escaped(byte))
}

// In `serde_json`'s words.

pub(super) fn no_key() -> Error {
    Error::custom("key must be a string")
}

pub(super) fn no_finite_key() -> Error {
    Error::custom("float key must be finite (got NaN or +/-inf)")
}

pub(super) fn no_text() -> Error {
    Error::custom("expected RawValue")
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn escapes_are_found_wherever_they_are() {
        for byte in 0..=0x7f_u8 {
            let is_escaped = matches!(byte, 0..0x20 | b'"' | b'\\');
            for length in 1..20 {
                for place in 0..length {
                    for around in ["a", " ", "\u{7f}", "\u{80}", "\u{ffff}"] {
                        let letter = char::from(byte).to_string();
                        let parts: Vec<&str> = (0..length)
                            .map(|index| if index == place { &*letter } else { around })
                            .collect();
                        let text = parts.concat();
                        assert_eq!(is_plain(&text), !is_escaped, "{text:?}");
                    }
                }
            }
        }
        assert!(is_plain(""));
    }
}
