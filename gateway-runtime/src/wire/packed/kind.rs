//! `Kind` is what the first byte of a packed value announces.

use serde_json::Result;

use super::reader::{Reader, malformed};

/// The kind of a value, with the value itself if it is short, else with its length: of text and
/// binary in bytes, of a list in elements, of an object in pairs.
#[derive(Debug)]
pub(super) enum Kind {
    /// JavaScript's `undefined`.
    Undefined,
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    /// JavaScript's `Date`, in milliseconds since 1970.
    Date(i64),
    Text(usize),
    Bytes(usize),
    List(usize),
    Object(usize),
}

impl Reader<'_> {
    /// Reads up to where the content begins.
    pub(super) fn kind(&mut self) -> Result<Kind> {
        let marker = self.byte()?;
        Ok(match marker {
            0x00..=0x7f => Kind::Unsigned(marker.into()),
            0x80..=0x8f => Kind::Object(usize::from(marker & 0x0f)),
            0x90..=0x9f => Kind::List(usize::from(marker & 0x0f)),
            0xa0..=0xbf => Kind::Text(usize::from(marker & 0x1f)),
            0xc0 => Kind::Null,
            0xc2 => Kind::Bool(false),
            0xc3 => Kind::Bool(true),
            0xc4 => Kind::Bytes(self.length(1)?),
            0xc5 => Kind::Bytes(self.length(2)?),
            0xc6 => Kind::Bytes(self.length(4)?),
            0xc7 => self.array_buffer(1)?,
            0xc8 => self.array_buffer(2)?,
            0xc9 => self.array_buffer(4)?,
            0xca => Kind::Float(f32::from_be_bytes(self.array()?).into()),
            0xcb => Kind::Float(f64::from_be_bytes(self.array()?)),
            0xcc => Kind::Unsigned(self.byte()?.into()),
            0xcd => Kind::Unsigned(u16::from_be_bytes(self.array()?).into()),
            0xce => Kind::Unsigned(u32::from_be_bytes(self.array()?).into()),
            0xcf => Kind::Unsigned(u64::from_be_bytes(self.array()?)),
            0xd0 => Kind::Signed(i8::from_be_bytes(self.array()?).into()),
            0xd1 => Kind::Signed(i16::from_be_bytes(self.array()?).into()),
            0xd2 => Kind::Signed(i32::from_be_bytes(self.array()?).into()),
            0xd3 => Kind::Signed(i64::from_be_bytes(self.array()?)),
            0xd4 => {
                self.extension_type()?;
                self.byte()?;
                Kind::Undefined
            }
            0xd7 => {
                self.extension_type()?;
                Kind::Date(i64::from_be_bytes(self.array()?))
            }
            0xd9 => Kind::Text(self.length(1)?),
            0xda => Kind::Text(self.length(2)?),
            0xdb => Kind::Text(self.length(4)?),
            0xdc => Kind::List(self.length(2)?),
            0xdd => Kind::List(self.length(4)?),
            0xde => Kind::Object(self.length(2)?),
            0xdf => Kind::Object(self.length(4)?),
            0xe0..=0xff => Kind::Signed(marker.cast_signed().into()),
            // 0xc1 is no value; the others are extensions of lengths that the parser does not use.
            0xc1 | 0xd5 | 0xd6 | 0xd8 => {
                return Err(malformed(format_args!("a value begins with {marker:#04x}")));
            }
        })
    }

    /// On Node a view or an `ArrayBuffer`; a `Buffer` is binary like any other.
    fn array_buffer(&mut self, width: usize) -> Result<Kind> {
        let length = self.length(width)?;
        self.extension_type()?;
        Ok(Kind::Bytes(length))
    }

    /// The parser's only type of extensions.
    fn extension_type(&mut self) -> Result<()> {
        match self.byte()? {
            0 => Ok(()),
            other => Err(malformed(format_args!(
                "extension type {} is not known",
                other.cast_signed()
            ))),
        }
    }
}
