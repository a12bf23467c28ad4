//! Reading the text of a packet, with the attachments put where they belong.

use std::fmt;

use bytes::Bytes;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Number, Tree, TreeError, number, verbatim::NUMBER};

/// Reads the arguments of an event.
pub(super) fn arguments(text: &str, attachments: &[Bytes]) -> Result<Vec<Tree>, TreeError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let arguments = deserializer.deserialize_seq(Arguments(Reader::with(attachments)))?;
    deserializer.end()?;
    Ok(arguments)
}

/// The array of an event: its name, which is skipped, and its arguments.
struct Arguments<'a>(Reader<'a>);

impl<'de> Visitor<'de> for Arguments<'_> {
    type Value = Vec<Tree>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of an event name and arguments")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<Tree>, A::Error> {
        if items.next_element::<String>()?.is_none() {
            return Err(A::Error::invalid_length(0, &self));
        }
        let mut arguments = Vec::new();
        while let Some(argument) = items.next_element_seed(self.0)? {
            arguments.push(argument);
        }
        Ok(arguments)
    }
}

/// Reads one value of JSON text. `serde_json`'s deserializer limits the depth.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    /// Without them an object is never a placeholder.
    attachments: Option<&'a [Bytes]>,
}

impl<'a> Reader<'a> {
    /// Puts attachments in the place of placeholders.
    fn with(attachments: &'a [Bytes]) -> Self {
        Self {
            attachments: Some(attachments),
        }
    }

    /// Leaves objects that look like placeholders alone.
    pub(super) fn plain() -> Self {
        Self { attachments: None }
    }

    /// An object that was read, or the attachment that it stands for.
    fn object<E: Error>(self, fields: Vec<(String, Tree)>) -> Result<Tree, E> {
        let (Some(attachments), Some(number)) = (self.attachments, placeholder(&fields)) else {
            return Ok(Tree::Object(fields));
        };
        (number.index())
            .and_then(|index| attachments.get(index))
            .map(|attachment| Tree::Bytes(attachment.clone()))
            .ok_or_else(|| {
                let count = attachments.len();
                let number = serde_json::to_string(&number).unwrap_or_default();
                E::custom(format_args!(
                    "there is no binary attachment {number}, the message has {count}"
                ))
            })
    }
}

/// The number of the attachment that an object stands for, if it stands for one.
///
/// Other keys beside the two are ignored, and of a repeated key the last one counts, both as in
/// JavaScript.
fn placeholder(fields: &[(String, Tree)]) -> Option<Number> {
    let last = |wanted| {
        let field = fields.iter().rev().find(|(key, _)| key == wanted);
        field.map(|(_, value)| value)
    };
    match (last("_placeholder")?, last("num")?) {
        (Tree::Bool(true), Tree::Number(number)) if number.is_integer() => Some(*number),
        _ => None,
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Number(Number::U64(number)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Number(Number::I64(number)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Tree, E> {
        Ok(Tree::Number(Number::F64(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut fields = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            // How serde_json shows every number if something in the program enables its feature
            // `arbitrary_precision`. A client that writes this key itself gets a number, too.
            if fields.is_empty() && key == NUMBER {
                return number::parse(&map.next_value::<String>()?).map(Tree::Number);
            }
            fields.push((key, map.next_value_seed(self)?));
        }
        self.object(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [Bytes; 3] = [
        Bytes::from_static(b"zero"),
        Bytes::from_static(b"one"),
        Bytes::from_static(b"two"),
    ];

    fn bytes(number: usize) -> Tree {
        Tree::Bytes(FILES[number].clone())
    }

    fn error(text: &str) -> String {
        let error = Tree::arguments(text, &FILES).expect_err("is refused");
        let error = error.to_string();
        error.split(" at line").next().unwrap_or_default().to_owned()
    }

    #[test]
    fn arguments_follow_the_name() {
        assert_eq!(Tree::arguments(r#"["e"]"#, &[]).expect("reads"), []);
        assert_eq!(
            Tree::arguments(r#" [ "e\"" , -1 , 2.5, null, "a\n" ] "#, &[]).expect("reads"),
            [
                Tree::Number(Number::I64(-1)),
                Tree::Number(Number::F64(2.5)),
                Tree::Null,
                Tree::Text("a\n".into())
            ]
        );
    }

    #[test]
    fn attachments_are_placed_by_their_number() {
        let text = r#"["e",{"_placeholder":true,"num":2},
            {"a":{"num":1,"_placeholder":true},"b":[{"_placeholder":true,"num":0,"more":[]}]},
            {"_placeholder":true,"num":2}]"#;
        assert_eq!(
            Tree::arguments(text, &FILES).expect("reads"),
            [
                bytes(2),
                Tree::Object(vec![
                    ("a".into(), bytes(1)),
                    ("b".into(), Tree::List(vec![bytes(0)]))
                ]),
                bytes(2)
            ]
        );
    }

    #[test]
    fn what_only_looks_like_a_placeholder_stays() {
        for object in [
            r#"{"_placeholder":false,"num":0}"#,
            r#"{"_placeholder":1,"num":0}"#,
            r#"{"_placeholder":true}"#,
            r#"{"_placeholder":true,"num":"0"}"#,
            r#"{"_placeholder":true,"num":0.5}"#,
            r#"{"_placeholder":true,"_placeholder":null,"num":0}"#,
            r#"{"num":0}"#,
            "{}",
        ] {
            let arguments = Tree::arguments(&format!(r#"["e",{object}]"#), &FILES).expect("reads");
            assert_eq!(
                serde_json::to_string(&arguments).expect("writes"),
                format!("[{object}]")
            );
        }
    }

    #[test]
    fn a_number_without_an_attachment_is_an_error() {
        assert_eq!(
            error(r#"["e",[{"_placeholder":true,"num":3}]]"#),
            "there is no binary attachment 3, the message has 3"
        );
        assert_eq!(
            error(r#"["e",{"_placeholder":true,"num":-1}]"#),
            "there is no binary attachment -1, the message has 3"
        );
    }

    #[test]
    fn what_is_no_event_is_an_error() {
        let expected = "expected an array of an event name and arguments";
        assert_eq!(error("[]"), format!("invalid length 0, {expected}"));
        assert_eq!(error("{}"), format!("invalid type: map, {expected}"));
        assert_eq!(
            error("[1]"),
            "invalid type: integer `1`, expected a string"
        );
        assert_eq!(error(r#"["e"],"#), "trailing characters");
        assert_eq!(error(r#"["e","#), "EOF while parsing a value");
        assert_eq!(error(r#"["e",1e400]"#), "number out of range");
    }

    #[test]
    fn the_depth_is_limited() {
        let nested = |depth| format!(r#"["e",{}{}]"#, "[".repeat(depth), "]".repeat(depth));
        assert!(Tree::arguments(&nested(126), &[]).is_ok());
        assert_eq!(error(&nested(127)), "recursion limit exceeded");
    }

    #[test]
    fn keys_keep_their_order_and_repeat() {
        let text = r#"{"z":1,"a":{"y":2,"b":3},"z":4}"#;
        let arguments = Tree::arguments(&format!(r#"["e",{text}]"#), &[]).expect("reads");
        assert_eq!(
            serde_json::to_string(&arguments).expect("writes"),
            format!("[{text}]")
        );
    }
}
