//! `Clock` is made by hand, by the app, and without any app.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU8, Ordering},
};

use gateway_runtime::prelude::*;

use super::watched::Tick;

#[websocket_gateway(emits(Tick))]
pub(super) struct Clock {
    #[websocket_server]
    server: Server<Clock>,
    ticks: AtomicU8,
    #[default = 7]
    seven: u8,
    #[default = String::from("noon")]
    name: String,
}

#[websocket_gateway]
impl Clock {
    #[subscribe_message("tick")]
    async fn tick(&self) -> Result<u8, WsError> {
        let tick = self.ticks.fetch_add(1, Ordering::Relaxed);
        self.server.emit_event(&Tick(tick)).await?;
        Ok(tick)
    }
}

fn by_hand(server: Server<Clock>) -> Clock {
    Clock {
        server,
        ticks: 40.into(),
        seven: 8,
        name: "midnight".into(),
    }
}

async fn app() -> GatewayApp {
    let builder = GatewayApp::builder().only::<(Clock,)>();
    builder.build().await.expect("starts")
}

#[tokio::test]
async fn a_gateway_made_by_hand_is_tested_without_an_app() {
    let clock = by_hand(Server::detached());
    assert_eq!(clock.tick().await.expect("reaches nobody"), 40);
    assert_eq!(clock.server.fetch_sockets().await.expect("nobody").len(), 0);
}

#[tokio::test]
async fn a_gateway_made_by_hand_is_used_by_the_app() {
    let builder = GatewayApp::builder().only::<(Clock,)>();
    let instance = by_hand(builder.server::<Clock>());
    let app = builder.gateway(instance).build().await.expect("starts");
    let clock = app.gateway::<Clock>();
    assert_eq!((clock.seven, clock.name.as_str()), (8, "midnight"));
    assert_eq!(clock.tick().await.expect("runs"), 40);
}

#[tokio::test]
async fn fields_without_attribute_have_their_default() {
    let app = app().await;
    let clock = app.gateway::<Clock>();
    assert_eq!((clock.seven, clock.name.as_str()), (7, "noon"));
    assert_eq!(clock.tick().await.expect("runs"), 0);
}

#[tokio::test]
async fn a_broadcast_can_be_spawned() {
    let app = app().await;
    let sent = tokio::spawn(app.server::<Clock>().emit("e", &String::from("temporary")));
    let delivery = sent.await.expect("no panic").expect("runs");
    assert_eq!(delivery.missed, 0);
    assert!(delivery.shared.is_ok());
}

#[tokio::test]
async fn what_cannot_be_serialised_is_an_error() {
    let app = app().await;
    let not_json = BTreeMap::from([((1, 2), 3)]);
    let sent = app.server::<Clock>().emit("e", &not_json).await;
    assert!(matches!(sent, Err(EmitError::Serialize(_))), "{sent:?}");
}
