//! What wraps a value and is not seen on the wire: `Some`, newtypes, and the format.
//!
//! Socketioxide finds binary data only where its own serializer looks, which is neither in `Some`, nor
//! in newtypes, nor in variants; and its `MessagePack` form asks types for their compact forms, so that
//! an address would be text in one format and bytes in the other. Here wrappers are taken off before
//! it sees them, and every format is a readable one, as JSON is.

use std::fmt::Display;

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// A serializer that takes wrappers off, and a value that is written with one: all methods but those
/// for wrappers only pass on. If it is without `BINARY`, binary data is an error.
pub(super) struct Transparent<T, const BINARY: bool = true>(pub(super) T);

impl<T: Serialize + ?Sized, const BINARY: bool> Serialize for Transparent<&T, BINARY> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Transparent::<S, BINARY>(serializer))
    }
}

fn too_long<E: Error>() -> E {
    E::custom("a number of more than 64 bits")
}

macro_rules! pass_on {
    ($($method:ident($($argument:ident: $type:ty),*);)*) => {
        $(#[inline]
        fn $method(self, $($argument: $type),*) -> Result<S::Ok, S::Error> {
            self.0.$method($($argument),*)
        })*
    };
}

macro_rules! pass_on_compounds {
    ($($method:ident($($argument:ident: $type:ty),*) -> $compound:ident;)*) => {
        $(#[inline]
        fn $method(self, $($argument: $type),*) -> Result<Self::$compound, S::Error> {
            self.0.$method($($argument),*).map(Transparent)
        })*
    };
}

impl<S: Serializer, const BINARY: bool> Serializer for Transparent<S, BINARY> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Transparent<S::SerializeSeq, BINARY>;
    type SerializeTuple = Transparent<S::SerializeTuple, BINARY>;
    type SerializeTupleStruct = Transparent<S::SerializeTupleStruct, BINARY>;
    type SerializeTupleVariant = Transparent<S::SerializeTupleVariant, BINARY>;
    type SerializeMap = Transparent<S::SerializeMap, BINARY>;
    type SerializeStruct = Transparent<S::SerializeStruct, BINARY>;
    type SerializeStructVariant = Transparent<S::SerializeStructVariant, BINARY>;

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    /// An object with one member, in every format.
    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let mut object = self.serialize_map(Some(1))?;
        object.serialize_entry(variant, value)?;
        object.end()
    }

    #[inline]
    fn serialize_bytes(self, value: &[u8]) -> Result<S::Ok, S::Error> {
        if BINARY {
            return self.0.serialize_bytes(value);
        }
        Err(S::Error::custom("binary data"))
    }

    /// Null, in every format.
    #[inline]
    fn serialize_unit_struct(self, _: &'static str) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit()
    }

    /// A number, as far as the formats have it.
    fn serialize_i128(self, value: i128) -> Result<S::Ok, S::Error> {
        match i64::try_from(value) {
            Ok(value) => self.0.serialize_i64(value),
            Err(_) => self.serialize_u128(value.try_into().map_err(|_| too_long())?),
        }
    }

    /// A number, as far as the formats have it.
    fn serialize_u128(self, value: u128) -> Result<S::Ok, S::Error> {
        self.0
            .serialize_u64(value.try_into().map_err(|_| too_long())?)
    }

    #[inline]
    fn is_human_readable(&self) -> bool {
        true
    }

    #[inline]
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.collect_str(value)
    }

    pass_on! {
        serialize_bool(value: bool);
        serialize_i8(value: i8);
        serialize_i16(value: i16);
        serialize_i32(value: i32);
        serialize_i64(value: i64);
        serialize_u8(value: u8);
        serialize_u16(value: u16);
        serialize_u32(value: u32);
        serialize_u64(value: u64);
        serialize_f32(value: f32);
        serialize_f64(value: f64);
        serialize_char(value: char);
        serialize_str(value: &str);
        serialize_none();
        serialize_unit();
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str);
    }

    pass_on_compounds! {
        serialize_seq(length: Option<usize>) -> SerializeSeq;
        serialize_tuple(length: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, length: usize)
            -> SerializeTupleVariant;
        serialize_map(length: Option<usize>) -> SerializeMap;
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct;
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, length: usize)
            -> SerializeStructVariant;
    }
}

macro_rules! elements {
    ($($compound:ident: $method:ident($($key:ident)?);)*) => {
        $(impl<C: $compound, const BINARY: bool> $compound for Transparent<C, BINARY> {
            type Ok = C::Ok;
            type Error = C::Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($key: &'static str,)?
                value: &T,
            ) -> Result<(), C::Error> {
                self.0.$method($($key,)? &Transparent::<_, BINARY>(value))
            }

            $(#[inline]
            fn skip_field(&mut self, $key: &'static str) -> Result<(), C::Error> {
                self.0.skip_field($key)
            })?

            #[inline]
            fn end(self) -> Result<C::Ok, C::Error> {
                self.0.end()
            }
        })*
    };
}

elements! {
    SerializeSeq: serialize_element();
    SerializeTuple: serialize_element();
    SerializeTupleStruct: serialize_field();
    SerializeTupleVariant: serialize_field();
    SerializeStruct: serialize_field(key);
    SerializeStructVariant: serialize_field(key);
}

impl<C: SerializeMap, const BINARY: bool> SerializeMap for Transparent<C, BINARY> {
    type Ok = C::Ok;
    type Error = C::Error;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), C::Error> {
        self.0.serialize_key(&Transparent::<_, BINARY>(key))
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
        self.0.serialize_value(&Transparent::<_, BINARY>(value))
    }

    #[inline]
    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), C::Error> {
        self.0.serialize_entry(
            &Transparent::<_, BINARY>(key),
            &Transparent::<_, BINARY>(value),
        )
    }

    #[inline]
    fn end(self) -> Result<C::Ok, C::Error> {
        self.0.end()
    }
}

#[cfg(test)]
mod tests;
