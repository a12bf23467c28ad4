//! What is sent in place of a packet, and is not one.

use gateway_runtime::{
    Parser,
    testing::{Client, End, ErrorObject},
};
use serde_json::json;

use super::{is_alive, join};
use crate::{
    packets::answers,
    way::{Way, over_each_way},
};

over_each_way!(
    what_is_not_the_protocol_ends_the_connection_as_on_node_but_not_the_app,
    a_body_that_is_nested_too_deeply_is_answered_in_json_and_the_connection_lives_on,
);

/// How deep a body is that is nested too deeply.
const DEEP: usize = 20_000;

/// What a client sends.
enum Sent {
    Text(String),
    Binary(Vec<u8>),
}

impl Sent {
    fn by(self, client: &Client) {
        match self {
            Self::Text(text) => client.send_text(&text),
            Self::Binary(bytes) => client.send_binary(bytes),
        }
    }
}

/// The packet of the event `typed` with one argument, and the number 777.
fn event(argument: &str) -> Sent {
    Sent::Text(format!("2/bodies,777[\"typed\",{argument}]"))
}

/// The same in `MessagePack`.
fn packed_event(argument: &[u8]) -> Sent {
    let text = |text: &str| {
        let length = u8::try_from(text.len()).unwrap();
        [&[0xa0 | length], text.as_bytes()].concat()
    };
    let parts = [
        vec![0x84],
        text("type"),
        vec![2],
        text("nsp"),
        text("/bodies"),
        text("id"),
        vec![0xcd, 3, 9],
        text("data"),
        vec![0x92],
        text("typed"),
        argument.to_vec(),
    ];
    Sent::Binary(parts.concat())
}

/// A packet of [`event`] or [`packed_event`] that is one.
fn well_formed(parser: Parser) -> Sent {
    match parser {
        Parser::Msgpack => packed_event(b"\x82\xa4name\xa2An\xa3age\x1e"),
        _ => event(r#"{"name":"An","age":30}"#),
    }
}

fn malformed(parser: Parser) -> Vec<(&'static str, Sent)> {
    let text = |text: &str| Sent::Text(text.to_owned());
    match parser {
        Parser::Msgpack => vec![
            (
                "a body that is nested too deeply",
                packed_event(&[&[0x91].repeat(DEEP)[..], &[0xc0]].concat()),
            ),
            (
                "a body of deep objects",
                packed_event(&[&[0x81, 0xa1, 0x61].repeat(DEEP)[..], &[0xc0]].concat()),
            ),
            (
                "a list that is longer than the packet",
                packed_event(&[0xdd, 0xff, 0xff, 0xff, 0xff]),
            ),
            (
                "text that is longer than the packet",
                packed_event(&[0xdb, 0xff, 0xff, 0xff, 0xff]),
            ),
            ("a packet that is cut off", packed_event(&[0x81, 0xa4])),
            (
                "a packet that is no object",
                Sent::Binary(vec![0x93, 1, 2, 3]),
            ),
            ("JSON", text(r#"2/bodies,777["no-body"]"#)),
        ],
        _ => vec![
            ("malformed JSON", event("{name:")),
            (
                "JSON that is cut off",
                text(r#"2/bodies,777["typed",{"name":"An""#),
            ),
            ("an event without a name", text("2/bodies,777[]")),
        ],
    }
}

async fn what_is_not_the_protocol_ends_the_connection_as_on_node_but_not_the_app(way: Way) {
    let (app, other) = join(way).await;
    well_formed(way.parser).by(&other);
    is_alive(&other).await;
    assert_eq!(answers(&other)[0], [json!({ "name": "An", "age": 30 })]);
    for (what, sent) in malformed(way.parser) {
        let client = way.join::<super::Bodies>(&app).await;
        sent.by(&client);
        assert_eq!(client.ended().await, End::ConnectionLost, "{what}");
        is_alive(&other).await;
        is_alive(&way.join::<super::Bodies>(&app).await).await;
    }
}

/// In `MessagePack` the protocol library takes the body for a malformed packet.
async fn a_body_that_is_nested_too_deeply_is_answered_in_json_and_the_connection_lives_on(
    way: Way,
) {
    if way.parser == Parser::Msgpack {
        return;
    }
    let (_app, client) = join(way).await;
    event(&format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP))).by(&client);
    is_alive(&client).await;
    let [answer, _alive] = answers(&client).try_into().unwrap();
    let [error] = answer.try_into().unwrap();
    let error: ErrorObject = serde_json::from_value(error).unwrap();
    let about = (error.code(), error.pattern());
    assert_eq!(about, ("bad_request", Some("typed")));
}
