//! The tree against `serde_json`, and what only the tree can do.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Debug,
};

use bytes::Bytes;
use serde::{Deserialize, de::DeserializeOwned};

use super::{Mismatch, Tree};

/// The argument of an event with two attachments.
fn tree(json: &str) -> Tree {
    let files = [Bytes::from_static(b"\x00\xff"), Bytes::from_static(b"one")];
    let mut arguments = Tree::arguments(&format!(r#"["e",{json}]"#), &files).expect("reads");
    arguments.remove(0)
}

fn decode<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    located(json).map_err(|error| reason(&error))
}

/// The same. An error is where `serde_path_to_error` finds it, which has a `?` for keys that are no text to the
/// type.
fn located<T: DeserializeOwned>(json: &str) -> Result<T, Mismatch> {
    let decoded = T::deserialize(tree(json));
    let theirs = serde_path_to_error::deserialize::<_, T>(tree(json));
    match (&decoded, theirs) {
        (Ok(_), Ok(_)) => {}
        (Err(ours), Err(theirs)) => {
            let path = ours.path().unwrap_or_else(|| ".".to_owned());
            let theirs = theirs.path().to_string();
            let is_same = match theirs.split_once('?') {
                None => path == theirs,
                Some((before, behind)) => path.starts_with(before) && path.ends_with(behind),
            };
            assert!(is_same, "{json}: {path} and {theirs}");
        }
        _ => panic!("one is an error: {json}"),
    }
    decoded
}

/// The words of an error without the place in the text.
fn reason(error: &impl ToString) -> String {
    let text = error.to_string();
    text.split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The tree decodes to what the text decodes to, value or error.
fn same<T: DeserializeOwned + Debug + PartialEq>(texts: &[&str]) {
    for json in texts {
        let direct = serde_json::from_str::<T>(json).map_err(|error| reason(&error));
        assert_eq!(decode::<T>(json), direct, "{json}");
    }
}

/// The same with `serde_json::Value`, where text and value are refused in different words.
fn same_as_value<T: DeserializeOwned + Debug + PartialEq>(texts: &[&str]) {
    for json in texts {
        let value = serde_json::from_str(json).expect("is JSON");
        let direct = serde_json::from_value::<T>(value).map_err(|error| reason(&error));
        assert_eq!(decode::<T>(json), direct, "{json}");
        assert!(serde_json::from_str::<T>(json).is_err(), "{json}");
    }
}

/// One text of every kind.
const KINDS: [&str; 13] = [
    "null",
    "true",
    "0",
    "-1",
    "255",
    "256",
    "1.5",
    "1e300",
    "18446744073709551615",
    r#""text""#,
    r#""x""#,
    "[]",
    "{}",
];

#[derive(Debug, Deserialize, PartialEq)]
struct Unit;

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Newtype<T>(T);

#[derive(Debug, Deserialize, PartialEq)]
struct Pair(u8, String);

#[derive(Debug, Deserialize, PartialEq)]
struct User {
    name: String,
    age: Option<u8>,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Strict {
    a: f64,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Flat {
    id: u8,
    #[serde(flatten)]
    inner: Option<Inner>,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Inner {
    b: i8,
}

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
enum External {
    Unit,
    Newtype(u8),
    Tuple(u8, Option<u8>),
    Struct { a: u8, b: Option<u8> },
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(tag = "type")]
enum Internal {
    Unit,
    Newtype(BTreeMap<String, u8>),
    Struct { a: u8 },
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Unit,
    Tuple(u8, u8),
    Struct { a: u8 },
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(untagged)]
enum Untagged {
    Unit,
    Number(f32),
    Text(char),
    Struct { a: u8 },
}

#[test]
fn every_kind_into_every_scalar() {
    same::<()>(&KINDS);
    same::<Unit>(&KINDS);
    same::<bool>(&KINDS);
    same::<u8>(&KINDS);
    same::<i8>(&KINDS);
    same::<u32>(&KINDS);
    same::<u64>(&KINDS);
    same::<i64>(&KINDS);
    // With its feature `float_roundtrip`, which a dependency may turn on, serde_json refuses 1e300 as an f32 where it reads
    // the text itself.
    same::<f32>(&KINDS.map(|kind| if kind == "1e300" { "1e30" } else { kind }));
    same::<f64>(&KINDS);
    same::<char>(&KINDS);
    same::<String>(&KINDS);
    same::<Option<String>>(&KINDS);
    same::<Option<Option<u8>>>(&KINDS);
    same::<Newtype<Newtype<u8>>>(&KINDS);
    same::<serde_json::Value>(&KINDS);
    same::<u128>(&["0", "255", "18446744073709551615"]);
    same::<i128>(&["0", "-255", "18446744073709551615"]);
    same_as_value::<u128>(&["null", "[]", "-1", "0.5"]);
}

#[test]
fn every_kind_into_every_compound() {
    same::<Vec<u8>>(&KINDS);
    same::<(u8, u8)>(&KINDS);
    same::<[u8; 0]>(&KINDS);
    same::<Pair>(&KINDS);
    same::<User>(&KINDS);
    same::<Strict>(&KINDS);
    same::<Flat>(&KINDS);
    same::<HashMap<String, u8>>(&KINDS);
    same::<Internal>(&KINDS);
    same::<Adjacent>(&KINDS);
    same::<Untagged>(&KINDS);
}

#[test]
fn lists() {
    same::<Vec<u8>>(&["[1,2,3]", "[1,256]", "[1,null]", r#"["1"]"#, "[[1]]"]);
    same::<(u8, u8)>(&["[1,2]", "[1]"]);
    same::<[String; 2]>(&[r#"["a","\n"]"#, r#"["a"]"#]);
    same::<Pair>(&[r#"[1,"a"]"#, r#"["a",1]"#, "[1]"]);
    same_as_value::<(u8, u8)>(&["[1,2,3]"]);
    same_as_value::<User>(&[r#"["An",3,[],1]"#]);
}

#[test]
fn structs() {
    same::<User>(&[
        r#"{"name":"An"}"#,
        r#"{"name":"An","age":null,"tags":["a"],"more":{"x":[1]}}"#,
        r#"{"age":3}"#,
        r#"{"name":3}"#,
        r#"{"name":"An","age":300}"#,
        r#"{"name":"An","tags":"a"}"#,
        r#"{"name":"An","name":"Bo"}"#,
        r#"["An",3,["a"]]"#,
        r#"["An"]"#,
    ]);
    same::<Strict>(&[r#"{"a":1}"#, r#"{"a":1.5,"b":2}"#, r#"{"a":"1"}"#]);
    same::<Flat>(&[
        r#"{"id":1,"b":-2,"c":[1,{"d":null}],"e":1.5}"#,
        r#"{"b":-2}"#,
        r#"{"id":1,"b":"text"}"#,
    ]);
}

#[test]
fn externally_tagged() {
    same::<Vec<External>>(&[
        r#"["Unit",{"Unit":null},{"Newtype":1},{"Tuple":[1,null]},{"Struct":{"a":1}}]"#,
        r#"[{"Struct":[1,2]}]"#,
        r#"["Other"]"#,
        r#"["Newtype"]"#,
        r#"["Tuple"]"#,
        r#"["Struct"]"#,
        r#"[{"Other":1}]"#,
        r#"[{"Unit":1}]"#,
        r#"[{"Newtype":"a"}]"#,
        r#"[{"Tuple":[1]}]"#,
        r#"[{"Tuple":[]}]"#,
        r#"[{"Tuple":{}}]"#,
        r#"[{"Struct":{"b":1}}]"#,
        r#"[{"Struct":1}]"#,
    ]);
    same_as_value::<External>(&["{}", "1", "null", "[]", r#"{"Newtype":1,"Unit":null}"#]);
    same_as_value::<External>(&[r#"{"Tuple":[1,2,3]}"#]);
}

#[test]
fn otherwise_tagged() {
    same::<Internal>(&[
        r#"{"type":"Unit"}"#,
        r#"{"k":1,"type":"Newtype"}"#,
        r#"{"a":1,"type":"Struct","b":2}"#,
        r#"{"a":1}"#,
        r#"{"type":"Struct"}"#,
        r#"{"type":"Other"}"#,
        r#"["Struct",1]"#,
    ]);
    same::<Adjacent>(&[
        r#"{"t":"Unit"}"#,
        r#"{"c":[1,2],"t":"Tuple"}"#,
        r#"{"t":"Struct","c":{"a":1}}"#,
        r#"{"t":"Tuple"}"#,
        r#"{"t":"Tuple","c":{}}"#,
        r#"{"c":1}"#,
    ]);
    same::<Untagged>(&["null", "1", "0.1", r#""x""#, r#"{"a":1}"#, r#"{"a":"x"}"#]);
}

#[test]
fn keys() {
    same::<BTreeMap<u8, u8>>(&[
        r#"{"1":1,"255":2}"#,
        r#"{"256":1}"#,
        r#"{"-1":1}"#,
        r#"{"1.5":1}"#,
        r#"{"a":1}"#,
        r#"{"":1}"#,
        r#"{" 1":1}"#,
        r#"{"+1":1}"#,
        r#"{"01":1}"#,
    ]);
    same_as_value::<BTreeMap<u8, u8>>(&[r#"{"1 ":1}"#, r#"{"1a":1}"#, r#"{"1 2":1}"#]);
    same::<BTreeMap<i64, u8>>(&[r#"{"-1":1,"9223372036854775807":2}"#]);
    same::<BTreeMap<i128, u8>>(&[r#"{"-170141183460469231731687303715884105728":1}"#]);
    same::<BTreeMap<u128, u8>>(&[r#"{"340282366920938463463374607431768211455":1,"0":2}"#]);
    same::<BTreeMap<bool, u8>>(&[r#"{"true":1,"false":2}"#]);
    same_as_value::<BTreeMap<bool, u8>>(&[r#"{"yes":1}"#]);
    same::<BTreeMap<char, u8>>(&[r#"{"a":1}"#, r#"{"ab":1}"#]);
    same::<BTreeMap<Newtype<Option<u8>>, u8>>(&[r#"{"1":1}"#]);
    same::<BTreeMap<External, u8>>(&[r#"{"Unit":1}"#, r#"{"Other":1}"#, r#"{"Newtype":1}"#]);
    assert_eq!(decode::<BTreeMap<i128, u8>>(r#"{" 1":1}"#).ok(), None);
}

#[test]
fn bytes() {
    let zero = r#"{"_placeholder":true,"num":0}"#;
    let one = r#"{"_placeholder":true,"num":1}"#;
    assert_eq!(decode(zero), Ok(Bytes::from_static(b"\x00\xff")));
    assert_eq!(decode(zero), Ok(vec![0_u8, 255]));
    assert_eq!(decode(zero), Ok([0_u8, 255]));
    assert_eq!(
        decode(zero),
        Ok(Some(Newtype(Bytes::from_static(b"\x00\xff"))))
    );
    assert_eq!(
        decode(&format!("[{one},{zero}]")),
        Ok((Bytes::from_static(b"one"), vec![0_u8, 255]))
    );
    assert_eq!(decode(r#""text""#), Ok(Bytes::from_static(b"text")));
    assert_eq!(decode("[1,2]"), Ok(Bytes::from_static(b"\x01\x02")));
    let refused = |expected| Some(format!("invalid type: byte array, expected {expected}"));
    assert_eq!(decode::<String>(zero).err(), refused("a string"));
    assert_eq!(decode::<u8>(zero).err(), refused("u8"));
    assert_eq!(decode::<User>(zero).err(), refused("struct User"));
    assert_eq!(decode::<External>(zero).err(), refused("string or map"));
    assert_eq!(
        decode::<serde_json::Value>(zero).err(),
        refused("any valid JSON value")
    );
    assert_eq!(
        decode::<[u8; 1]>(zero),
        Err("invalid length 2, expected fewer elements in array".into())
    );
}

#[test]
fn bytes_in_types() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct File {
        name: String,
        data: Bytes,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(untagged)]
    enum Part {
        Text(String),
        File(Bytes),
        Named { file: Bytes },
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Upload {
        #[serde(flatten)]
        file: File,
        parts: Vec<Part>,
    }

    let one = Bytes::from_static(b"one");
    // The first attachment belongs to a field that no type has.
    let skipped = r#"{"preview":{"_placeholder":true,"num":0},"name":"n",
        "data":{"_placeholder":true,"num":1},
        "parts":["t",{"_placeholder":true,"num":0},{"file":{"_placeholder":true,"num":1}}]}"#;
    assert_eq!(
        decode(skipped),
        Ok(File {
            name: "n".into(),
            data: one.clone()
        })
    );
    assert_eq!(
        decode(skipped),
        Ok(Upload {
            file: File {
                name: "n".into(),
                data: one.clone()
            },
            parts: vec![
                Part::Text("t".into()),
                Part::File(Bytes::from_static(b"\x00\xff")),
                Part::Named { file: one }
            ]
        })
    );
}

#[test]
fn errors_have_a_path() {
    fn path<T: DeserializeOwned>(json: &str) -> Option<String> {
        let error = located::<T>(json).err();
        error.expect("is refused").path()
    }

    let users = r#"{"a":[{"name":"An"},{"name":{"_placeholder":true,"num":0}}]}"#;
    let error = located::<BTreeMap<String, Vec<User>>>(users).expect_err("is no string");
    assert_eq!(error.path().as_deref(), Some("a[1].name"));
    assert_eq!(
        error.reason().to_string(),
        "invalid type: byte array, expected a string"
    );
    for (found, expected) in [
        (path::<u8>("300"), None),
        (path::<Vec<Vec<u8>>>("[[1],[2,-1]]"), Some("[1][1]")),
        (path::<(u8, String)>("[1]"), None),
        (path::<[u8; 1]>("[1,2]"), None),
        (path::<Newtype<Vec<u8>>>("[1,null]"), Some("[1]")),
        (path::<Option<Vec<u8>>>("[null]"), Some("[0]")),
        (path::<BTreeMap<u8, u8>>(r#"{"1":1,"7":"x"}"#), Some("7")),
        (path::<BTreeMap<u8, u8>>(r#"{"300":1}"#), Some("300")),
        (path::<BTreeMap<u8, u8>>(r#"{"x":1}"#), Some("x")),
        (path::<BTreeMap<u8, u8>>(r#"{"1-1":1}"#), Some("1-1")),
        (path::<BTreeMap<bool, u8>>(r#"{"yes":1}"#), Some("yes")),
        (path::<BTreeMap<bool, u8>>(r#"{"true":{}}"#), Some("true")),
        (path::<Vec<BTreeMap<u8, u8>>>(r#"[{"x":1}]"#), Some("[0].x")),
        (path::<BTreeMap<Letter, u8>>(r#"{"B":1}"#), Some("B")),
        (path::<BTreeMap<Letter, u8>>(r#"{"A":-1}"#), Some("A")),
        (path::<Shape>(r#""Nothing""#), None),
        (path::<Shape>(r#"{"Unit":1}"#), Some("Unit")),
        (path::<Shape>(r#""Newtype""#), Some("Newtype")),
        (path::<Shape>(r#"{"Newtype":"x"}"#), Some("Newtype")),
        (path::<Shape>(r#"{"Tuple":[1,"x"]}"#), Some("Tuple[1]")),
        (path::<Shape>(r#"{"Tuple":[1]}"#), Some("Tuple")),
        (
            path::<Shape>(r#"{"Named":{"side":"x"}}"#),
            Some("Named.side"),
        ),
        (path::<Shape>(r#"{"Named":{}}"#), Some("Named")),
        (path::<Tagged>(r#"{"kind":"A","value":"x"}"#), None),
        (path::<WithUser>(r#"{"rest":1,"name":[]}"#), None),
    ] {
        assert_eq!(found.as_deref(), expected);
    }
}

#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
enum Letter {
    A,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "nothing of it is looked at")]
enum Shape {
    Unit,
    Newtype(u8),
    Tuple(u8, u8),
    Named { side: u8 },
}

#[derive(Deserialize)]
#[serde(tag = "kind")]
#[expect(dead_code, reason = "nothing of it is looked at")]
enum Tagged {
    A { value: u8 },
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "nothing of it is looked at")]
struct WithUser {
    #[serde(flatten)]
    user: User,
    rest: u8,
}

#[test]
fn a_little_text_cannot_stand_for_a_lot_of_data() {
    let decoded = |places: usize| {
        let place = r#"{"_placeholder":true,"num":0}"#;
        let text = format!(r#"["e",[{}]]"#, vec![place; places].join(","));
        let attachments = [Bytes::from(vec![0; 1_000])];
        let arguments = Tree::arguments(&text, &attachments).map_err(|error| error.to_string());
        arguments.map(drop)
    };
    assert_eq!(decoded(8), Ok(()));
    let error = decoded(9).map_err(|error| error.contains("repeated too often"));
    assert_eq!(error, Err(true));
}
