//! `Tree` as a value that can be written.

use serde::{Serialize, Serializer};

use super::Tree;

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // As `None` and not as a unit, which on its own would be no argument.
            Self::Null => serializer.serialize_none(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(fields) => {
                serializer.collect_map(fields.iter().map(|(key, value)| (key, value)))
            }
            #[cfg(feature = "validation")]
            Self::Watched(watched) => watched.tree.serialize(serializer),
        }
    }
}
