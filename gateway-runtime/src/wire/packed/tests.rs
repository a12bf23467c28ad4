//! Packed values against the same values as JSON, what only `MessagePack` has, and hostile bytes.

use std::thread;

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{event_of, value};
use crate::wire::tree::Tree;

fn packed(value: &impl Serialize) -> Bytes {
    rmp_serde::to_vec_named(value).expect("writes").into()
}

fn read(bytes: impl Into<Bytes>) -> Result<Tree, String> {
    let bytes = bytes.into();
    match value(&bytes, 0).map_err(|error| error.to_string())? {
        Some((tree, end)) => {
            assert_eq!(end, bytes.len(), "all is read");
            Ok(tree)
        }
        None => Err("nothing".into()),
    }
}

/// The same value, read from text.
fn from_json(value: &Json) -> Tree {
    Tree::acknowledgement(&value.to_string(), &[]).expect("reads")
}

#[test]
fn every_value_is_what_it_is_in_json() {
    for value in [
        json!(null),
        json!([true, false]),
        json!([
            0,
            127,
            128,
            255,
            256,
            65_535,
            65_536,
            u32::MAX,
            1_u64 << 32,
            u64::MAX
        ]),
        json!([
            -1,
            -32,
            -33,
            -128,
            -129,
            -32_768,
            -32_769,
            i32::MIN,
            i64::from(i32::MIN) - 1,
            i64::MIN
        ]),
        json!([0.5, -1.5e300, 1e-7]),
        json!(["", "a", "đắng 😀\u{0}\"\\\n"]),
        json!([[], [[]], {}, {"": {}}, {"a": [null, {"b": 1}]}]),
        json!({"_placeholder": true, "n": 0}),
    ] {
        assert_eq!(read(packed(&value)), Ok(from_json(&value)), "{value}");
    }
    for length in [15, 16, 31, 32, 255, 256, 65_535, 65_536] {
        let text = json!("x".repeat(length));
        assert_eq!(read(packed(&text)), Ok(from_json(&text)), "{length}");
        let list = json!(vec![7; length]);
        assert_eq!(read(packed(&list)), Ok(from_json(&list)), "{length}");
        let object: Json = (0..length)
            .map(|key| (key.to_string(), json!(key)))
            .collect();
        assert_eq!(read(packed(&object)), Ok(from_json(&object)), "{length}");
        let bytes = Bytes::from(vec![7; length]);
        assert_eq!(read(packed(&bytes)), Ok(Tree::Bytes(bytes)), "{length}");
    }
}

#[test]
fn numbers_that_json_cannot_have_are_null() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(read(packed(&number)), Ok(Tree::Null));
    }
    assert_eq!(read(packed(&0.5_f32)), Ok(from_json(&json!(0.5))));
}

#[test]
fn what_looks_like_an_attachment_is_an_object() {
    let object = json!({"_placeholder": true, "num": 0});
    assert!(matches!(read(packed(&object)), Ok(Tree::Object(fields)) if fields.len() == 2));
}

#[test]
fn keys_of_other_clients_are_text_too() {
    let read = read(vec![0x82, 0x07, 0xc0, 0xff, 0xc0]);
    assert_eq!(
        read,
        Ok(Tree::Object(vec![
            ("7".into(), Tree::Null),
            ("-1".into(), Tree::Null)
        ]))
    );
    assert_eq!(
        self::read(vec![0x81, 0xc0, 0xc0]),
        Err("a key is no text".into())
    );
}

/// What the official client makes of `undefined`, `Date` and `ArrayBuffer`: all have type 0.
#[test]
fn extensions_of_the_official_client() {
    const UNDEFINED: [u8; 3] = [0xd4, 0, 0];
    assert_eq!(read(UNDEFINED.to_vec()), Ok(Tree::Null));
    let list = [&[0x92_u8][..], &UNDEFINED, &[0x01]].concat();
    assert_eq!(read(list), Ok(from_json(&json!([null, 1]))));
    let object = [&[0x82_u8, 0xa1, b'a'][..], &UNDEFINED, &[0xa1, b'b', 0x01]].concat();
    assert_eq!(read(object), Ok(from_json(&json!({"b": 1}))));

    let date = [&[0xd7_u8, 0][..], &1_764_979_200_123_i64.to_be_bytes()].concat();
    assert_eq!(
        read(date),
        Ok(Tree::Text("2025-12-06T00:00:00.123Z".into()))
    );
    let no_date = [&[0xd7_u8, 0][..], &i64::MAX.to_be_bytes()].concat();
    assert_eq!(read(no_date), Ok(Tree::Null));

    for (marker, width) in [(0xc7, 1), (0xc8, 2), (0xc9, 4)] {
        for length in [0_u8, 1, 8, 200] {
            let mut buffer = vec![marker];
            buffer.extend(&u32::from(length).to_be_bytes()[4 - width..]);
            buffer.push(0);
            buffer.extend(vec![7; length.into()]);
            let bytes = Bytes::from(vec![7; length.into()]);
            assert_eq!(read(buffer), Ok(Tree::Bytes(bytes)), "{marker:#x} {length}");
        }
    }

    assert_eq!(
        read(vec![0xd4, 5, 0]),
        Err("extension type 5 is not known".into())
    );
    assert_eq!(
        read(vec![0xc7, 1, 0xff, 0]),
        Err("extension type -1 is not known".into())
    );
    for marker in [0xc1, 0xd5, 0xd6, 0xd8] {
        let error = format!("a value begins with {marker:#04x}");
        assert_eq!(read(vec![marker; 20]), Err(error));
    }
}

#[test]
fn binary_shares_the_packet() {
    let packet = packed(&(1, Bytes::from_static(b"long enough to be seen")));
    let Ok(Some((Tree::List(items), _))) = value(&packet, 0) else {
        panic!("is a list");
    };
    let Some(Tree::Bytes(bytes)) = items.last() else {
        panic!("is binary");
    };
    assert!(packet.as_ptr_range().contains(&bytes.as_ptr()));
}

#[test]
fn the_name_and_what_follows_it() {
    for name in ["e", "", "say \"hi\"\n", &"long ".repeat(20_000)] {
        let packet = packed(&(name, 1, "two"));
        let (event, position) = event_of(&packet).expect("has a name");
        assert_eq!(event, name);
        let (first, position) = value(&packet, position).expect("reads").expect("is there");
        let (second, position) = value(&packet, position).expect("reads").expect("is there");
        assert_eq!(
            (first, second),
            (Tree::Number(1.into()), Tree::Text("two".into()))
        );
        assert_eq!(value(&packet, position).expect("reads"), None);
        assert_eq!(value(&packet, usize::MAX).expect("reads"), None);
    }
    for nameless in [
        packed(&()),
        packed(&(1, "e")),
        packed(&"e"),
        packed(&json!({"e": 1})),
        Bytes::new(),
        Bytes::from_static(&[0x91]),
        Bytes::from_static(&[0x90]),
        Bytes::from_static(&[0x91, 0xa2, b'e']),
        Bytes::from_static(&[0x91, 0xa1, 0xff]),
        Bytes::from_static(&[0x91, 0xdb, 0xff, 0xff, 0xff, 0xff, b'e']),
    ] {
        assert_eq!(event_of(&nameless), None, "{nameless:?}");
    }
}

#[test]
fn what_is_cut_off_is_an_error() {
    let whole = packed(&json!({
        "text": "x".repeat(300), "list": vec![1; 20], "numbers": [300, -300, 70_000, 1.5, u64::MAX], "deep": [[{"a": null}]],
    }));
    for length in 1..whole.len() {
        assert!(read(whole.slice(..length)).is_err(), "{length}");
    }
    for announced in [
        &[0xdd, 0xff, 0xff, 0xff, 0xff][..],
        &[0xdf, 0xff, 0xff, 0xff, 0xff],
        &[0xdb, 0xff, 0xff, 0xff, 0xff],
        &[0xc6, 0xff, 0xff, 0xff, 0xff],
        &[0xc9, 0xff, 0xff, 0xff, 0xff, 0],
        &[0xdc, 0xff],
    ] {
        assert_eq!(
            read(announced.to_vec()),
            Err("the message is cut off".into())
        );
    }
    assert_eq!(read(vec![0xa1, 0xff]), Err("a text is not UTF-8".into()));
}

/// Neither the reader, nor what reads the tree or drops it, goes deeper than it may.
#[test]
fn what_is_nested_too_deeply_is_an_error() {
    let nested = |levels: usize| {
        let read = move || {
            let list = [vec![0x91; levels], vec![0xc0]].concat();
            let object = [b"\x81\xa1a".repeat(levels), vec![0xc0]].concat();
            (read(list).map(drop), read(object).map(drop))
        };
        let small = thread::Builder::new().stack_size(512 * 1024);
        small.spawn(read).expect("starts").join().expect("no panic")
    };
    assert_eq!(nested(127), (Ok(()), Ok(())));
    let too_deep = || Err("recursion limit exceeded".to_owned());
    assert_eq!(nested(128), (too_deep(), too_deep()));
    assert_eq!(nested(1_000_000), (too_deep(), too_deep()));
}

#[test]
fn no_bytes_make_it_panic() {
    // A generator of numbers that are the same in every run.
    let mut state = 7_u64;
    let mut byte = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    for round in 0..50_000 {
        let bytes: Bytes = (0..round % 40).map(|_| byte()).collect();
        let position = event_of(&bytes).map_or(0, |(_, position)| position);
        let _ = value(&bytes, position);
        let _ = value(&bytes, 0);
    }
}
