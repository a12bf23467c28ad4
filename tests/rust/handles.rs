//! Handles before, beside and without a running app.

use std::time::Duration;

use gateway_runtime::prelude::*;

#[derive(Serialize, ServerEvent)]
#[event("tick")]
struct Tick(u8);

#[websocket_gateway(emits(Tick))]
struct Clock {
    #[websocket_server]
    server: Server<Clock>,
    ticks: std::sync::atomic::AtomicU8,
    #[default = 7]
    seven: u8,
    #[default = String::from("noon")]
    name: String,
}

#[websocket_gateway]
impl Clock {
    #[subscribe_message("tick")]
    async fn tick(&self) -> Result<u8, WsError> {
        let tick = self
            .ticks
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
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

#[tokio::test]
async fn before_the_app_is_built_every_verb_says_not_running() {
    let builder = GatewayApp::builder();
    let server = builder.server::<Clock>();
    let second = Duration::from_secs(1);
    assert!(matches!(
        server.emit("e", &1).await,
        Err(EmitError::NotRunning)
    ));
    assert!(matches!(
        server.emit_event(&Tick(1)).await,
        Err(EmitError::NotRunning)
    ));
    assert!(matches!(
        server.to("room").emit("e", &1).await,
        Err(EmitError::NotRunning)
    ));
    assert!(matches!(
        server.within("room").emit("e", &1).await,
        Err(EmitError::NotRunning)
    ));
    assert!(matches!(
        server.except("room").emit("e", &1).await,
        Err(EmitError::NotRunning)
    ));
    assert!(matches!(
        server.local().emit("e", &1).await,
        Err(EmitError::NotRunning)
    ));
    assert!(matches!(
        server.volatile().emit("e", &1).await,
        Err(EmitError::NotRunning)
    ));
    assert!(matches!(
        server.timeout(second).emit_with_ack::<_, u8>("e", &1).await,
        Err(EmitError::NotRunning)
    ));
    assert!(matches!(
        server.join("room").await,
        Err(EmitError::NotRunning)
    ));
    assert!(matches!(
        server.leave("room").await,
        Err(EmitError::NotRunning)
    ));
    assert!(matches!(server.rooms().await, Err(EmitError::NotRunning)));
    assert!(matches!(server.sockets(), Err(EmitError::NotRunning)));
    assert!(matches!(
        server.fetch_sockets().await,
        Err(EmitError::NotRunning)
    ));
    assert!(matches!(
        server.disconnect().await,
        Err(EmitError::NotRunning)
    ));
    assert_eq!(server.namespace(), None);
    let chosen = server.to("room");

    let app = builder.build().await.expect("starts");
    assert!(server.emit("e", &1).await.is_ok());
    assert!(chosen.emit("e", &1).await.is_ok());
    assert_eq!(server.namespace(), Some("/"));
    assert!(app.server::<Clock>().emit_event(&Tick(2)).await.is_ok());
}

#[tokio::test]
async fn a_gateway_made_by_hand_is_tested_without_an_app() {
    let clock = by_hand(Server::detached());
    assert_eq!(clock.tick().await.expect("reaches nobody"), 40);
    assert_eq!(clock.server.fetch_sockets().await.expect("nobody").len(), 0);
}

#[tokio::test]
async fn a_gateway_made_by_hand_is_used_by_the_app() {
    let builder = GatewayApp::builder();
    let instance = by_hand(builder.server::<Clock>());
    let app = builder.gateway(instance).build().await.expect("starts");
    let clock = app.gateway::<Clock>();
    assert_eq!((clock.seven, clock.name.as_str()), (8, "midnight"));
    assert_eq!(clock.tick().await.expect("runs"), 40);
}

#[tokio::test]
async fn fields_without_attribute_have_their_default() {
    let app = GatewayApp::builder().build().await.expect("starts");
    let clock = app.gateway::<Clock>();
    assert_eq!((clock.seven, clock.name.as_str()), (7, "noon"));
    assert_eq!(clock.tick().await.expect("runs"), 0);
}

#[tokio::test]
async fn a_broadcast_can_be_spawned() {
    let app = GatewayApp::builder().build().await.expect("starts");
    let sent = tokio::spawn(app.server::<Clock>().emit("e", &String::from("temporary")));
    let delivery = sent.await.expect("no panic").expect("runs");
    assert_eq!(delivery.missed, 0);
    assert!(delivery.shared.is_ok());
}

#[tokio::test]
async fn what_cannot_be_serialised_is_an_error() {
    let app = GatewayApp::builder().build().await.expect("starts");
    let not_json = std::collections::BTreeMap::from([((1, 2), 3)]);
    let sent = app.server::<Clock>().emit("e", &not_json).await;
    assert!(matches!(sent, Err(EmitError::Serialize(_))), "{sent:?}");
}
