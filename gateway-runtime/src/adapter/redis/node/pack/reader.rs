//! `Reader` reads `MessagePack` item by item. What it reads comes from other processes, so nothing is allocated by a length
//! that is only announced.

use std::borrow::Cow;

use rmp::{
    Marker,
    decode::{RmpRead as _, read_marker},
};

use super::{Malformed, Read};
use crate::adapter::redis::node::lenient::NO_ROOM;

/// What is still to be read.
#[derive(Clone, Copy)]
pub(in super::super) struct Reader<'a>(pub(in super::super) &'a [u8]);

/// One item. What is in an array or a map follows.
pub(in super::super) enum Item<'a> {
    Nil,
    /// As `notepack.io` 2 writes it.
    Undefined,
    Bool(bool),
    Uint(u64),
    Int(i64),
    Float(f64),
    Str(Cow<'a, str>),
    Bin(&'a [u8]),
    Array(usize),
    Map(usize),
    /// Milliseconds since 1970.
    Time(f64),
    /// A type that nobody knows: Node reads it as `[type, bytes]`.
    Ext(i8, &'a [u8]),
}

impl<'a> Reader<'a> {
    fn bytes(&mut self, length: usize) -> Read<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length).ok_or(Malformed)?;
        self.0 = rest;
        Ok(bytes)
    }

    fn u8(&mut self) -> Read<u8> {
        self.0.read_data_u8().map_err(|_| Malformed)
    }

    fn u16(&mut self) -> Read<u16> {
        Ok(u16::from_be_bytes(self.fixed()?))
    }

    fn u32(&mut self) -> Read<u32> {
        Ok(u32::from_be_bytes(self.fixed()?))
    }

    fn fixed<const N: usize>(&mut self) -> Read<[u8; N]> {
        self.bytes(N)?.try_into().map_err(|_| Malformed)
    }

    fn length(&mut self) -> Read<usize> {
        usize::try_from(self.u32()?).map_err(|_| Malformed)
    }

    /// Text as JavaScript has it may be no UTF-8: such parts are replaced, as a browser would.
    fn text(&mut self, length: usize) -> Read<Item<'a>> {
        Ok(Item::Str(String::from_utf8_lossy(self.bytes(length)?)))
    }

    fn bin(&mut self, length: usize) -> Read<Item<'a>> {
        Ok(Item::Bin(self.bytes(length)?))
    }

    /// The next item.
    pub(in super::super) fn item(&mut self) -> Read<Item<'a>> {
        let marker = read_marker(&mut self.0).map_err(|_| Malformed)?;
        Ok(match marker {
            Marker::FixPos(value) => Item::Uint(value.into()),
            Marker::FixNeg(value) => Item::Int(value.into()),
            Marker::FixMap(length) => Item::Map(length.into()),
            Marker::FixArray(length) => Item::Array(length.into()),
            Marker::FixStr(length) => self.text(length.into())?,
            Marker::Null => Item::Nil,
            Marker::False => Item::Bool(false),
            Marker::True => Item::Bool(true),
            Marker::Bin8 => {
                let length = self.u8()?;
                self.bin(length.into())?
            }
            Marker::Bin16 => {
                let length = self.u16()?;
                self.bin(length.into())?
            }
            Marker::Bin32 => {
                let length = self.length()?;
                self.bin(length)?
            }
            Marker::F32 => Item::Float(f32::from_be_bytes(self.fixed()?).into()),
            Marker::F64 => Item::Float(f64::from_be_bytes(self.fixed()?)),
            Marker::U8 => Item::Uint(self.u8()?.into()),
            Marker::U16 => Item::Uint(self.u16()?.into()),
            Marker::U32 => Item::Uint(self.u32()?.into()),
            Marker::U64 => Item::Uint(u64::from_be_bytes(self.fixed()?)),
            Marker::I8 => Item::Int(i8::from_be_bytes(self.fixed()?).into()),
            Marker::I16 => Item::Int(i16::from_be_bytes(self.fixed()?).into()),
            Marker::I32 => Item::Int(i32::from_be_bytes(self.fixed()?).into()),
            Marker::I64 => Item::Int(i64::from_be_bytes(self.fixed()?)),
            Marker::Str8 => {
                let length = self.u8()?;
                self.text(length.into())?
            }
            Marker::Str16 => {
                let length = self.u16()?;
                self.text(length.into())?
            }
            Marker::Str32 => {
                let length = self.length()?;
                self.text(length)?
            }
            Marker::Array16 => Item::Array(self.u16()?.into()),
            Marker::Array32 => Item::Array(self.length()?),
            Marker::Map16 => Item::Map(self.u16()?.into()),
            Marker::Map32 => Item::Map(self.length()?),
            Marker::FixExt1 => self.fixed_ext(1)?,
            Marker::FixExt2 => self.fixed_ext(2)?,
            Marker::FixExt4 => self.fixed_ext(4)?,
            Marker::FixExt8 => self.fixed_ext(8)?,
            Marker::FixExt16 => self.fixed_ext(16)?,
            Marker::Ext8 => {
                let length = self.u8()?;
                self.ext(length.into())?
            }
            Marker::Ext16 => {
                let length = self.u16()?;
                self.ext(length.into())?
            }
            Marker::Ext32 => {
                let length = self.length()?;
                self.ext(length)?
            }
            Marker::Reserved => return Err(Malformed),
        })
    }

    /// What `notepack.io` 3 writes, type -1 of the `MessagePack` specification, and what its version 2 wrote, type 0.
    #[expect(
        clippy::cast_precision_loss,
        reason = "JavaScript has no other numbers"
    )]
    fn ext(&mut self, length: usize) -> Read<Item<'a>> {
        let kind = i8::from_be_bytes(self.fixed()?);
        let bytes = self.bytes(length)?;
        let mut rest = Reader(bytes);
        Ok(match (kind, length) {
            (-1, 4) => Item::Time(f64::from(rest.u32()?) * 1e3),
            (-1, 8) => {
                let both = u64::from_be_bytes(rest.fixed()?);
                let (nanoseconds, seconds) = (both >> 34, both & 0x3_ffff_ffff);
                Item::Time(seconds as f64 * 1e3 + nanoseconds as f64 / 1e6)
            }
            (-1, 12) => {
                let nanoseconds = rest.u32()?;
                let seconds = i64::from_be_bytes(rest.fixed()?);
                Item::Time(seconds as f64 * 1e3 + f64::from(nanoseconds) / 1e6)
            }
            // An `ArrayBuffer`.
            (0, _) => Item::Bin(bytes),
            _ => Item::Ext(kind, bytes),
        })
    }

    /// The same without a length before it, as `notepack.io` 2 writes `undefined` and dates: what has a length there is binary
    /// data, whatever the length is.
    fn fixed_ext(&mut self, length: usize) -> Read<Item<'a>> {
        let item = self.ext(length)?;
        Ok(match (item, length) {
            (Item::Bin(_), 1) => Item::Undefined,
            #[expect(
                clippy::cast_precision_loss,
                reason = "JavaScript has no other numbers"
            )]
            (Item::Bin(bytes), 8) => Item::Time(i64::from_be_bytes(Reader(bytes).fixed()?) as f64),
            (Item::Bin(bytes), _) => Item::Ext(0, bytes),
            (item, _) => item,
        })
    }

    /// Skips the next value, with all that is in it.
    pub(in super::super) fn skip(&mut self) -> Read<()> {
        let mut items = 1_usize;
        while items > 0 {
            items = (items - 1).saturating_add(self.item()?.items());
        }
        Ok(())
    }

    /// The next value, unread.
    pub(in super::super) fn raw(&mut self) -> Read<&'a [u8]> {
        let from = self.0;
        self.skip()?;
        Ok(&from[..from.len() - self.0.len()])
    }

    /// A room: text, or a number as text. Anything else is a room that no socket of this server is in.
    fn room(&mut self) -> Read<String> {
        let mut ahead = *self;
        self.skip()?;
        Ok(match ahead.item()? {
            Item::Str(text) => text.into_owned(),
            Item::Uint(number) => number.to_string(),
            Item::Int(number) => number.to_string(),
            Item::Float(number) => number.to_string(),
            _ => NO_ROOM.to_owned(),
        })
    }

    /// The rooms of an array by which sockets are chosen; none if there is nothing in its place.
    pub(in super::super) fn rooms(&mut self) -> Read<Vec<String>> {
        match self.item()? {
            Item::Array(length) => (0..length).map(|_| self.room()).collect(),
            Item::Nil | Item::Undefined => Ok(Vec::new()),
            _ => Err(Malformed),
        }
    }

    /// Calls `member` for each member of a map, which has to read the member's value; not at all if there is nothing in
    /// its place.
    pub(in super::super) fn members(
        &mut self,
        mut member: impl FnMut(&str, &mut Self) -> Read<()>,
    ) -> Read<()> {
        let length = match self.item()? {
            Item::Nil | Item::Undefined => 0,
            Item::Map(length) => length,
            _ => return Err(Malformed),
        };
        for _ in 0..length {
            let Item::Str(key) = self.item()? else {
                return Err(Malformed);
            };
            member(&key, self)?;
        }
        Ok(())
    }

    /// The next value if it is text; `None` if it is something else, which is skipped.
    pub(in super::super) fn optional_str(&mut self) -> Read<Option<String>> {
        let mut ahead = *self;
        self.skip()?;
        match ahead.item()? {
            Item::Str(text) => Ok(Some(text.into_owned())),
            _ => Ok(None),
        }
    }

    /// The next value if it is true or false; `None` if it is something else, which is skipped.
    pub(in super::super) fn optional_bool(&mut self) -> Read<Option<bool>> {
        let mut ahead = *self;
        self.skip()?;
        match ahead.item()? {
            Item::Bool(value) => Ok(Some(value)),
            _ => Ok(None),
        }
    }

    /// The next value if it is a whole number that is not negative; `None` if it is something else, which is skipped.
    pub(in super::super) fn optional_uint(&mut self) -> Read<Option<u64>> {
        let mut ahead = *self;
        self.skip()?;
        match ahead.item()? {
            Item::Uint(number) => Ok(Some(number)),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the conversion saturates"
            )]
            Item::Float(number) if number >= 0.0 => Ok(Some(number as u64)),
            _ => Ok(None),
        }
    }
}

impl Item<'_> {
    /// How many items follow that belong to this one.
    pub(super) fn items(&self) -> usize {
        match self {
            Self::Array(length) => *length,
            Self::Map(length) => length.saturating_mul(2),
            _ => 0,
        }
    }
}
