//! `binary` is what stands for binary data among the values that are checked, since JSON has none.

use bytes::Bytes;
use serde_json::{Map, Value};

/// The one key of the object that stands for binary data. No text of a user begins like this.
const KEY: &str = "\u{0}gateway-runtime: the length of binary data";

/// The value that stands for binary data.
pub(super) fn binary(bytes: &Bytes) -> Value {
    let mut object = Map::new();
    object.insert(KEY.to_owned(), bytes.len().into());
    object.into()
}

/// The length of the binary data that a value stands for; `None` if the value stands for itself.
pub(super) fn binary_length(value: &Value) -> Option<u64> {
    value.as_object()?.get(KEY)?.as_u64()
}
