//! What can be sent, and as how many arguments.

use serde::ser::{Serialize, SerializeTuple, Serializer};

use super::args::{Args, ArgumentTuple};

/// What can be emitted or acknowledged with: every `Serialize` type as one argument (tuples, arrays
/// and newtypes too), `()` as none, [`Args`] as several.
///
/// Socketioxide spreads tuples over several arguments and breaks on newtypes; here the Rust type
/// decides nothing about the number of arguments, except `()` and `Args`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent to a client",
    label = "this type does not implement `Serialize`",
    note = "derive `Serialize` for it"
)]
pub trait Payload {
    /// Writes the arguments as a tuple.
    #[doc(hidden)]
    fn serialize_arguments<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> Payload for T {
    fn serialize_arguments<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if unit::is_unit(self) {
            return serializer.serialize_tuple(0)?.end();
        }
        let mut arguments = serializer.serialize_tuple(1)?;
        arguments.serialize_element(self)?;
        arguments.end()
    }
}

impl<T: ArgumentTuple> Payload for Args<T> {
    fn serialize_arguments<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Tells `()` from everything else without a value of a known type: specialisation is not stable,
/// so the value is asked to serialise into a serializer that only notes the first call. Others write
/// a unit too, `serde_json`'s `null` for one; they have a size.
mod unit {
    use std::fmt;

    use serde::ser::{Impossible, Serialize, Serializer};

    pub(super) fn is_unit<T: Serialize + ?Sized>(value: &T) -> bool {
        size_of_val(value) == 0 && value.serialize(Probe).is_ok()
    }

    struct Probe;

    #[derive(Debug)]
    struct NotUnit;

    impl fmt::Display for NotUnit {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("not a unit")
        }
    }

    impl std::error::Error for NotUnit {}

    impl serde::ser::Error for NotUnit {
        fn custom<M: fmt::Display>(_: M) -> Self {
            Self
        }
    }

    macro_rules! not_unit {
        ($($method:ident($($argument:ty),*) -> $ok:ident;)*) => {
            $(fn $method(self, $(_: $argument),*) -> Result<Self::$ok, NotUnit> { Err(NotUnit) })*
        };
    }

    impl Serializer for Probe {
        type Ok = ();
        type Error = NotUnit;
        type SerializeSeq = Impossible<(), NotUnit>;
        type SerializeTuple = Impossible<(), NotUnit>;
        type SerializeTupleStruct = Impossible<(), NotUnit>;
        type SerializeTupleVariant = Impossible<(), NotUnit>;
        type SerializeMap = Impossible<(), NotUnit>;
        type SerializeStruct = Impossible<(), NotUnit>;
        type SerializeStructVariant = Impossible<(), NotUnit>;

        fn serialize_unit(self) -> Result<(), NotUnit> {
            Ok(())
        }

        fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<(), NotUnit> {
            Err(NotUnit)
        }

        fn serialize_newtype_struct<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: &T,
        ) -> Result<(), NotUnit> {
            Err(NotUnit)
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Result<(), NotUnit> {
            Err(NotUnit)
        }

        fn collect_str<T: fmt::Display + ?Sized>(self, _: &T) -> Result<(), NotUnit> {
            Err(NotUnit)
        }

        not_unit! {
            serialize_bool(bool) -> Ok;
            serialize_i8(i8) -> Ok;
            serialize_i16(i16) -> Ok;
            serialize_i32(i32) -> Ok;
            serialize_i64(i64) -> Ok;
            serialize_i128(i128) -> Ok;
            serialize_u8(u8) -> Ok;
            serialize_u16(u16) -> Ok;
            serialize_u32(u32) -> Ok;
            serialize_u64(u64) -> Ok;
            serialize_u128(u128) -> Ok;
            serialize_f32(f32) -> Ok;
            serialize_f64(f64) -> Ok;
            serialize_char(char) -> Ok;
            serialize_str(&str) -> Ok;
            serialize_bytes(&[u8]) -> Ok;
            serialize_none() -> Ok;
            serialize_unit_struct(&'static str) -> Ok;
            serialize_unit_variant(&'static str, u32, &'static str) -> Ok;
            serialize_seq(Option<usize>) -> SerializeSeq;
            serialize_tuple(usize) -> SerializeTuple;
            serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct;
            serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant;
            serialize_map(Option<usize>) -> SerializeMap;
            serialize_struct(&'static str, usize) -> SerializeStruct;
            serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;
    use crate::wire::arguments::{Arguments, Form};

    #[derive(Serialize)]
    struct Newtype(&'static str);

    #[derive(Serialize)]
    struct Unit;

    fn arguments(payload: &(impl Payload + ?Sized)) -> String {
        serde_json::to_string(&Arguments::acknowledging(Form::Json, payload)).expect("serialises")
    }

    #[test]
    fn one_value_is_one_argument() {
        assert_eq!(arguments(&1), "[1]");
        assert_eq!(arguments("text"), r#"["text"]"#);
        assert_eq!(arguments(&Newtype("n")), r#"["n"]"#);
        assert_eq!(arguments(&(1, 2)), "[[1,2]]");
        assert_eq!(arguments(&[1, 2]), "[[1,2]]");
        assert_eq!(arguments(&vec![1, 2]), "[[1,2]]");
        assert_eq!(arguments(&None::<u8>), "[null]");
        assert_eq!(arguments(&Some(1)), "[1]");
        assert_eq!(arguments(&Unit), "[null]");
        assert_eq!(arguments(&Some(())), "[null]");
        assert_eq!(arguments(&serde_json::Value::Null), "[null]");
    }

    #[test]
    fn unit_is_no_argument_and_args_are_several() {
        assert_eq!(arguments(&()), "[]");
        assert_eq!(arguments(&Args(())), "[]");
        assert_eq!(arguments(&Args((1, "a", (2, 3)))), r#"[1,"a",[2,3]]"#);
    }
}
