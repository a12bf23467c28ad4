//! Values that no type of anybody has: all that a `Serialize` may call, at random, in both formats.

use std::fmt;

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::{PARSERS, namespace, written};

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    /// One below `limit`.
    fn below(&mut self, limit: u64) -> u64 {
        // Knuth's constants; the lower bits repeat too soon.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn bits(&mut self) -> u64 {
        let (high, low) = (self.below(1 << 31), self.below(1 << 31));
        // Numbers of each length are as likely.
        ((high << 33) ^ low) >> self.below(64)
    }

    fn text(&mut self) -> String {
        const LETTERS: [&str; 8] = ["a", "\"", "\\", "\n", "é", "\u{1}", "\u{1f600}", "/"];
        let length = [0, 1, 5, 31, 32, 255, 256][self.index(7)];
        (0..length).map(|_| LETTERS[self.index(8)]).collect()
    }

    fn index(&mut self, limit: u64) -> usize {
        usize::try_from(self.below(limit)).expect("is small")
    }

    fn values(&mut self, depth: u64) -> Vec<Any> {
        let length = [0, 1, 2, 3, 15, 16, 17][self.index(if depth == 0 { 7 } else { 4 })];
        (0..length).map(|_| self.value(depth + 1)).collect()
    }

    fn value(&mut self, depth: u64) -> Any {
        let kinds = if depth < 4 { 28 } else { 17 };
        let bits = self.bits();
        match self.below(kinds) {
            0 => Any::Bool(bits & 1 == 0),
            1 => Any::I8(bits.to_le_bytes()[0].cast_signed()),
            2 => Any::I16(i16::from_le_bytes([
                bits.to_le_bytes()[0],
                bits.to_le_bytes()[1],
            ])),
            3 => Any::I64(bits.cast_signed()),
            4 => Any::I64(bits.cast_signed().wrapping_neg()),
            5 => Any::U8(bits.to_le_bytes()[0]),
            6 => Any::U64(bits),
            7 => Any::I128(i128::from(bits) * [1, -1, 1 << 62][self.index(3)]),
            8 => Any::F32(f32::from_bits(u32::try_from(bits >> 32).expect("fits"))),
            9 => Any::F64(f64::from_bits(bits)),
            10 => Any::F64([0.0, -0.0, 1.0, 0.1, f64::NAN, f64::INFINITY][self.index(6)]),
            11 => {
                Any::Char(char::from_u32(u32::try_from(bits % 0xd800).expect("fits")).expect("is"))
            }
            12 => Any::Text(self.text()),
            13 => Any::Bytes(self.text().into_bytes()),
            14 => Any::None,
            15 => Any::Unit,
            16 => Any::UnitStruct,
            17 => Any::UnitVariant,
            18 => Any::Displayed(self.text()),
            19 => Any::Some(Box::new(self.value(depth + 1))),
            20 => Any::Newtype(Box::new(self.value(depth + 1))),
            21 => Any::NewtypeVariant(Box::new(self.value(depth + 1))),
            22 => Any::Seq(self.values(depth), bits & 1 == 0),
            23 => Any::Tuple(self.values(depth), bits.to_le_bytes()[0] % 3),
            24 => {
                let keys = self.values(depth).into_iter();
                Any::Map(
                    keys.map(|key| (key, self.value(depth + 1))).collect(),
                    bits & 1 == 0,
                )
            }
            25 => {
                // What most maps are: their keys are text.
                let values = self.values(depth).into_iter();
                let pairs = values.map(|value| (Any::Text(self.text()), value));
                Any::Map(pairs.collect(), bits & 1 == 0)
            }
            26 => Any::Struct(self.values(depth), bits & 1 == 0),
            _ if bits.is_multiple_of(16) => Any::Failing,
            _ => Any::Seq(self.values(depth), true),
        }
    }
}

/// A value by the method that it calls.
#[derive(Debug)]
enum Any {
    Bool(bool),
    I8(i8),
    I16(i16),
    I64(i64),
    U8(u8),
    U64(u64),
    I128(i128),
    F32(f32),
    F64(f64),
    Char(char),
    Text(String),
    Bytes(Vec<u8>),
    Displayed(String),
    None,
    Some(Box<Self>),
    Unit,
    UnitStruct,
    UnitVariant,
    Newtype(Box<Self>),
    NewtypeVariant(Box<Self>),
    /// And whether its length is known.
    Seq(Vec<Self>, bool),
    /// A tuple, a tuple struct or a tuple variant.
    Tuple(Vec<Self>, u8),
    /// And whether its length is known.
    Map(Vec<(Self, Self)>, bool),
    /// And whether it is one of a variant.
    Struct(Vec<Self>, bool),
    Failing,
}

const FIELDS: [&str; 3] = ["a", "field", "\"escaped\""];

impl Serialize for Any {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::I8(value) => serializer.serialize_i8(*value),
            Self::I16(value) => serializer.serialize_i16(*value),
            Self::I64(value) => match i32::try_from(*value) {
                Ok(value) => serializer.serialize_i32(value),
                Err(_) => serializer.serialize_i64(*value),
            },
            Self::U8(value) => serializer.serialize_u8(*value),
            Self::U64(value) => match (u16::try_from(*value), u32::try_from(*value)) {
                (Ok(value), _) => serializer.serialize_u16(value),
                (_, Ok(value)) => serializer.serialize_u32(value),
                _ => serializer.serialize_u64(*value),
            },
            Self::I128(value) => match u128::try_from(*value) {
                Ok(value) => serializer.serialize_u128(value),
                Err(_) => serializer.serialize_i128(*value),
            },
            Self::F32(value) => serializer.serialize_f32(*value),
            Self::F64(value) => serializer.serialize_f64(*value),
            Self::Char(value) => serializer.serialize_char(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Self::Displayed(text) => serializer.collect_str(&format_args!("<{text}>")),
            Self::None => serializer.serialize_none(),
            Self::Some(value) => serializer.serialize_some(value),
            Self::Unit => serializer.serialize_unit(),
            Self::UnitStruct => serializer.serialize_unit_struct("Unit"),
            Self::UnitVariant => serializer.serialize_unit_variant("Enum", 0, "Unit"),
            Self::Newtype(value) => serializer.serialize_newtype_struct("Newtype", value),
            Self::NewtypeVariant(value) => {
                serializer.serialize_newtype_variant("Enum", 1, "Newtype", value)
            }
            Self::Seq(values, is_known) => {
                let mut seq = serializer.serialize_seq(is_known.then_some(values.len()))?;
                values
                    .iter()
                    .try_for_each(|value| seq.serialize_element(value))?;
                seq.end()
            }
            Self::Tuple(values, 0) => {
                let mut tuple = serializer.serialize_tuple(values.len())?;
                values
                    .iter()
                    .try_for_each(|value| tuple.serialize_element(value))?;
                tuple.end()
            }
            Self::Tuple(values, 1) => {
                let mut tuple = serializer.serialize_tuple_struct("Tuple", values.len())?;
                values
                    .iter()
                    .try_for_each(|value| tuple.serialize_field(value))?;
                tuple.end()
            }
            Self::Tuple(values, _) => {
                let length = values.len();
                let mut tuple = serializer.serialize_tuple_variant("Enum", 2, "Tuple", length)?;
                values
                    .iter()
                    .try_for_each(|value| tuple.serialize_field(value))?;
                tuple.end()
            }
            Self::Map(pairs, is_known) => {
                let mut map = serializer.serialize_map(is_known.then_some(pairs.len()))?;
                for (index, (key, value)) in pairs.iter().enumerate() {
                    if index % 2 == 0 {
                        map.serialize_entry(key, value)?;
                    } else {
                        map.serialize_key(key)?;
                        map.serialize_value(value)?;
                    }
                }
                map.end()
            }
            Self::Struct(values, false) => {
                let mut fields = serializer.serialize_struct("Struct", values.len())?;
                for (value, key) in values.iter().zip(FIELDS.iter().cycle()) {
                    fields.serialize_field(key, value)?;
                }
                fields.skip_field("skipped")?;
                fields.end()
            }
            Self::Struct(values, true) => {
                let length = values.len();
                let mut fields =
                    serializer.serialize_struct_variant("Enum", 3, "Struct", length)?;
                for (value, key) in values.iter().zip(FIELDS.iter().cycle()) {
                    fields.serialize_field(key, value)?;
                }
                fields.skip_field("skipped")?;
                fields.end()
            }
            Self::Failing => Err(S::Error::custom(Failure)),
        }
    }
}

struct Failure;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this value fails")
    }
}

#[test]
fn any_value_is_written_as_the_protocol_library_writes_it() {
    for parser in PARSERS {
        let namespace = namespace(*parser);
        let mut random = Random(7);
        let (mut fine, mut failed) = (0, 0);
        for round in 0..20_000 {
            let value = random.value(0);
            let event = (round % 2 == 0).then_some("event");
            match written(&namespace, event, &value, &(&value,)) {
                Ok(_) => fine += 1,
                Err(_) => failed += 1,
            }
        }
        // Both are met often enough, so that the test says something of both.
        assert!(fine > 10_000 && failed > 100, "{fine} {failed}");
    }
}
