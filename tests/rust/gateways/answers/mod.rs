//! What a method returns is what the acknowledgement carries (docs/guarantees.md, 8), or what is told of its error
//! (docs/guarantees.md, 9). `Answers` has a method for everything that a method can return: a file for each kind.

mod acks;
mod errors;
mod events;
mod values;

use gateway_runtime::{
    prelude::*,
    testing::{Client, TestApp},
};
use serde::{Serializer, ser::Error as _};
use serde_json::{Value, json};

use crate::{
    packets::{ask_all, events},
    way::Way,
};

#[derive(Serialize)]
struct Greeting {
    text: String,
}

fn hello() -> Greeting {
    Greeting {
        text: "hello".into(),
    }
}

/// What cannot be written.
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("this cannot be written"))
    }
}

#[websocket_gateway(namespace = "answers", rename_all = "kebab-case")]
struct Answers;

async fn join(way: Way) -> (TestApp, Client) {
    let app = way.start(GatewayApp::builder().only::<(Answers,)>()).await;
    let client = way.join::<Answers>(&app).await;
    (app, client)
}

/// The acknowledgement of the event carries these arguments, and no event comes.
async fn assert_answer(client: &Client, event: &str, values: Value, expected: Value) {
    let answer = ask_all(client, event, values.as_array().unwrap()).await;
    assert_eq!(&answer, expected.as_array().unwrap(), "{event}");
    client.no_event().await;
    assert_eq!(events(client), Vec::<Vec<Value>>::new(), "{event}");
}

/// All events that the client has got are these, each with its name and its arguments.
#[track_caller]
fn assert_events(client: &Client, expected: Value) {
    assert_eq!(json!(events(client)), expected);
}
