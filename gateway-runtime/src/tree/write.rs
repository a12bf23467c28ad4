//! Writing a tree out.

use serde::{Serialize, Serializer};

use super::Tree;

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            // Socketioxide's serializer makes an attachment of it.
            Self::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(fields) => {
                serializer.collect_map(fields.iter().map(|(key, value)| (key, value)))
            }
            Self::Verbatim(text) => text.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::tree::Number;

    #[test]
    fn everything_is_written_in_its_order() {
        let tree = Tree::Object(vec![
            ("z".into(), Tree::List(vec![Tree::Null, Tree::Bool(true)])),
            ("a".into(), Tree::Number(Number::F32(0.1))),
            ("z".into(), Tree::Text("\"é\n".into())),
            ("b".into(), Tree::Bytes(Bytes::from_static(b"\x01\xff"))),
            ("o".into(), Tree::Object(vec![])),
        ]);
        assert_eq!(
            serde_json::to_string(&tree).expect("writes"),
            r#"{"z":[null,true],"a":0.1,"z":"\"é\n","b":[1,255],"o":{}}"#
        );
    }
}
