//! Copying a value into a tree: a serializer with `serde_json`'s mapping to JSON.

use bytes::Bytes;
use serde::{
    Serialize, Serializer,
    ser::{
        Error, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
        SerializeTupleStruct, SerializeTupleVariant,
    },
};

use super::{Number, Tree, TreeError, Verbatim};

/// Makes a tree of the value that is serialised into it.
pub(super) struct Copier;

macro_rules! integers {
    ($($method:ident($type:ty) => $kind:ident;)*) => {
        $(fn $method(self, number: $type) -> Result<Tree, TreeError> {
            Ok(Tree::Number(Number::$kind(number.into())))
        })*
    };
}

impl Serializer for Copier {
    type Ok = Tree;
    type Error = TreeError;
    type SerializeSeq = ListCopy;
    type SerializeTuple = ListCopy;
    type SerializeTupleStruct = ListCopy;
    type SerializeTupleVariant = ListCopy;
    type SerializeMap = ObjectCopy;
    type SerializeStruct = StructCopy;
    type SerializeStructVariant = ObjectCopy;

    integers! {
        serialize_u8(u8) => U64;
        serialize_u16(u16) => U64;
        serialize_u32(u32) => U64;
        serialize_u64(u64) => U64;
        serialize_u128(u128) => U128;
        serialize_i8(i8) => I64;
        serialize_i16(i16) => I64;
        serialize_i32(i32) => I64;
        serialize_i64(i64) => I64;
        serialize_i128(i128) => I128;
    }

    fn serialize_f32(self, number: f32) -> Result<Tree, TreeError> {
        let copy = Tree::Number(Number::F32(number));
        Ok(if number.is_finite() { copy } else { Tree::Null })
    }

    fn serialize_f64(self, number: f64) -> Result<Tree, TreeError> {
        let copy = Tree::Number(Number::F64(number));
        Ok(if number.is_finite() { copy } else { Tree::Null })
    }

    fn serialize_bool(self, value: bool) -> Result<Tree, TreeError> {
        Ok(Tree::Bool(value))
    }

    fn serialize_char(self, value: char) -> Result<Tree, TreeError> {
        Ok(Tree::Text(value.into()))
    }

    fn serialize_str(self, text: &str) -> Result<Tree, TreeError> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Tree, TreeError> {
        Ok(Tree::Bytes(Bytes::copy_from_slice(bytes)))
    }

    fn serialize_none(self) -> Result<Tree, TreeError> {
        Ok(Tree::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree, TreeError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Tree, TreeError> {
        Ok(Tree::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Tree, TreeError> {
        Ok(Tree::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Tree, TreeError> {
        Ok(Tree::Text(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Tree, TreeError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Tree, TreeError> {
        Ok(tagged(Some(variant), Tree::of(value)?))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<ListCopy, TreeError> {
        Ok(ListCopy::new(None, len))
    }

    fn serialize_tuple(self, len: usize) -> Result<ListCopy, TreeError> {
        Ok(ListCopy::new(None, Some(len)))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<ListCopy, TreeError> {
        Ok(ListCopy::new(None, Some(len)))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<ListCopy, TreeError> {
        Ok(ListCopy::new(Some(variant), Some(len)))
    }

    fn serialize_map(self, len: Option<usize>) -> Result<ObjectCopy, TreeError> {
        Ok(ObjectCopy::new(None, len))
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<StructCopy, TreeError> {
        Ok(match Verbatim::token(name) {
            None => StructCopy::Object(ObjectCopy::new(None, Some(len))),
            Some(token) => StructCopy::Verbatim { token, text: None },
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<ObjectCopy, TreeError> {
        Ok(ObjectCopy::new(Some(variant), Some(len)))
    }
}

/// The content of a variant under the variant's name, or just the content.
fn tagged(variant: Option<&'static str>, content: Tree) -> Tree {
    match variant {
        None => content,
        Some(variant) => Tree::Object(vec![(variant.to_owned(), content)]),
    }
}

/// A list that is being copied.
pub(super) struct ListCopy {
    variant: Option<&'static str>,
    items: Vec<Tree>,
}

impl ListCopy {
    fn new(variant: Option<&'static str>, len: Option<usize>) -> Self {
        Self { variant, items: Vec::with_capacity(len.unwrap_or_default()) }
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), TreeError> {
        self.items.push(Tree::of(value)?);
        Ok(())
    }

    fn finish(self) -> Tree {
        tagged(self.variant, Tree::List(self.items))
    }
}

macro_rules! list {
    ($($trait:ident::$method:ident;)*) => {
        $(impl $trait for ListCopy {
            type Ok = Tree;
            type Error = TreeError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), TreeError> {
                self.push(value)
            }

            fn end(self) -> Result<Tree, TreeError> {
                Ok(self.finish())
            }
        })*
    };
}

list! {
    SerializeSeq::serialize_element;
    SerializeTuple::serialize_element;
    SerializeTupleStruct::serialize_field;
    SerializeTupleVariant::serialize_field;
}

/// An object that is being copied.
pub(super) struct ObjectCopy {
    variant: Option<&'static str>,
    fields: Vec<(String, Tree)>,
    /// The key whose value comes next.
    key: Option<String>,
}

impl ObjectCopy {
    fn new(variant: Option<&'static str>, len: Option<usize>) -> Self {
        Self { variant, fields: Vec::with_capacity(len.unwrap_or_default()), key: None }
    }

    fn push<T: Serialize + ?Sized>(&mut self, key: String, value: &T) -> Result<(), TreeError> {
        self.fields.push((key, Tree::of(value)?));
        Ok(())
    }

    fn finish(self) -> Tree {
        tagged(self.variant, Tree::Object(self.fields))
    }
}

impl SerializeMap for ObjectCopy {
    type Ok = Tree;
    type Error = TreeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), TreeError> {
        self.key = Some(key::text(key)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), TreeError> {
        let key = self.key.take().ok_or_else(|| TreeError::custom("a value without a key"))?;
        self.push(key, value)
    }

    fn end(self) -> Result<Tree, TreeError> {
        Ok(self.finish())
    }
}

impl SerializeStructVariant for ObjectCopy {
    type Ok = Tree;
    type Error = TreeError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), TreeError> {
        self.push(key.to_owned(), value)
    }

    fn end(self) -> Result<Tree, TreeError> {
        Ok(self.finish())
    }
}

/// A struct that is being copied.
pub(super) enum StructCopy {
    Object(ObjectCopy),
    /// In truth text; see [`Verbatim`].
    Verbatim { token: &'static str, text: Option<String> },
}

impl SerializeStruct for StructCopy {
    type Ok = Tree;
    type Error = TreeError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), TreeError> {
        match self {
            Self::Object(object) => object.push(key.to_owned(), value),
            Self::Verbatim { text, .. } => {
                if let Tree::Text(raw) = Tree::of(value)? {
                    *text = Some(raw);
                }
                Ok(())
            }
        }
    }

    fn end(self) -> Result<Tree, TreeError> {
        match self {
            Self::Object(object) => Ok(object.finish()),
            Self::Verbatim { token, text: Some(text) } => {
                Ok(Tree::Verbatim(Verbatim::new(token, text)))
            }
            Self::Verbatim { text: None, .. } => Err(TreeError::custom("expected RawValue")),
        }
    }
}

/// The text of a key.
mod key {
    use serde::{Serialize, Serializer, ser::Error};

    use super::TreeError;

    /// A map with this one key.
    struct Single<'a, T: ?Sized>(&'a T);

    impl<T: Serialize + ?Sized> Serialize for Single<'_, T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([(self.0, ())])
        }
    }

    /// Has `serde_json` write a map and takes the key from it, so that it alone decides what can be
    /// a key, how it is written and what the error is.
    pub(super) fn text<T: Serialize + ?Sized>(key: &T) -> Result<String, TreeError> {
        let map = serde_json::to_string(&Single(key))?;
        let quoted = map.strip_prefix('{').and_then(|map| map.strip_suffix(":null}"));
        let quoted = quoted.ok_or_else(|| TreeError::custom("key must be a string"))?;
        Ok(serde_json::from_str(quoted)?)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::tree::verbatim::tests::Raw;

    /// The copy is written as the value is, or neither can be, for the same reason.
    fn same<T: Serialize + ?Sized>(value: &T) {
        let direct = serde_json::to_string(value).map_err(|error| error.to_string());
        let copied = Tree::of(value)
            .map(|tree| serde_json::to_string(&tree).expect("writes"))
            .map_err(|error| error.to_string());
        assert_eq!(copied, direct);
    }

    #[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
    struct Unit;

    #[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
    struct Newtype<T>(T);

    #[derive(Serialize)]
    struct Pair(u8, &'static str);

    #[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
    enum External {
        Unit,
        #[serde(rename = "new type")]
        Newtype(u8),
        Tuple(u8, Option<u8>),
        Empty(),
        Struct { a: u8, b: () },
    }

    #[derive(Serialize)]
    #[serde(tag = "type")]
    enum Internal {
        Unit,
        Newtype(BTreeMap<String, u8>),
        Struct { a: u8 },
    }

    #[derive(Serialize)]
    #[serde(tag = "t", content = "c")]
    enum Adjacent {
        Unit,
        Tuple(u8, u8),
        Struct { a: u8 },
    }

    #[derive(Serialize)]
    #[serde(untagged)]
    enum Untagged {
        Unit,
        Newtype(f32),
        Struct { a: u8 },
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Wide {
        z_first: u8,
        a_second: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        skipped: Option<u8>,
        #[serde(skip)]
        _never: u8,
        #[serde(flatten)]
        rest: BTreeMap<i16, Vec<char>>,
        nested: Newtype<Pair>,
    }

    #[test]
    fn scalars() {
        same(&());
        same(&Unit);
        same(&true);
        same(&(u8::MAX, u16::MAX, u32::MAX, u64::MAX, u128::MAX));
        same(&(i8::MIN, i16::MIN, i32::MIN, i64::MIN, i128::MIN));
        same(&(0.1_f32, f32::MAX, f32::MIN_POSITIVE, -0.0_f32, 16_777_216_f32));
        same(&(0.1_f64, f64::MAX, f64::MIN_POSITIVE, -0.0_f64, 1e21, 1.0));
        same(&(f32::NAN, f32::INFINITY, f64::NAN, f64::NEG_INFINITY));
        same(&['a', '"', '\\', '\u{0}', '\u{1f600}', '\u{2028}']);
        same("tab\t \"quote\" \u{7f} \u{1f600} </script>");
        same(&(None::<u8>, Some(1), Some(None::<u8>), Some(Some(()))));
    }

    #[test]
    fn compounds() {
        same(&Vec::<u8>::new());
        same(&[[1, 2], [3, 4]]);
        same(&((), (1,), (1, "a", ('b', [true; 0]))));
        same(&BTreeMap::<String, u8>::new());
        same(&Pair(1, "x"));
        same(&Newtype(Newtype(Some(vec![Pair(2, "y")]))));
        same(&Wide {
            z_first: 1,
            a_second: None,
            skipped: None,
            _never: 0,
            rest: BTreeMap::from([(-3, vec!['x']), (4, vec![])]),
            nested: Newtype(Pair(5, "")),
        });
        same(&serde_json::json!({ "b": [1, -2, 3.5, null], "a": { "": "x", "é": {} } }));
        same(&format_args!("{}-{:?}", 1, "shown"));
        same(&std::net::Ipv4Addr::LOCALHOST);
        same(&std::time::Duration::from_millis(1500));
        same(&Raw { text: r#"{"a" : 1.00}"# });
    }

    #[test]
    fn enums() {
        use External::{Empty, Struct, Tuple};
        same(&(External::Unit, External::Newtype(1), Tuple(1, None), Empty()));
        same(&Struct { a: 1, b: () });
        same(&(
            Internal::Unit,
            Internal::Newtype(BTreeMap::from([("k".into(), 1)])),
            Internal::Struct { a: 1 },
        ));
        same(&(Adjacent::Unit, Adjacent::Tuple(1, 2), Adjacent::Struct { a: 1 }));
        same(&(Untagged::Unit, Untagged::Newtype(0.3), Untagged::Struct { a: 1 }));
    }

    /// A float as a key, which has no order of its own.
    #[derive(Serialize)]
    struct Floats<T>(#[serde(serialize_with = "as_key")] T);

    fn as_key<T: Serialize, S: Serializer>(key: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(key, 1)])
    }

    #[test]
    fn keys() {
        same(&BTreeMap::from([(1_u8, 1), (255, 2)]));
        same(&BTreeMap::from([(i128::MIN, 1), (i128::MAX, 2)]));
        same(&BTreeMap::from([(u128::MAX, 1)]));
        same(&BTreeMap::from([(true, 1), (false, 2)]));
        same(&BTreeMap::from([('"', 1), ('é', 2)]));
        same(&BTreeMap::from([("\" : null}\n", 1), ("", 2)]));
        same(&BTreeMap::from([(External::Unit, 1)]));
        same(&BTreeMap::from([(Newtype("n"), 1)]));
        same(&BTreeMap::from([(Some(3), 1)]));
        same(&Floats(0.1_f32));
        same(&Floats(1e300_f64));
    }

    #[test]
    fn what_cannot_be_a_key() {
        same(&BTreeMap::from([((), 1)]));
        same(&BTreeMap::from([(Unit, 1)]));
        same(&BTreeMap::from([(None::<u8>, 1)]));
        same(&BTreeMap::from([((1, 2), 1)]));
        same(&BTreeMap::from([(vec![1], 1)]));
        same(&BTreeMap::from([(External::Newtype(1), 1)]));
        same(&BTreeMap::from([(External::Struct { a: 1, b: () }, 1)]));
        same(&BTreeMap::from([(BTreeMap::from([(1, 1)]), 1)]));
        same(&BTreeMap::from([(Bytes::from_static(b"k"), 1)]));
        same(&Floats(f32::NAN));
        same(&Floats(f64::INFINITY));
        let error = Tree::of(&BTreeMap::from([(vec![1], 1)])).expect_err("a list as a key");
        assert_eq!(error.to_string(), "key must be a string");
    }

    #[test]
    fn a_failing_value_fails_the_copy() {
        struct Fails;
        impl Serialize for Fails {
            fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                Err(S::Error::custom("no"))
            }
        }
        same(&[Fails]);
        same(&BTreeMap::from([(1, Newtype(Fails))]));
    }

    #[test]
    fn bytes_stay_bytes() {
        #[derive(Serialize)]
        struct Files {
            b: Bytes,
            a: Option<Vec<Bytes>>,
        }
        let (one, two) = (Bytes::from_static(&[0, 255]), Bytes::new());
        let files = Files { b: one.clone(), a: Some(vec![two.clone(), one.clone()]) };
        same(&files);
        assert_eq!(
            Tree::of(&files).expect("copies"),
            Tree::Object(vec![
                ("b".into(), Tree::Bytes(one.clone())),
                ("a".into(), Tree::List(vec![Tree::Bytes(two), Tree::Bytes(one)])),
            ])
        );
    }

    #[test]
    fn a_copy_can_be_copied() {
        let value = serde_json::json!({ "b": [1, { "a": 0.5 }] });
        let tree = Tree::of(&value).expect("copies");
        assert_eq!(Tree::of(&tree).expect("copies"), tree);
    }
}
