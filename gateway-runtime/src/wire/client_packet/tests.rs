use serde_json::json;

use super::*;
use crate::wire::{args::Args, payload::Borrowed};

fn parsers() -> Vec<Parser> {
    vec![
        Parser::Common,
        #[cfg(feature = "msgpack")]
        Parser::Msgpack,
    ]
}

/// Writes a packet and reads it again.
fn read_again(parser: Parser, packet: &ClientPacket) -> ClientPacket {
    let mut reader = PacketReader::default();
    let mut frames = packet.frames(parser).into_iter();
    let last = frames.next_back().expect("there is a frame");
    for frame in frames {
        assert!(reader.read(parser, frame).expect("is right").is_none());
    }
    let read = reader.read(parser, last).expect("is right");
    read.expect("is complete")
}

fn event(parser: Parser, namespace: &str, payload: &dyn Payload, id: Option<i64>) -> ClientPacket {
    ClientPacket {
        namespace: namespace.to_owned(),
        kind: PacketKind::Event(written(parser, Some("say"), payload).expect("writes"), id),
    }
}

#[test]
fn events_are_what_they_were() {
    let bytes = Bytes::from_static(b"\0\xff");
    for parser in parsers() {
        for (namespace, id) in [("/", None), ("/chat", Some(12)), ("/chat/7", None)] {
            let payload = Args((json!({ "text": "hi" }), bytes.clone(), bytes.clone()));
            let read = read_again(parser, &event(parser, namespace, &payload, id));
            assert_eq!(read.namespace, namespace);
            let PacketKind::Event(packet, read_id) = read.kind else {
                panic!("no event: {read:?}");
            };
            assert_eq!(read_id, id);
            let arguments = crate::wire::event_arguments(&packet);
            assert_eq!(
                arguments,
                Ok(Args((
                    json!({ "text": "hi" }),
                    bytes.clone(),
                    bytes.clone()
                )))
            );
        }
    }
}

#[test]
fn a_packet_is_written_as_the_protocol_says() {
    let text = |packet: &ClientPacket| packet.frames(Parser::Common);
    let with_bytes = Args((1, Bytes::from_static(b"x")));
    assert_eq!(
        text(&event(Parser::Common, "/chat", &with_bytes, Some(7))),
        [
            Frame::Text(r#"51-/chat,7["say",1,{"_placeholder":true,"num":0}]"#.to_owned()),
            Frame::Binary(Bytes::from_static(b"x")),
        ]
    );
    let plain = event(Parser::Common, "/", &Borrowed(&"hi"), None);
    assert_eq!(text(&plain), [Frame::Text(r#"2["say","hi"]"#.to_owned())]);
    let disconnect = ClientPacket {
        namespace: "/chat".to_owned(),
        kind: PacketKind::Disconnect,
    };
    assert_eq!(text(&disconnect), [Frame::Text("1/chat,".to_owned())]);
}

#[test]
fn what_is_no_packet_is_an_error() {
    for frames in [
        &[""][..],
        &["9"],
        &["5"],
        &["5x-[]"],
        &["3[1]"],
        &["4"],
        &[r#"51-["a",{"_placeholder":true,"num":0}]"#, r#"2["b"]"#],
    ] {
        let mut reader = PacketReader::default();
        let read: Vec<_> = frames
            .iter()
            .map(|text| reader.read(Parser::Common, Frame::Text((*text).to_owned())))
            .collect();
        assert!(
            read.last().is_some_and(Result::is_err),
            "{frames:?}: {read:?}"
        );
    }
    let alone = PacketReader::default().read(Parser::Common, Frame::Binary(Bytes::new()));
    assert!(alone.is_err());
}

#[test]
fn values_of_connect_are_read_in_both_forms() {
    for parser in parsers() {
        let value = written_value(parser, &Borrowed(&json!({ "sid": "a" }))).expect("writes");
        assert_eq!(read_value(&value), Ok(json!({ "sid": "a" })));
        let connect = ClientPacket {
            namespace: "/chat".to_owned(),
            kind: PacketKind::Connect(Some(value)),
        };
        let read = read_again(parser, &connect);
        assert_eq!(read.namespace, "/chat");
        assert!(matches!(read.kind, PacketKind::Connect(Some(_))));
    }
}

#[test]
fn people_read_binary_data_by_its_length() {
    for parser in parsers() {
        let payload = json!({ "text": "hi" });
        let packet = event(
            parser,
            "/chat",
            &Args((payload, Bytes::from_static(b"abc"))),
            Some(3),
        );
        assert_eq!(
            packet.readable(),
            r#"2/chat,3["say",{"text":"hi"},<3 bytes>]"#
        );
    }
}
