//! The types that packets are decoded as: each kind of value that serde knows is in one of them.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value as Json;

use crate::wire::FromText;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "the values are printed")]
pub(super) enum Choice {
    Unit,
    New(u8),
    Tuple(i32, String),
    Struct { a: Option<Bytes>, b: Vec<f32> },
}

/// A struct whose other members are kept.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "the values are printed")]
pub(super) struct Open {
    key: Option<Choice>,
    #[serde(default)]
    map: BTreeMap<i64, Json>,
    #[serde(flatten)]
    rest: BTreeMap<String, Json>,
}

/// A struct that has no other members.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "the values are printed")]
pub(super) struct Closed {
    first_name: Option<String>,
    #[serde(default)]
    letter: Option<char>,
    #[serde(default)]
    wide: BTreeMap<i128, u8>,
    #[serde(default)]
    flags: BTreeMap<bool, u16>,
    #[serde(default)]
    data: Option<Bytes>,
    #[serde(default)]
    inner: Option<Box<Closed>>,
}

/// A choice that is told by a member of the object.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[expect(dead_code, reason = "the values are printed")]
pub(super) enum Tagged {
    A { a: i8 },
    B(BTreeMap<String, f64>),
    C,
}

/// A choice that is told by nothing.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "the values are printed")]
pub(super) enum Either {
    Number(u32),
    Float(f64),
    Text(String),
    List(Vec<Either>),
    Object(BTreeMap<String, Either>),
    Nothing,
}

pub(super) type Texts = (FromText<u32>, FromText<f64>, Option<FromText<bool>>);
pub(super) type Mixed = (u8, Option<String>, Bytes);
