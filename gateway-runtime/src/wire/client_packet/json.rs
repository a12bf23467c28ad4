//! `json` gives the values of a packet as JSON, for who checks them against schemas.

use bytes::Bytes;
use serde::de::Error as _;
use serde_json::{Error, Map, Value};

use crate::{
    protocol::{Contents, Packet},
    wire::{packed, tree::Tree},
};

/// The values of the list that a packet carries: of an event its name and its arguments, of an acknowledgement its
/// arguments. `binary` says what stands for binary data, of which JSON has none.
///
/// # Errors
/// The packet carries no list of values.
pub(crate) fn json(packet: &Packet, binary: fn(&Bytes) -> Value) -> Result<Vec<Value>, Error> {
    let tree = match packet.contents() {
        Contents::Text(text) => return serde_json::from_str(text),
        Contents::Attached(text, attachments) => {
            let attachments: Vec<Bytes> = attachments.iter().cloned().collect();
            Tree::written(text, &attachments)?
        }
        Contents::Packed(bytes) => match packed::value(bytes, 0)? {
            Some((tree, _)) => tree,
            None => return Err(Error::custom("nothing is there")),
        },
    };
    match tree {
        Tree::List(values) => Ok(values
            .into_iter()
            .map(|value| value_of(value, binary))
            .collect()),
        _ => Err(Error::custom("no list of values")),
    }
}

fn value_of(tree: Tree, binary: fn(&Bytes) -> Value) -> Value {
    match tree {
        Tree::Null => Value::Null,
        Tree::Bool(value) => value.into(),
        Tree::Number(number) => Value::Number(number),
        Tree::Text(text) => text.into(),
        Tree::Bytes(bytes) => binary(&bytes),
        Tree::List(items) => items
            .into_iter()
            .map(|item| value_of(item, binary))
            .collect(),
        // Of a key that is there twice the last value counts, as in JavaScript.
        Tree::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| (key, value_of(value, binary)))
            .collect::<Map<String, Value>>()
            .into(),
        // Only bodies of the app's methods are watched while they are decoded.
        #[cfg(feature = "validation")]
        Tree::Watched(_) => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        options::Parser,
        wire::{args::Args, client_packet::written},
    };

    fn shown(bytes: &Bytes) -> Value {
        json!({ "length": bytes.len() })
    }

    #[test]
    fn values_are_the_same_in_every_form() {
        let binary = Bytes::from_static(b"abc");
        for parser in [
            Parser::Common,
            #[cfg(feature = "msgpack")]
            Parser::Msgpack,
        ] {
            let without = Args((json!({ "a": [1, null, -2.5] }), "text", true));
            let packet = written(parser, Some("say"), &without).expect("writes");
            assert_eq!(
                json(&packet, shown).expect("reads"),
                [
                    json!("say"),
                    json!({ "a": [1, null, -2.5] }),
                    json!("text"),
                    json!(true)
                ]
            );
            let with = Args((binary.clone(), vec![Some(binary.clone()), None]));
            let packet = written(parser, None, &with).expect("writes");
            assert_eq!(
                json(&packet, shown).expect("reads"),
                [json!({ "length": 3 }), json!([{ "length": 3 }, null])]
            );
        }
    }

    #[test]
    fn what_looks_like_a_placeholder_is_one_only_where_attachments_are() {
        let text = r#"["say",{"_placeholder":true,"num":0}]"#;
        let plain = json(&Packet::text(text), shown).expect("reads");
        assert_eq!(plain[1], json!({ "_placeholder": true, "num": 0 }));
        let attached = Packet::attached(text, [Bytes::from_static(b"a")]);
        let attached = json(&attached, shown).expect("reads");
        assert_eq!(attached[1], json!({ "length": 1 }));
    }

    #[test]
    fn what_is_no_list_is_an_error() {
        for packet in [
            Packet::text("{}"),
            Packet::text("["),
            Packet::packed(Bytes::new()),
            Packet::packed(Bytes::from_static(&[0xc0])),
        ] {
            assert!(json(&packet, shown).is_err(), "{packet:?}");
        }
    }
}
