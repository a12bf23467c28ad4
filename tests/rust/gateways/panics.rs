//! A panic ends neither the app nor the connection (docs/guarantees.md, 10), and a client that has asked for an
//! acknowledgement gets one all the same (docs/guarantees.md, 8). `Panics` panics wherever the code of a user runs on the
//! way of a message.

use gateway_runtime::{
    prelude::*,
    testing::{Client, ErrorObject},
};
use serde::Serializer;

use crate::{
    log,
    logged::assert_logged,
    way::{Way, over_each_way},
};

/// A value that cannot be written.
struct PanicsWhenWritten;

impl Serialize for PanicsWhenWritten {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("boom in serialize");
    }
}

/// A parameter that cannot be taken.
struct PanicsWhenTaken;

impl FromMessage for PanicsWhenTaken {
    fn from_message(_: &mut Message) -> Result<Self, WsError> {
        panic!("boom in an extractor");
    }
}

#[websocket_gateway(namespace = "panics")]
struct Panics;

#[websocket_gateway]
impl Panics {
    #[subscribe_message("plain")]
    fn plain(&self) {
        panic!("boom in a plain method");
    }

    #[subscribe_message("before-await")]
    async fn before_await(&self) {
        panic!("boom before an await");
    }

    #[subscribe_message("after-await")]
    async fn after_await(&self) {
        tokio::task::yield_now().await;
        panic!("boom after an await");
    }

    #[subscribe_message("with-ack")]
    async fn with_ack(&self, _ack: Ack<u8>) {
        tokio::task::yield_now().await;
        panic!("boom with an unused ack");
    }

    #[subscribe_message("in-extractor")]
    async fn in_extractor(&self, _: PanicsWhenTaken) {}

    #[subscribe_message("in-answer")]
    fn in_answer(&self) -> PanicsWhenWritten {
        PanicsWhenWritten
    }

    #[subscribe_message("in-ack")]
    async fn in_ack(&self, ack: Ack<PanicsWhenWritten>) {
        tokio::task::yield_now().await;
        ack.send(PanicsWhenWritten);
    }

    #[subscribe_message("in-event")]
    fn in_event(&self) -> WsResponse<PanicsWhenWritten> {
        WsResponse::new("never", PanicsWhenWritten)
    }

    #[subscribe_message("alive")]
    fn alive(&self, #[message_body] number: u32) -> u32 {
        number
    }
}

/// The events of the methods, and what stands in the log.
const PANICS: [(&str, &str); 8] = [
    ("plain", "boom in a plain method"),
    ("before-await", "boom before an await"),
    ("after-await", "boom after an await"),
    ("with-ack", "boom with an unused ack"),
    ("in-extractor", "boom in an extractor"),
    ("in-answer", "boom in serialize"),
    ("in-ack", "boom in serialize"),
    ("in-event", "boom in serialize"),
];

over_each_way!(
    one_acknowledgement_comes_and_app_and_connections_live_on,
    messages_behind_one_that_panics_are_handled_in_order,
);

fn builder() -> gateway_runtime::GatewayAppBuilder {
    GatewayApp::builder().only::<(Panics,)>()
}

#[track_caller]
fn assert_internal(error: &ErrorObject, event: &str) {
    assert_eq!(
        (error.code(), error.message()),
        ("internal", "Internal server error")
    );
    assert_eq!(error.pattern(), Some(event));
}

async fn is_alive(client: &Client) {
    assert_eq!(client.ask::<u32>("alive", &7).await.unwrap(), 7);
}

async fn one_acknowledgement_comes_and_app_and_connections_live_on(way: Way) {
    log::start();
    let app = way.start(builder()).await;
    let (client, other) = (
        way.join::<Panics>(&app).await,
        way.join::<Panics>(&app).await,
    );
    for (event, said) in PANICS {
        assert_internal(&client.ask::<()>(event, &()).await.unwrap_err(), event);
        client.no_event().await;
        client.emit(event, &());
        // An answer that nobody waits for is not written at all.
        if event != "in-answer" && event != "in-ack" {
            assert_internal(&client.exception().await, event);
        }
        client.no_event().await;
        assert_logged(&[said]);
        is_alive(&client).await;
        is_alive(&other).await;
        is_alive(&way.join::<Panics>(&app).await).await;
    }
}

async fn messages_behind_one_that_panics_are_handled_in_order(way: Way) {
    let app = way.start(builder()).await;
    let client = way.join::<Panics>(&app).await;
    let mut answers = Vec::new();
    for number in 0..50 {
        client.emit("plain", &());
        client.emit("after-await", &());
        answers.push(client.ask::<u32>("alive", &number));
    }
    for (number, answer) in (0..50).zip(answers) {
        assert_eq!(answer.await.unwrap(), number);
    }
    let order: Vec<_> = client
        .transcript()
        .lines()
        .filter_map(number_of_answer)
        .collect();
    assert_eq!(order, (0..50).collect::<Vec<_>>());
}

/// Which answer a line of the transcript is: `<- 3/panics,17[17]`.
fn number_of_answer(line: &str) -> Option<u32> {
    let (_, answer) = line.split_once("<- 3/panics,")?;
    answer.split_once('[')?.0.parse().ok()
}
