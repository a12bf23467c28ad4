//! An app that watches its contract knows the events that it emits and does not declare, whichever way they go.

#[path = "../../rust/support/mod.rs"]
mod support;

use std::time::Duration;

use gateway_runtime::{Drain, GatewayAppBuilder, prelude::*};
use support::{log, polling::Client};

/// Longer than the way of a packet.
const QUIET: Duration = Duration::from_millis(200);
const WARNING: &str = "that the contract does not declare";

#[derive(Serialize, ServerEvent)]
#[event("changed")]
struct Changed(u8);

/// Declared by the method that answers with it.
#[derive(Serialize, ServerEvent)]
#[event("bought")]
struct Bought(u8);

#[derive(Serialize, ServerEvent)]
#[event("forgotten")]
struct Forgotten(u8);

#[websocket_gateway(namespace = "shop", emits(Changed, "tick" = u8))]
struct Shop;

#[websocket_gateway]
impl Shop {
    #[subscribe_message("declared")]
    async fn declared(&self, socket: Socket, server: Server<Self>) -> Result<(), EmitError> {
        socket.emit("tick", &1)?;
        server.emit_event(&Changed(1)).await?;
        server.to("nobody").emit("tick", &2).await?;
        // How users send an error of their own form.
        socket.emit("exception", "mine")
    }

    #[subscribe_message("buy")]
    fn buy(&self) -> WsResponse<Bought> {
        WsResponse::event(Bought(1))
    }

    #[subscribe_message("fail")]
    fn fail(&self) -> Result<(), WsError> {
        Err(WsError::not_found("nothing is here"))
    }

    #[subscribe_message("undeclared")]
    async fn undeclared(&self, socket: Socket) -> Result<(), EmitError> {
        socket.emit("to-socket", &1)?;
        socket.emit_volatile("to-socket-volatile", &1)?;
        socket.emit_event(&Forgotten(1))?;
        socket.broadcast().emit("to-others", &1).await?;
        let _answer: String = socket.emit_with_ack("question", &1).await?;
        Ok(())
    }

    #[subscribe_message("answer")]
    fn answer(&self) -> WsResponse<u8> {
        WsResponse::new("answered", 1)
    }

    #[subscribe_message("answers")]
    fn answers(&self) -> Vec<WsResponse<u8>> {
        vec![WsResponse::new("tick", 1), WsResponse::new("streamed", 2)]
    }

    #[subscribe_message("replaced")]
    #[use_interceptors(replaced)]
    fn replaced(&self) -> WsResponse<u8> {
        WsResponse::new("never-sent", 1)
    }

    #[subscribe_message("kept")]
    #[use_interceptors(kept)]
    fn kept(&self) -> WsResponse<u8> {
        WsResponse::new("kept", 1)
    }
}

/// Answers with another event than the method.
#[interceptor]
async fn replaced(next: Next) -> Result<Outcome, Failure> {
    next.run().await?;
    Ok(Outcome::emit("made", 1))
}

/// Sees the method's event before it is sent.
#[interceptor]
async fn kept(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

/// The same namespace on another endpoint.
#[websocket_gateway(namespace = "shop", path = "/elsewhere", emits("elsewhere" = u8))]
struct Elsewhere;

#[websocket_gateway(namespace = "rooms/{room}", emits("entered" = u8))]
struct Rooms;

#[websocket_gateway]
impl Rooms {
    #[subscribe_message("enter")]
    fn enter(&self, socket: Socket) -> Result<(), EmitError> {
        socket.emit("entered", &1)?;
        socket.emit("left", &1)
    }
}

fn builder() -> GatewayAppBuilder {
    GatewayApp::builder().only::<(Shop, Elsewhere, Rooms)>()
}

#[expect(
    clippy::expect_used,
    reason = "clippy does not see that the function is a test's"
)]
async fn watched() -> GatewayApp {
    let app = builder().watch_contract().build().await.expect("starts");
    log::start();
    app
}

/// Sends the events to a namespace, and returns the undeclared ones as text when everything has come.
async fn after(app: &GatewayApp, namespace: &str, events: &[&str]) -> Vec<String> {
    let mut client = Client::connect(app.router(), namespace, "it").await;
    for event in events {
        client.emit(event).await;
    }
    let came = client.all(QUIET).await;
    assert!(came.len() >= events.len(), "{came:?}");
    undeclared(app)
}

fn undeclared(app: &GatewayApp) -> Vec<String> {
    let undeclared = app.undeclared_events();
    undeclared.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn what_is_declared_is_not_noted() {
    let app = watched().await;
    let noted = after(&app, "/shop", &["declared", "buy", "fail"]).await;
    assert_eq!(noted, [""; 0]);
    app.server::<Shop>()
        .emit("elsewhere", &1)
        .await
        .expect("runs");
    assert_eq!(
        app.undeclared_events(),
        [],
        "another endpoint has the namespace too"
    );
    assert_eq!(log::lines_with(WARNING), [""; 0]);
}

#[tokio::test]
async fn whatever_a_method_emits_is_noted() {
    let app = watched().await;
    let noted = after(&app, "/shop", &["undeclared"]).await;
    let names = [
        "forgotten",
        "question",
        "to-others",
        "to-socket",
        "to-socket-volatile",
    ];
    assert_eq!(noted, names.map(|name| format!("/shop: {name:?}")));
}

#[tokio::test]
async fn answers_that_are_events_are_noted_when_they_are_sent() {
    let app = watched().await;
    let events = ["answer", "answers", "replaced", "kept"];
    let noted = after(&app, "/shop", &events).await;
    let names = ["answered", "kept", "made", "streamed"];
    assert_eq!(noted, names.map(|name| format!("/shop: {name:?}")));
}

#[tokio::test]
async fn a_handle_is_watched_without_clients_and_the_log_says_it_once() {
    let app = watched().await;
    let shop = app.server::<Shop>();
    for _ in 0..2 {
        shop.emit("tock", &1).await.expect("runs");
        shop.emit("tick", &1).await.expect("runs");
    }
    assert_eq!(undeclared(&app), [r#"/shop: "tock""#]);
    let lines = log::lines_with(WARNING);
    let [line] = &lines[..] else {
        panic!("one line for one event: {lines:?}");
    };
    assert!(line.starts_with(" WARN "), "{line}");
    assert!(line.contains(r#"namespace="/shop" event="tock""#), "{line}");
    assert!(line.contains("`emits(\"its name\" = Type)`"), "{line}");
}

#[tokio::test]
async fn a_dynamic_namespace_is_named_by_its_pattern() {
    let app = watched().await;
    after(&app, "/rooms/kitchen", &["enter"]).await;
    let noted = after(&app, "/rooms/hall", &["enter"]).await;
    assert_eq!(noted, [r#"/rooms/{room}: "left""#]);
    assert_eq!(log::lines_with(WARNING).len(), 1);
}

#[tokio::test]
async fn the_announcement_of_the_end_is_declared_by_the_builder() {
    let drain = Drain::over(Duration::from_millis(10)).announce("server-draining");
    let app = builder()
        .drain(drain)
        .watch_contract()
        .build()
        .await
        .expect("starts");
    log::start();
    let mut clients = Vec::new();
    for namespace in ["/shop", "/rooms/kitchen"] {
        clients.push(Client::connect(app.router(), namespace, "it").await);
    }
    app.drain().await;
    for client in &mut clients {
        let came = client.all(QUIET).await;
        let announced = came.iter().any(|packet| packet.contains("server-draining"));
        assert!(announced, "{came:?}");
    }
    assert_eq!(app.undeclared_events(), []);
    assert_eq!(log::lines_with(WARNING), [""; 0]);
}

#[tokio::test]
async fn without_the_call_nothing_is_noted() {
    let app = builder().build().await.expect("starts");
    log::start();
    let noted = after(&app, "/shop", &["undeclared", "answer"]).await;
    assert_eq!(noted, [""; 0]);
    assert_eq!(log::lines_with(WARNING), [""; 0]);
}
