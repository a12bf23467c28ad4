//! Tests of reading. The messages are those that the versions of python-socketio have written.

use super::*;

fn read(text: &str) -> Message<'_> {
    Message::read(text.as_bytes()).expect("is read")
}

fn emit(text: &str) -> Emit<'_> {
    match read(text).deed {
        Deed::Emit(emit) => emit,
        _ => panic!("{text} is no emit"),
    }
}

/// The arguments of an event with this member `data`.
fn arguments_of(data: &str) -> Vec<String> {
    let text = format!(r#"{{"method": "emit", "event": "e", "data": {data}}}"#);
    let emit = emit(&text);
    let arguments = emit.arguments.iter();
    arguments
        .map(|argument| argument.get().to_owned())
        .collect()
}

#[test]
fn an_event_for_everybody() {
    let text = r#"{"method": "emit", "event": "price", "data": [{"cents": 250}], "binary": false, "namespace": "/",
        "room": null, "skip_sid": null, "callback": null, "host_id": "58a54a6f"}"#;
    assert_eq!(read(text).namespace, "/");
    let emit = emit(text);
    assert_eq!(emit.event, "price");
    assert_eq!(emit.arguments[0].get(), r#"{"cents": 250}"#);
    assert!(emit.attachments.is_empty() && emit.rooms.is_none() && emit.except.is_empty());
}

#[test]
fn arguments_are_what_a_server_of_python_takes_them_for() {
    // None, a tuple of nothing, a tuple of two, a list; and what version 5.14 writes of one value.
    assert!(arguments_of("[null]").is_empty());
    assert!(arguments_of("[]").is_empty());
    assert!(arguments_of("null").is_empty());
    assert_eq!(arguments_of(r#"["a", 2]"#), ["\"a\"", "2"]);
    assert_eq!(arguments_of("[null, 2]"), ["null", "2"]);
    assert_eq!(arguments_of("[[1, 2]]"), ["[1, 2]"]);
    assert_eq!(arguments_of(r#"{"a": 1}"#), [r#"{"a": 1}"#]);
}

#[test]
fn attachments_follow_the_value_with_their_placeholders() {
    let text = r#"{"method": "emit", "event": "e", "binary": true, "data":
        [[{"_placeholder": true, "num": 0}, {"a": {"_placeholder": true, "num": 1}}], "AQI=", "/w\u003d\u003d"]}"#;
    let emit = emit(text);
    assert_eq!(emit.arguments.len(), 2);
    assert_eq!(emit.attachments, [&[1, 2][..], &[255]]);
    // Version 5.14 has no list around one value.
    let text = r#"{"method": "emit", "event": "e", "binary": true, "data": [{"_placeholder": true, "num": 0}, "AQI="]}"#;
    let emit = self::emit(text);
    assert_eq!(emit.arguments.len(), 1);
    assert_eq!(emit.attachments, [&[1, 2][..]]);
}

#[test]
fn rooms_and_sockets_are_one_or_several() {
    let text = r#"{"method": "emit", "event": "e", "room": ["a", 7], "skip_sid": ["x", null]}"#;
    let several = emit(text);
    assert_eq!(several.rooms, Some(vec!["a".to_owned(), "7".to_owned()]));
    assert_eq!(several.except, ["x"]);
    let one = emit(r#"{"method": "emit", "event": "e", "room": "a", "skip_sid": "x"}"#);
    assert_eq!(
        (one.rooms, one.except),
        (Some(vec!["a".to_owned()]), vec!["x".to_owned()])
    );
    // No room at all is nobody; the room `None` is everybody.
    let none = emit(r#"{"method": "emit", "event": "e", "room": []}"#);
    assert_eq!(none.rooms, Some(Vec::new()));
    let all = emit(r#"{"method": "emit", "event": "e", "room": ["a", null]}"#);
    assert_eq!(all.rooms, None);
}

#[test]
fn what_concerns_one_socket() {
    let disconnect =
        read(r#"{"method": "disconnect", "sid": "x", "namespace": "/shop", "host_id": "1"}"#);
    assert_eq!(disconnect.namespace, "/shop");
    assert!(matches!(disconnect.deed, Deed::Disconnect { socket } if socket == "x"));
    for (method, expected) in [
        ("enter_room", RoomChange::Join),
        ("leave_room", RoomChange::Leave),
    ] {
        let text = format!(r#"{{"method": "{method}", "sid": "x", "room": 7, "namespace": null}}"#);
        let message = read(&text);
        assert_eq!(message.namespace, "/");
        let Deed::ChangeRoom {
            change,
            socket,
            room,
        } = message.deed
        else {
            panic!("{method} is no change of a room");
        };
        assert!(matches!(
            (change, expected),
            (RoomChange::Join, RoomChange::Join) | (RoomChange::Leave, RoomChange::Leave)
        ));
        assert_eq!((socket.as_str(), room.as_str()), ("x", "7"));
    }
    let close = read(r#"{"method": "close_room", "room": "a", "namespace": "/", "host_id": "1"}"#);
    assert!(matches!(close.deed, Deed::CloseRoom { room } if room == "a"));
}

#[test]
fn what_is_none_of_this_is_not_read() {
    // `pickle.dumps({"method": "emit"})` of Python 3.11.
    let pickle = b"\x80\x04\x95\x14\0\0\0\0\0\0\0}\x94\x8c\x06method\x94\x8c\x04emit\x94s.";
    assert!(matches!(Message::read(pickle), Err(Unread::Pickle)));
    let callback = r#"{"method": "callback", "host_id": "1", "sid": ["a", "b"], "namespace": "/", "id": 1, "args": []}"#;
    assert!(
        matches!(Message::read(callback.as_bytes()), Err(Unread::Method(method)) if method == "callback")
    );
    for text in [
        "",
        "{",
        "[]",
        "7",
        "{}",
        "\u{0}",
        r#"{"method": 1}"#,
        r#"{"method": "emit"}"#,
        r#"{"method": "emit", "event": 1}"#,
        r#"{"method": "emit", "event": "e", "room": {}}"#,
        r#"{"method": "emit", "event": "e", "room": true}"#,
        r#"{"method": "emit", "event": "e", "room": [["a"]]}"#,
        r#"{"method": "emit", "event": "e", "skip_sid": {}}"#,
        r#"{"method": "emit", "event": "e", "namespace": 1}"#,
        r#"{"method": "emit", "event": "e", "binary": 1, "data": []}"#,
        r#"{"method": "emit", "event": "e", "binary": true}"#,
        r#"{"method": "emit", "event": "e", "binary": true, "data": []}"#,
        r#"{"method": "emit", "event": "e", "binary": true, "data": {}}"#,
        r#"{"method": "emit", "event": "e", "binary": true, "data": [[], 1]}"#,
        r#"{"method": "emit", "event": "e", "binary": true, "data": [[], "?"]}"#,
        r#"{"method": "emit", "event": "e", "data": [NaN]}"#,
        r#"{"method": "emit", "event": "e"} {}"#,
        r#"{"method": "disconnect"}"#,
        r#"{"method": "disconnect", "sid": ["x"]}"#,
        r#"{"method": "enter_room", "sid": "x"}"#,
        r#"{"method": "enter_room", "sid": "x", "room": ["a"]}"#,
        r#"{"method": "leave_room", "room": "a"}"#,
        r#"{"method": "close_room"}"#,
        r#"{"method": "close_room", "room": null}"#,
    ] {
        assert!(Message::read(text.as_bytes()).is_err(), "{text}");
    }
}

/// What is deep is not read recursively here: how deep arguments may be is checked where they are written.
#[test]
fn deep_messages_do_no_harm() {
    let deep = "[".repeat(100_000);
    for text in [
        deep.clone(),
        format!(r#"{{"method": "emit", "event": "e", "data": {deep}"#),
        format!(
            r#"{{"method": "emit", "event": "e", "room": {deep}{}}}"#,
            "]".repeat(100_000)
        ),
    ] {
        assert!(Message::read(text.as_bytes()).is_err());
    }
}
