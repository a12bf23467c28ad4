//! `Panics` panics wherever the code of a user runs on the way of a message.
#![expect(clippy::panic, reason = "panics are what is tested")]

use gateway_runtime::prelude::*;
use gateway_tests::journal;
use serde::Serializer;

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

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Panics", &socket, reason);
    }
}
