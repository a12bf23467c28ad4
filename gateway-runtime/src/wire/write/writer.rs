//! `Writer` is the serializer of every payload.
//!
//! It takes wrappers off, so that binary data is found in `Some`, in newtypes and in variants; and each
//! format is a readable one, so that an address is the same text in all.

use std::fmt::Display;

use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::{Error, Result};

use super::{
    compound::{Compound, Shape},
    output::{Output, Place, no_finite_key, no_key, no_text},
};
use crate::wire::packed::write as packed;

/// Writes one value.
pub(super) struct Writer<'a> {
    pub(super) output: &'a mut Output,
    pub(super) place: Place,
}

/// By these names `serde_json` knows JSON text that is passed on as it is: its `RawValue`, and its `Number`
/// if numbers have any precision.
const PASSED_ON: [&str; 2] = [
    "$serde_json::private::RawValue",
    "$serde_json::private::Number",
];

impl<'a> Writer<'a> {
    /// A list or an object of the given length.
    fn begin(self, shape: Shape, length: usize) -> Result<Compound<'a>> {
        match self.place {
            Place::Json | Place::Packed => {
                Ok(Compound::begin(self.output, self.place, shape, length))
            }
            Place::JsonKey => Err(no_key()),
            Place::JsonText => Err(no_text()),
        }
    }

    /// An object with one member, up to where its value begins.
    fn begin_variant(self, variant: &str) -> Result<Self> {
        let Self { output, place } = self;
        match place {
            Place::Json => {
                output.buffer.push(b'{');
                output.text(place, variant)?;
                output.buffer.push(b':');
            }
            Place::Packed => {
                packed::object_head(&mut output.buffer, 1);
                output.text(place, variant)?;
            }
            Place::JsonKey => return Err(no_key()),
            Place::JsonText => return Err(no_text()),
        }
        Ok(Self { output, place })
    }
}

fn too_long() -> Error {
    Error::custom("a number of more than 64 bits")
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Compound<'a>;
    type SerializeTupleVariant = Compound<'a>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Compound<'a>;

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.output.scalar(self.place, value, packed::boolean)
    }

    fn serialize_i8(self, value: i8) -> Result<()> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<()> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<()> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<()> {
        self.output.scalar(self.place, value, packed::signed)
    }

    /// A number, as far as the formats have it.
    fn serialize_i128(self, value: i128) -> Result<()> {
        match i64::try_from(value) {
            Ok(value) => self.serialize_i64(value),
            Err(_) => self.serialize_u128(value.try_into().map_err(|_| too_long())?),
        }
    }

    fn serialize_u8(self, value: u8) -> Result<()> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<()> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<()> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<()> {
        self.output.scalar(self.place, value, packed::unsigned)
    }

    /// A number, as far as the formats have it.
    fn serialize_u128(self, value: u128) -> Result<()> {
        self.serialize_u64(value.try_into().map_err(|_| too_long())?)
    }

    fn serialize_f32(self, value: f32) -> Result<()> {
        if self.place == Place::JsonKey && !value.is_finite() {
            return Err(no_finite_key());
        }
        self.output.scalar(self.place, value, packed::single)
    }

    fn serialize_f64(self, value: f64) -> Result<()> {
        if self.place == Place::JsonKey && !value.is_finite() {
            return Err(no_finite_key());
        }
        self.output.scalar(self.place, value, packed::double)
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        self.output.text(self.place, value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        self.output.bytes(self.place, value)
    }

    fn serialize_none(self) -> Result<()> {
        self.output.null(self.place)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        self.output.has_wrapper = true;
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.output.has_unit = true;
        self.output.null(self.place)
    }

    /// Null, in every format.
    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.output.null(self.place)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<()> {
        self.output.has_wrapper = true;
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        let Writer { output, place } = self.begin_variant(variant)?;
        value.serialize(Writer {
            output: &mut *output,
            place,
        })?;
        if place == Place::Json {
            output.buffer.push(b'}');
        }
        Ok(())
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Compound<'a>> {
        self.begin(Shape::List, length.unwrap_or(0))
    }

    fn serialize_tuple(self, length: usize) -> Result<Compound<'a>> {
        self.begin(Shape::List, length)
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Compound<'a>> {
        self.begin(Shape::List, length)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Compound<'a>> {
        let value = self.begin_variant(variant)?;
        Ok(value.begin(Shape::List, length)?.of_variant())
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Compound<'a>> {
        self.begin(Shape::Object, length.unwrap_or(0))
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Compound<'a>> {
        if self.place == Place::Json && PASSED_ON.contains(&name) {
            return Ok(Compound::passed_on(self.output));
        }
        self.begin(Shape::Object, length)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Compound<'a>> {
        let value = self.begin_variant(variant)?;
        Ok(value.begin(Shape::Object, length)?.of_variant())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<()> {
        self.output.display(self.place, &value)
    }

    fn is_human_readable(&self) -> bool {
        true
    }
}
