//! What is emitted is counted by its name, and a broadcast by how far it got.

use gateway_runtime::prelude::*;

use super::Recorder;
use crate::way::Way;

#[websocket_gateway(namespace = "news")]
struct News;

#[websocket_gateway]
impl News {
    #[subscribe_message("greet")]
    fn greet(&self, socket: Socket) -> Result<(), WsError> {
        socket.emit("hello", &1)?;
        Ok(())
    }
}

const EMITS: &str = "gateway_emits_total";
const DELIVERIES: &str = "gateway_deliveries_total";

#[tokio::test]
async fn a_broadcast_is_one_emit_however_many_hear_it() {
    let recorder = Recorder::install();
    let builder = GatewayApp::builder().metrics().only::<(News,)>();
    let app = Way::USUAL.start(builder).await;
    let clients = [
        app.connect::<News>().await.unwrap(),
        app.connect::<News>().await.unwrap(),
    ];
    app.server::<News>().emit("extra", &1).await.unwrap();
    for client in &clients {
        client.event_named::<u32>("extra").await;
    }
    clients[0].ask::<()>("greet", &()).await.unwrap();
    clients[0].event_named::<u32>("hello").await;
    let scraped = recorder.scrape();
    for event in ["extra", "hello"] {
        let labels = [("namespace", "/news"), ("event", event)];
        assert_eq!(scraped.count(EMITS, &labels), 1, "{event}");
    }
    let complete = [("namespace", "/news"), ("outcome", "complete")];
    assert_eq!(scraped.count(DELIVERIES, &complete), 1);
}

#[tokio::test]
async fn a_program_that_makes_names_up_has_no_series_without_end() {
    let recorder = Recorder::install();
    let builder = GatewayApp::builder().metrics().only::<(News,)>();
    let app = Way::USUAL.start(builder).await;
    for number in 0..300 {
        let event = format!("event-{number}");
        app.server::<News>().emit(&event, &1).await.unwrap();
    }
    let scraped = recorder.scrape();
    assert_eq!(scraped.count(EMITS, &[]), 300);
    assert_eq!(scraped.values_of(EMITS, "event").len(), 257);
    assert_eq!(scraped.count(EMITS, &[("event", "other")]), 300 - 256);
}
