//! What the protocol library makes of payloads, against `serde_json`.

use std::{collections::BTreeMap, net::Ipv4Addr, sync::Arc};

use bytes::Bytes;
use serde::Serialize;
use socketioxide::{SocketIo, SocketIoBuilder};
use socketioxide_core::{Value, adapter::CoreAdapter, parser::Parse};

use crate::{
    adapter::{AdapterChoice, AnyAdapter, Identity},
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

async fn adapter(server: SocketIoBuilder<socketioxide::adapter::LocalAdapter>) -> Arc<AnyAdapter> {
    let choice = AdapterChoice::local();
    let adapters = choice.adapters();
    let (_layer, io) = server.with_adapter::<AnyAdapter>(choice).build_layer();
    io.ns("/", async || ()).await.expect("is local");
    adapters
        .get(Identity::of(io.of("/").expect("is registered").ns_path()))
        .expect("is open")
}

#[tokio::test]
async fn json_is_written_beforehand_and_nothing_else_is() {
    let json = adapter(SocketIo::builder()).await;
    assert_eq!(Form::of(json.get_local().parser()), Form::Json);
    #[cfg(feature = "msgpack")]
    {
        let server = SocketIo::builder().with_parser(socketioxide::ParserConfig::msgpack());
        let packed = adapter(server).await;
        assert_eq!(Form::of(packed.get_local().parser()), Form::Tuple);
    }
}

/// What the protocol library makes of a payload, in the form that is chosen for it and as a tuple.
async fn encoded(
    server: SocketIoBuilder<socketioxide::adapter::LocalAdapter>,
    payload: &impl Serialize,
) -> Result<Value, String> {
    let adapter = adapter(server).await;
    let parser = || adapter.get_local().parser();
    let [chosen, tuple] = [Form::of(parser()), Form::Tuple].map(|form| {
        let value = parser().encode_value(&Arguments::of(form, "e", payload), Some("e"));
        value.map_err(|error| error.to_string())
    });
    assert_eq!(chosen, tuple);
    chosen
}

/// The text of an event and how many attachments it has.
async fn sent(payload: &impl Serialize) -> (String, usize) {
    match encoded(SocketIo::builder(), payload).await {
        Ok(Value::Str(text, attachments)) => {
            (text.to_string(), attachments.map_or(0, |one| one.len()))
        }
        other => panic!("is no text: {other:?}"),
    }
}

const ZERO: &str = r#"{"_placeholder":true,"num":0}"#;

/// The payload is sent as `expected`, with one attachment where it says `ZERO`.
async fn binary(payload: impl Serialize, expected: &str) {
    let expected = format!(r#"["e",{}]"#, expected.replace("ZERO", ZERO));
    assert_eq!(sent(&payload).await, (expected, 1));
}

fn bytes() -> Bytes {
    Bytes::from_static(b"\x00\xff")
}

#[tokio::test]
async fn binary_data_is_binary_wherever_it_is() {
    binary(bytes(), "ZERO").await;
    binary(Some(bytes()), "ZERO").await;
    binary(Some(Some(Newtype(Some(bytes())))), "ZERO").await;
    binary(Newtype(bytes()), "ZERO").await;
    binary(Box::new(Newtype(Newtype(bytes()))), "ZERO").await;
    binary(vec![Some(bytes())], "[ZERO]").await;
    binary((1, Newtype(bytes())), "[1,ZERO]").await;
    binary(Pair(1, Some(bytes())), "[1,ZERO]").await;
    binary(file(Some(bytes())), r#"{"name":"n","data":ZERO}"#).await;
    binary(Some(file(Newtype(bytes()))), r#"{"name":"n","data":ZERO}"#).await;
    binary(
        Flat {
            file: file(Some(bytes())),
        },
        r#"{"name":"n","data":ZERO}"#,
    )
    .await;
    binary(BTreeMap::from([("a", Newtype(bytes()))]), r#"{"a":ZERO}"#).await;
    binary(
        BTreeMap::from([(1, Some(vec![bytes()]))]),
        r#"{"1":[ZERO]}"#,
    )
    .await;
}

#[tokio::test]
async fn binary_data_is_binary_in_variants() {
    binary(External::Newtype(bytes()), r#"{"Newtype":ZERO}"#).await;
    binary(
        External::Newtype(Some(file(bytes()))),
        r#"{"Newtype":{"name":"n","data":ZERO}}"#,
    )
    .await;
    binary(External::Tuple(1, Some(bytes())), r#"{"Tuple":[1,ZERO]}"#).await;
    binary(
        External::Struct {
            data: Newtype(bytes()),
        },
        r#"{"Struct":{"data":ZERO}}"#,
    )
    .await;
    binary(
        Internal::Struct {
            data: Some(bytes()),
        },
        r#"{"kind":"Struct","data":ZERO}"#,
    )
    .await;
    binary(
        Internal::File(file(Some(bytes()))),
        r#"{"kind":"File","name":"n","data":ZERO}"#,
    )
    .await;
    binary(
        Adjacent::Newtype(Some(bytes())),
        r#"{"kind":"Newtype","content":ZERO}"#,
    )
    .await;
    binary(Untagged::Newtype(Newtype(bytes())), "ZERO").await;
    binary(Ok::<_, ()>(Some(bytes())), r#"{"Ok":ZERO}"#).await;
}

#[tokio::test]
async fn attachments_are_numbered_as_they_stand() {
    let parts = (Some(bytes()), [Newtype(bytes()), Newtype(bytes())]);
    let placeholder = |number: u8| format!(r#"{{"_placeholder":true,"num":{number}}}"#);
    let [a, b, c] = [0, 1, 2].map(placeholder);
    assert_eq!(sent(&parts).await, (format!(r#"["e",[{a},[{b},{c}]]]"#), 3));
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

#[tokio::test]
async fn numbers_are_written_as_far_as_the_formats_have_them() {
    let fits = (i128::from(i64::MIN), i128::from(u64::MAX), 7_u128);
    let expected = r#"["e",[-9223372036854775808,18446744073709551615,7]]"#;
    assert_eq!(sent(&fits).await, (expected.into(), 0));
    for too_long in [i128::MAX, i128::from(i64::MIN) - 1] {
        let error = encoded(SocketIo::builder(), &too_long).await.err();
        assert_eq!(error, Some("a number of more than 64 bits".into()));
    }
}

#[cfg(feature = "msgpack")]
#[tokio::test]
async fn packed_values_are_those_of_json() {
    /// What a client reads of a packed event.
    async fn packed(payload: &impl Serialize) -> serde_json::Value {
        let server = SocketIo::builder().with_parser(socketioxide::ParserConfig::msgpack());
        match encoded(server, payload).await {
            Ok(Value::Bytes(bytes)) => rmp_serde::from_slice(&bytes).expect("reads"),
            other => panic!("is not packed: {other:?}"),
        }
    }

    async fn same(payload: impl Serialize) {
        assert_eq!(packed(&payload).await, serde_json::json!(["e", payload]));
    }

    same((
        Ipv4Addr::LOCALHOST,
        Some(Unit),
        Newtype(1),
        file(Some("data")),
        7_u128,
    ))
    .await;
    same((
        External::Unit::<u8>,
        External::Newtype(1),
        External::Tuple(1, 2),
    ))
    .await;
    same((
        External::Struct { data: 1 },
        Flat {
            file: file(Ipv4Addr::LOCALHOST),
        },
    ))
    .await;
    same(BTreeMap::from([(
        Ipv4Addr::LOCALHOST,
        Adjacent::Newtype(1),
    )]))
    .await;
}
