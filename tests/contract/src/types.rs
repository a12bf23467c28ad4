//! `Post` and its neighbours are payloads of every shape that serde knows.

use std::collections::{BTreeMap, HashMap};

use gateway_runtime::{Bytes, contract::Binary};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Payloads that are described.
macro_rules! payloads {
    ($($(#[$attribute:meta])* $kind:ident $name:ident $body:tt)*) => { $(
        #[allow(dead_code, reason = "the type is only described")]
        #[derive(Serialize, Deserialize, JsonSchema)]
        $(#[$attribute])*
        pub(crate) $kind $name $body
    )* };
}

payloads! {
    /// A message; what has a default may be left out.
    struct Post {
        /// Whose it is.
        name: String,
        #[serde(default)]
        loud: bool,
        reply_to: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(rename = "content-type")]
        kind: String,
    }
    enum External { Unit, Newtype(u8), Tuple(u8, String), Struct { a: u8 } }
    #[serde(tag = "type", rename_all = "snake_case")]
    enum Internal { Unit, Newtype(Post), Struct { a: u8 } }
    #[serde(tag = "t", content = "c")]
    enum Adjacent { Unit, Newtype(u8), Tuple(u8, String), Struct { a: u8 } }
    #[serde(untagged)]
    enum Untagged { Number(f64), Text(String), Many(Vec<Untagged>), Object { a: Option<bool> } }
    /// Only names.
    #[serde(rename_all = "kebab-case")]
    enum Level { VeryLow, High, #[serde(other)] Other }
    struct Tree { value: i64, children: Vec<Tree>, parent: Option<Box<Tree>> }
    struct Empty {}
    struct Small { x: f64 }
    struct Maps {
        by_name: HashMap<String, u8>,
        by_id: BTreeMap<u32, Level>,
        any: serde_json::Value,
        pair: (u8, String),
        three: [f32; 3],
        many: [u8; 32],
        unit: (),
        nested: Vec<Option<Vec<Level>>>,
        letter: char,
        empty: Empty,
    }
    struct Flat { id: u8, #[serde(flatten)] small: Small, #[serde(flatten)] kind: Internal }
    struct FlatMap { id: u8, #[serde(flatten)] rest: HashMap<String, bool> }
    #[serde(deny_unknown_fields)]
    struct Strict { a: u8 }
    /// A type that is called like one of the file's own.
    struct Failure { left: u32 }
}

/// A page of anything.
#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Page<T> {
    items: Vec<T>,
    next: Option<u32>,
}

/// A struct of one value.
#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Newtype(String);

/// A struct without anything.
#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Unit;

/// A struct of two values.
#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Pair(u8, Option<String>);

/// A map of itself.
#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Forest(BTreeMap<String, Forest>);

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct File {
    name: String,
    #[schemars(with = "Binary")]
    content: Bytes,
    #[schemars(with = "Option<Binary>")]
    thumb: Option<Bytes>,
}

/// Another type of a name that there is already.
pub(crate) mod other {
    use super::{Deserialize, JsonSchema, Serialize};

    /// Another one; ends no comment: */
    #[derive(Serialize, Deserialize, JsonSchema)]
    pub(crate) struct Small {
        y: f64,
    }
}
