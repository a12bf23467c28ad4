//! A client that asks for an acknowledgement gets exactly one, whatever happens (docs/guarantees.md, 8); nothing of an
//! error that is ours is in it (docs/guarantees.md, 10). `Failing` fails in every way that is no panic.

use std::io;

use gateway_runtime::prelude::*;
use serde::{Serializer, ser::Error as _};
use serde_json::{Value, json};

use crate::{
    packets::{answers, ask_all},
    told::written,
    way::{Way, over_each_way},
};

/// What cannot be written.
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("secret: this cannot be written"))
    }
}

/// A parameter that no message has.
struct Refused;

impl FromMessage for Refused {
    fn from_message(_: &mut Message) -> Result<Self, WsError> {
        Err(WsError::bad_request("the event has no suffix"))
    }
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "nobody reads it")]
struct User {
    name: String,
}

#[websocket_gateway(namespace = "failing")]
struct Failing;

#[websocket_gateway]
impl Failing {
    #[subscribe_message("typed")]
    fn typed(&self, #[message_body] _: User) {}

    #[subscribe_message("positional")]
    fn positional(&self, #[message_body] _: String, #[message_body] _: User) {}

    #[subscribe_message("mixed")]
    fn mixed(&self, #[message_body] _: u8, _: Refused, #[message_body] _: u8) {}

    #[subscribe_message("refuse")]
    fn refuse(&self) -> Result<(), WsError> {
        Err(WsError::conflict("ordered twice").with_details(json!({ "order": 3 })))
    }

    #[subscribe_message("refuse-async")]
    async fn refuse_async(&self) -> Result<(), WsError> {
        tokio::task::yield_now().await;
        Err(WsError::forbidden("not yours"))
    }

    #[subscribe_message("secret-error")]
    async fn secret_error(&self) -> Result<u8, WsError> {
        Err(WsError::internal(io::Error::other("secret: hunter2")))
    }

    #[subscribe_message("ack-dropped")]
    fn ack_dropped(&self, ack: Ack<()>) {
        drop(ack);
    }

    #[subscribe_message("ack-lost-in-a-task")]
    async fn ack_lost_in_a_task(&self, ack: Ack<String>) {
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            drop(ack);
        });
    }

    /// Fails in the middle, in every format.
    #[subscribe_message("unserialisable")]
    fn unserialisable(&self) -> (&'static str, Unwritable) {
        ("hello", Unwritable)
    }
}

over_each_way!(exactly_one_acknowledgement_comes_for_each_failure);

/// A failure: the event, what is sent with it, and the code and the message of the error.
type Case = (&'static str, Value, &'static str, &'static str);

const INTERNAL: &str = "Internal server error";

async fn exactly_one_acknowledgement_comes_for_each_failure(way: Way) {
    let app = way.start(GatewayApp::builder().only::<(Failing,)>()).await;
    let client = way.join::<Failing>(&app).await;
    let missing = "invalid body of `typed`: argument 1 is missing";
    let cases: [Case; 11] = [
        (
            "typed",
            json!([7]),
            "bad_request",
            "invalid body of `typed`: invalid type: integer `7`, expected struct User",
        ),
        ("typed", json!([]), "bad_request", missing),
        (
            "positional",
            json!(["a"]),
            "bad_request",
            "invalid body of `positional`: argument 2 is missing",
        ),
        (
            "mixed",
            json!([1, 2]),
            "bad_request",
            "the event has no suffix",
        ),
        (
            "unknown",
            json!([]),
            "not_found",
            "no handler for the event `unknown`",
        ),
        ("refuse", json!([]), "conflict", "ordered twice"),
        ("refuse-async", json!([]), "forbidden", "not yours"),
        ("secret-error", json!([]), "internal", INTERNAL),
        ("ack-dropped", json!([]), "internal", INTERNAL),
        ("ack-lost-in-a-task", json!([]), "internal", INTERNAL),
        ("unserialisable", json!([]), "internal", INTERNAL),
    ];
    let count = cases.len();
    for (event, values, code, message) in cases {
        let answer = ask_all(&client, event, values.as_array().unwrap()).await;
        let mut error = written(code, message, event);
        if event == "refuse" {
            error["details"] = json!({ "order": 3 });
        }
        assert_eq!(answer, [error]);
    }
    // A second acknowledgement, or an event, would have come by now.
    client.no_event().await;
    assert_eq!(answers(&client).len(), count);
    assert!(!client.transcript().contains("secret:"));
}
