//! What is written, against what the protocol library writes of the same, and against `serde_json`.

mod random;
mod transparent;

use std::{
    collections::{BTreeMap, HashMap},
    net::Ipv4Addr,
};

use bytes::Bytes;
use serde::Serialize;

use crate::{
    options::Parser,
    protocol::{Backends, Contents, Form, Namespace, Packet, Server},
    wire::{Args, Payload, Written},
};
use transparent::Transparent;

#[derive(Clone, Serialize)]
struct Unit;

#[derive(Clone, Serialize)]
struct Newtype<T>(T);

#[derive(Serialize)]
struct Pair<T>(u8, T);

#[derive(Serialize)]
struct File<T> {
    name: &'static str,
    data: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<u8>,
}

#[derive(Serialize)]
enum External<T> {
    Unit,
    Newtype(T),
    Tuple(u8, T),
    Struct { data: T },
}

#[derive(Serialize)]
#[serde(tag = "kind")]
enum Internal<T> {
    File(File<T>),
    Struct { data: T },
}

#[derive(Serialize)]
#[serde(tag = "kind", content = "content")]
enum Adjacent<T> {
    Newtype(T),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Untagged<T> {
    Newtype(T),
}

#[derive(Serialize)]
struct Flat<T> {
    #[serde(flatten)]
    file: File<T>,
}

fn file<T>(data: T) -> File<T> {
    let (name, skipped) = ("n", None);
    File {
        name,
        data,
        skipped,
    }
}

fn namespace(parser: Parser) -> Namespace {
    let server = Server::without_clients(parser, Backends::default());
    server.make("/".to_owned()).expect("is local")
}

const PARSERS: &[Parser] = &[
    Parser::Common,
    #[cfg(feature = "msgpack")]
    Parser::Msgpack,
];

#[test]
fn json_is_passed_on_and_nothing_else_is() {
    assert_eq!(namespace(Parser::Common).form(), Form::PassedOn);
    #[cfg(feature = "msgpack")]
    assert_eq!(namespace(Parser::Msgpack).form(), Form::Packed);
}

/// What is written of `payload`, which is what the library writes of the same arguments as a tuple.
fn written(
    namespace: &Namespace,
    event: Option<&str>,
    payload: &dyn Payload,
    arguments: &impl Serialize,
) -> Result<Packet, String> {
    let written = Written::new(namespace.form(), event, payload);
    let text = written.as_ref().ok().and_then(Written::text);
    let text = text.map(str::to_owned);
    let written = written.map(Written::into_packet);
    let written = written.map_err(|error| error.to_string());
    let theirs = namespace.write(event, &Transparent(arguments));
    assert_eq!(written, theirs.map_err(|error| error.to_string()));
    if let Ok(Contents::Text(as_packet)) = written.as_ref().map(Packet::contents) {
        assert_eq!(text.as_deref(), Some(as_packet));
    } else {
        assert_eq!(text, None);
    }
    written
}

/// A payload of one argument, as an event.
fn encoded(parser: Parser, payload: &impl Serialize) -> Result<Packet, String> {
    let namespace = namespace(parser);
    let _ = written(&namespace, None, payload, &(payload,));
    written(&namespace, Some("e"), payload, &(payload,))
}

/// The text of an event and how many attachments it has.
fn sent(payload: &impl Serialize) -> (String, usize) {
    let written = encoded(Parser::Common, payload);
    match written.as_ref().map(Packet::contents) {
        Ok(Contents::Text(text)) => (text.to_owned(), 0),
        Ok(Contents::Attached(text, attachments)) => (text.to_owned(), attachments.len()),
        _ => panic!("is no text: {written:?}"),
    }
}

const ZERO: &str = r#"{"_placeholder":true,"num":0}"#;

/// The payload is sent as `expected`, with one attachment where it says `ZERO`.
fn binary(payload: impl Serialize, expected: &str) {
    let expected = format!(r#"["e",{}]"#, expected.replace("ZERO", ZERO));
    assert_eq!(sent(&payload), (expected, 1));
}

fn bytes() -> Bytes {
    Bytes::from_static(b"\x00\xff")
}

#[test]
fn binary_data_is_binary_wherever_it_is() {
    binary(bytes(), "ZERO");
    binary(Some(bytes()), "ZERO");
    binary(Some(Some(Newtype(Some(bytes())))), "ZERO");
    binary(Newtype(bytes()), "ZERO");
    binary(Box::new(Newtype(Newtype(bytes()))), "ZERO");
    binary(vec![Some(bytes())], "[ZERO]");
    binary((1, Newtype(bytes())), "[1,ZERO]");
    binary(Pair(1, Some(bytes())), "[1,ZERO]");
    binary(file(Some(bytes())), r#"{"name":"n","data":ZERO}"#);
    binary(Some(file(Newtype(bytes()))), r#"{"name":"n","data":ZERO}"#);
    binary(
        Flat {
            file: file(Some(bytes())),
        },
        r#"{"name":"n","data":ZERO}"#,
    );
    binary(BTreeMap::from([("a", Newtype(bytes()))]), r#"{"a":ZERO}"#);
    binary(
        BTreeMap::from([(1, Some(vec![bytes()]))]),
        r#"{"1":[ZERO]}"#,
    );
}

#[test]
fn binary_data_is_binary_in_variants() {
    binary(External::Newtype(bytes()), r#"{"Newtype":ZERO}"#);
    binary(
        External::Newtype(Some(file(bytes()))),
        r#"{"Newtype":{"name":"n","data":ZERO}}"#,
    );
    binary(External::Tuple(1, Some(bytes())), r#"{"Tuple":[1,ZERO]}"#);
    binary(
        External::Struct {
            data: Newtype(bytes()),
        },
        r#"{"Struct":{"data":ZERO}}"#,
    );
    binary(
        Internal::Struct {
            data: Some(bytes()),
        },
        r#"{"kind":"Struct","data":ZERO}"#,
    );
    binary(
        Internal::File(file(Some(bytes()))),
        r#"{"kind":"File","name":"n","data":ZERO}"#,
    );
    binary(
        Adjacent::Newtype(Some(bytes())),
        r#"{"kind":"Newtype","content":ZERO}"#,
    );
    binary(Untagged::Newtype(Newtype(bytes())), "ZERO");
    binary(Ok::<_, ()>(Some(bytes())), r#"{"Ok":ZERO}"#);
}

#[test]
fn attachments_are_numbered_as_they_stand() {
    let parts = (Some(bytes()), [Newtype(bytes()), Newtype(bytes())]);
    let placeholder = |number: u8| format!(r#"{{"_placeholder":true,"num":{number}}}"#);
    let [a, b, c] = [0, 1, 2].map(placeholder);
    assert_eq!(sent(&parts), (format!(r#"["e",[{a},[{b},{c}]]]"#), 3));
}

/// Everything else is what it is for `serde_json`.
fn same(payload: &impl Serialize) {
    let expected = serde_json::to_string(&("e", payload)).map_err(|error| error.to_string());
    for parser in PARSERS {
        let written = encoded(*parser, payload);
        match written.as_ref().map(Packet::contents) {
            Ok(Contents::Packed(_)) => {}
            Ok(Contents::Text(text)) => assert_eq!(Ok(text.to_owned()), expected),
            Ok(Contents::Attached(..)) => panic!("has no binary data: {written:?}"),
            Err(error) => assert_eq!(Err(error.clone()), expected),
        }
    }
}

#[test]
fn other_values_are_not_changed() {
    same(&(
        true,
        'c',
        "text",
        String::from("\"\n"),
        1_u8,
        -1_i64,
        u64::MAX,
        0.1_f32,
        1e300,
    ));
    same(&(
        None::<u8>,
        Some(1),
        Some(None::<u8>),
        Some(()),
        Unit,
        [(); 0],
        [1, 2],
    ));
    same(&(
        Newtype(1),
        Pair(1, "a"),
        file("data"),
        Flat { file: file(1) },
    ));
    same(&(
        External::Unit::<u8>,
        External::Newtype(1),
        External::Tuple(1, 2),
    ));
    same(&(
        External::Struct { data: 1 },
        Internal::Struct { data: Some(1) },
    ));
    same(&(
        Internal::File(file(1)),
        Adjacent::Newtype(1),
        Untagged::Newtype(Unit),
    ));
    same(&BTreeMap::from(
        [(Newtype(1), "a")].map(|(key, value)| (key.0, value)),
    ));
    same(&serde_json::json!({"a": [1, null, {"b": [[], {}]}], "c": 1.5}));
    same(&(
        Ipv4Addr::LOCALHOST,
        std::time::Duration::from_millis(1_500),
        f64::NAN,
    ));
    same(&BTreeMap::from([(vec![1], "a key that is no text")]));
    same(&(
        i128::from(i64::MIN),
        i128::from(u64::MAX),
        u128::from(u64::MAX),
    ));
}

#[test]
fn numbers_are_written_as_far_as_the_formats_have_them() {
    let fits = (i128::from(i64::MIN), i128::from(u64::MAX), 7_u128);
    let expected = r#"["e",[-9223372036854775808,18446744073709551615,7]]"#;
    assert_eq!(sent(&fits), (expected.into(), 0));
    for too_long in [i128::MAX, i128::from(i64::MIN) - 1] {
        let error = encoded(Parser::Common, &too_long).err();
        assert_eq!(error, Some("a number of more than 64 bits".into()));
    }
}

#[cfg(feature = "msgpack")]
#[test]
fn packed_values_are_those_of_json() {
    /// What a client reads of a packed event.
    fn packed(payload: &impl Serialize) -> serde_json::Value {
        let written = encoded(Parser::Msgpack, payload);
        match written.as_ref().map(Packet::contents) {
            Ok(Contents::Packed(bytes)) => rmp_serde::from_slice(bytes).expect("reads"),
            _ => panic!("is not packed: {written:?}"),
        }
    }

    fn same(payload: impl Serialize) {
        assert_eq!(packed(&payload), serde_json::json!(["e", payload]));
    }

    same((
        Ipv4Addr::LOCALHOST,
        Some(Unit),
        Newtype(1),
        file(Some("data")),
        7_u128,
    ));
    same((
        External::Unit::<u8>,
        External::Newtype(1),
        External::Tuple(1, 2),
    ));
    same((
        External::Struct { data: 1 },
        Flat {
            file: file(Ipv4Addr::LOCALHOST),
        },
    ));
    same(BTreeMap::from([(
        Ipv4Addr::LOCALHOST,
        Adjacent::Newtype(1),
    )]));
}

/// The tuple of no arguments, which `()` is not for serde.
const NO_ARGUMENTS: [(); 0] = [];

/// A type without values, so that an option of it has no size.
#[derive(Clone, Copy, Serialize)]
enum Never {}

#[test]
fn arguments_are_none_one_or_several() {
    for parser in PARSERS {
        let namespace = namespace(*parser);
        for event in [None, Some("e"), Some("\"é")] {
            let _ = written(&namespace, event, &(), &NO_ARGUMENTS);
            let _ = written(&namespace, event, &Args(()), &NO_ARGUMENTS);
            let _ = written(&namespace, event, &Args(((),)), &((),));
            let _ = written(&namespace, event, &Args((1, bytes())), &(1, bytes()));
            let many = (1, "b", [2], Unit, Newtype(3), Some(()), bytes(), Some("h"));
            let _ = written(&namespace, event, &Args(many.clone()), &many);
            // None of these is a unit, though none has a size.
            let _ = written(&namespace, event, &Unit, &(Unit,));
            let _ = written(&namespace, event, &Newtype(()), &(Newtype(()),));
            let _ = written(&namespace, event, &[(); 0], &([(); 0],));
            let _ = written(&namespace, event, &[(); 1], &([(); 1],));
            let _ = written(&namespace, event, &((),), &(((),),));
            let nothing = None::<Never>;
            let _ = written(&namespace, event, &nothing, &(nothing,));
            // And these have one.
            let _ = written(&namespace, event, &Some(()), &(Some(()),));
            let null = serde_json::Value::Null;
            let _ = written(&namespace, event, &null, &(&null,));
        }
    }
}

#[test]
fn keys_are_those_of_the_format() {
    fn all(payload: &impl Serialize) -> Vec<Result<Packet, String>> {
        PARSERS
            .iter()
            .map(|parser| encoded(*parser, payload))
            .collect()
    }

    let texts = [
        all(&HashMap::from([(true, 1)])),
        all(&HashMap::from([('c', 1)])),
        all(&HashMap::from([(-7, 1)])),
        all(&HashMap::from([(Some(Newtype7(u64::MAX)), 1)])),
        all(&HashMap::from([(Kind::A, bytes())])),
        all(&Pairs(vec![(1.5_f32, 1), (0.1, 2)])),
        all(&Pairs(vec![(1e300, "a")])),
    ];
    assert!(texts.iter().flatten().all(Result::is_ok));
    for (no_keys, error) in [
        (all(&HashMap::from([((1, 2), 1)])), "key must be a string"),
        (
            all(&HashMap::from([(None::<u8>, 1)])),
            "key must be a string",
        ),
        (all(&HashMap::from([((), 1)])), "key must be a string"),
        (all(&Pairs(vec![(bytes(), 1)])), "key must be a string"),
        (
            all(&Pairs(vec![(External::Newtype(1), 1)])),
            "key must be a string",
        ),
        (
            all(&Pairs(vec![(External::Tuple(1, 1), 1)])),
            "key must be a string",
        ),
        (
            all(&Pairs(vec![(f64::NAN, 1)])),
            "float key must be finite (got NaN or +/-inf)",
        ),
    ] {
        let [of_json, of_others @ ..] = &no_keys[..] else {
            panic!("there is a parser");
        };
        assert_eq!(of_json.as_ref().err().map(String::as_str), Some(error));
        assert!(of_others.iter().all(Result::is_ok));
    }
}

#[derive(Serialize, PartialEq, Eq, Hash)]
struct Newtype7(u64);

#[derive(Serialize, PartialEq, Eq, Hash)]
enum Kind {
    A,
}

/// A map of any keys, whose length is not known in advance.
struct Pairs<K, V>(Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for Pairs<K, V> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.0 {
            serde::ser::SerializeMap::serialize_entry(&mut map, key, value)?;
        }
        serde::ser::SerializeMap::end(map)
    }
}

#[test]
fn lengths_do_not_have_to_be_known() {
    for length in [0, 1, 15, 16, 17, 300, 70_000] {
        for parser in PARSERS {
            let pairs = Pairs(
                (0..length)
                    .map(|number| (number.to_string(), number))
                    .collect(),
            );
            assert!(encoded(*parser, &(pairs, vec!["a"; length])).is_ok());
        }
    }
}

#[test]
fn json_that_is_written_already_is_passed_on() {
    let raw = serde_json::value::RawValue::from_string(r#"{"b" : [1, 2]}"#.to_owned());
    let raw = raw.expect("is JSON");
    assert_eq!(sent(&raw), (r#"["e",{"b" : [1, 2]}]"#.to_owned(), 0));
    let beside = sent(&(Some(&raw), bytes())).0;
    assert_eq!(beside, format!(r#"["e",[{{"b" : [1, 2]}},{ZERO}]]"#));
    for parser in PARSERS {
        assert!(encoded(*parser, &[&raw]).is_ok());
    }
}

/// A value whose `Serialize` fails.
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("no \"e\" at line 3 column 4"))
    }
}

#[test]
fn errors_are_those_of_the_value() {
    for parser in PARSERS {
        let error = encoded(*parser, &("before", bytes(), [Unwritable])).err();
        assert_eq!(error, Some("no \"e\" at line 3 column 4".into()));
        assert!(encoded(*parser, &"after").is_ok());
    }
}
