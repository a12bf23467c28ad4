//! What the protocol library makes of payloads, against `serde_json`.

use std::{collections::BTreeMap, net::Ipv4Addr};

use bytes::Bytes;
use serde::Serialize;

use crate::{
    adapter::AdapterChoice,
    options::Parser,
    protocol::{Contents, Namespace, Packet, Server},
    wire::arguments::{Arguments, Form},
};

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
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
    let server = Server::without_clients(parser, AdapterChoice::local());
    server.make("/".to_owned()).expect("is local")
}

#[test]
fn json_is_written_beforehand_and_nothing_else_is() {
    assert_eq!(Form::of(&namespace(Parser::Common)), Form::Json);
    #[cfg(feature = "msgpack")]
    assert_eq!(Form::of(&namespace(Parser::Msgpack)), Form::Tuple);
}

/// What the protocol library makes of a payload, in the form that is chosen for it and as a tuple.
fn encoded(parser: Parser, payload: &impl Serialize) -> Result<Packet, String> {
    let namespace = namespace(parser);
    let [chosen, tuple] = [Form::of(&namespace), Form::Tuple].map(|form| {
        let value = namespace.write("e", &Arguments::of(form, "e", payload));
        value.map_err(|error| error.to_string())
    });
    assert_eq!(chosen, tuple);
    chosen
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
    let expected = serde_json::to_string(&(payload,)).map_err(|error| error.to_string());
    for form in [Form::Json, Form::Tuple] {
        let arguments = Arguments::acknowledging(form, payload);
        let written = serde_json::to_string(&arguments).map_err(|error| error.to_string());
        assert_eq!(written, expected, "{form:?}");
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
