//! Text that `serde_json` writes as it is.

use serde::{Serialize, Serializer, de::DeserializeSeed, ser::SerializeStruct};

use super::{Tree, TreeError, read::Reader};

/// The name by which `serde_json`'s `RawValue` and its own serializer know each other.
pub(super) const RAW_VALUE: &str = "$serde_json::private::RawValue";
/// The same for its numbers, if something in the program enables its `arbitrary_precision`.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// Valid JSON text that is to be written without a change, blanks and digits included.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Verbatim {
    token: &'static str,
    text: String,
}

impl Verbatim {
    /// Whether a struct of this name is text in disguise, and of which kind.
    pub(super) fn token(name: &str) -> Option<&'static str> {
        [RAW_VALUE, NUMBER].into_iter().find(|token| *token == name)
    }

    pub(super) fn new(token: &'static str, text: String) -> Self {
        Self { token, text }
    }

    /// What the text says. Objects in it that look like placeholders are no placeholders.
    pub(super) fn parse(&self) -> Result<Tree, TreeError> {
        let mut deserializer = serde_json::Deserializer::from_str(&self.text);
        let tree = Reader::plain().deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(tree)
    }
}

impl Serialize for Verbatim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut disguise = serializer.serialize_struct(self.token, 1)?;
        disguise.serialize_field(self.token, &self.text)?;
        disguise.end()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A `RawValue`, without the feature of `serde_json` that has the type.
    #[derive(Serialize)]
    #[serde(rename = "$serde_json::private::RawValue")]
    pub(in super::super) struct Raw {
        #[serde(rename = "$serde_json::private::RawValue")]
        pub(in super::super) text: &'static str,
    }

    #[test]
    fn raw_text_is_kept_and_can_be_parsed() {
        let text = r#"{"a" : 1.00, "_placeholder":true,"num":0}"#;
        let tree = Tree::of(&[Raw { text }]).expect("copies");
        assert_eq!(
            serde_json::to_string(&tree).expect("writes"),
            serde_json::to_string(&[Raw { text }]).expect("writes")
        );
        let Tree::List(items) = tree else {
            panic!("a list")
        };
        let [Tree::Verbatim(raw)] = items.as_slice() else {
            panic!("verbatim")
        };
        assert_eq!(raw.text, text);
        let parsed = raw.parse().expect("parses");
        assert_eq!(
            serde_json::to_string(&parsed).expect("writes"),
            r#"{"a":1.0,"_placeholder":true,"num":0}"#
        );
    }

    #[test]
    fn a_disguise_without_text_is_an_error() {
        #[derive(Serialize)]
        #[serde(rename = "$serde_json::private::RawValue")]
        struct Wrong {
            #[serde(rename = "$serde_json::private::RawValue")]
            text: u8,
        }
        let error = Tree::of(&Wrong { text: 1 }).expect_err("no text");
        assert_eq!(error.to_string(), "expected RawValue");
    }
}
