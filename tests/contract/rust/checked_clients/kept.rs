//! `Kept` keeps its contract, through everything that a client can meet.

use std::{collections::BTreeMap, time::Duration};

use futures_util::{Stream, stream};
use gateway_runtime::{
    Drain, Parser,
    contract::Binary,
    prelude::*,
    testing::{Client, Connect, TestApp},
};
use schemars::JsonSchema;
use serde_json::{Value, json};

#[derive(Deserialize, JsonSchema)]
struct Login {
    name: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent, JsonSchema)]
#[event("welcome")]
struct Welcome {
    name: String,
    friends: BTreeMap<String, u8>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
struct File {
    name: String,
    #[schemars(with = "Binary")]
    content: Bytes,
    #[schemars(with = "Option<Binary>")]
    icon: Option<Bytes>,
}

/// A body that is a tree of alternatives.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Shape {
    Circle { radius: f64 },
    Group { parts: Vec<Shape> },
    Empty,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent, JsonSchema)]
#[event("tick")]
struct Tick(u32);

#[derive(WsError)]
enum BuyError {
    #[ws_error(message = "only {left} left")]
    OutOfStock { left: u32 },
    #[ws_error(message = "the shop is closed")]
    Closed,
}

#[derive(Deserialize, garde::Validate, JsonSchema)]
struct Order {
    #[garde(custom(even))]
    count: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "garde gives a reference")]
fn even(count: &u32, (): &()) -> garde::Result {
    match count % 2 {
        0 => Ok(()),
        _ => Err(garde::Error::new("is odd")),
    }
}

#[websocket_gateway(
    namespace = "kept",
    emits(Welcome, Tick, "moved" = Args<(u8, Option<String>)>, "file" = File, "raw" = Bytes, "done" = (), "question" = u8)
)]
struct Kept;

#[websocket_gateway]
impl Kept {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket, #[handshake_auth] login: Login) -> Result<(), WsError> {
        if login.name.is_empty() {
            return Err(WsError::unauthorized("who are you?").with_details(json!(["a name"])));
        }
        let friends = BTreeMap::from([("bo".to_owned(), 3)]);
        socket.emit_event(&Welcome {
            name: login.name,
            friends,
        })?;
        Ok(())
    }

    #[subscribe_message("nothing")]
    fn nothing(&self) {}

    #[subscribe_message("shape")]
    fn shape(&self, #[message_body] shape: Shape) -> Option<Shape> {
        (shape != Shape::Empty).then_some(shape)
    }

    #[subscribe_message("say")]
    fn say(
        &self,
        socket: Socket,
        #[message_body] count: u8,
        #[message_body] text: Option<String>,
    ) -> Result<Args<(u8, String)>, WsError> {
        socket.emit("moved", &Args((count, text.clone())))?;
        match text {
            Some(text) => Ok(Args((count, text))),
            None => Err(WsError::new("silent", "say something").with_details(json!(7))),
        }
    }

    #[subscribe_message("upload")]
    fn upload(&self, socket: Socket, #[message_body] file: File) -> Result<Bytes, WsError> {
        socket.emit("raw", &file.content)?;
        socket.emit("file", &file)?;
        Ok(file.content)
    }

    #[subscribe_message("buy")]
    fn buy(&self, #[message_body] count: u32) -> Result<u32, BuyError> {
        match count {
            0 => Err(BuyError::Closed),
            1 => Ok(1),
            _ => Err(BuyError::OutOfStock { left: 1 }),
        }
    }

    #[subscribe_message("order")]
    fn order(&self, #[message_body(validate)] order: Order) -> u32 {
        order.count
    }

    #[subscribe_message("count")]
    fn count(&self, #[message_body] to: u32) -> impl Stream<Item = WsResponse<Tick>> + use<> {
        stream::iter((1..=to).map(|number| WsResponse::event(Tick(number))))
    }

    #[subscribe_message("often")]
    #[throttle(limit = 1, per = "1m")]
    fn often(&self) {}

    #[subscribe_message("ask")]
    async fn ask(&self, socket: Socket) -> Result<u8, WsError> {
        Ok(socket.emit_with_ack::<_, u8>("question", &1).await?)
    }

    #[subscribe_message("panic")]
    fn panic(&self) -> Result<(), BuyError> {
        panic!("this is the internal error of a message");
    }
}

#[websocket_gateway(namespace = "rooms/{room}", emits("entered" = String))]
struct Rooms;

#[websocket_gateway]
impl Rooms {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket, #[param] room: String) -> Result<(), WsError> {
        Ok(socket.emit("entered", &room)?)
    }

    #[subscribe_message(fallback)]
    fn rest(&self, event: EventName, #[message_body] value: u8) -> usize {
        event.0.len() + usize::from(value)
    }
}

#[websocket_gateway(namespace = "kept", port = 81, path = "/elsewhere", emits("tick" = String))]
struct Elsewhere;

#[websocket_gateway]
impl Elsewhere {
    #[subscribe_message("now")]
    fn now(&self, socket: Socket) -> Result<(), WsError> {
        Ok(socket.emit("tick", "now")?)
    }
}

fn builder() -> gateway_runtime::GatewayAppBuilder {
    GatewayApp::builder().only::<(Kept, Rooms, Elsewhere)>()
}

/// Everything that a client can meet.
async fn tour(client: &Client) {
    assert_eq!(client.event::<Welcome>().await.name, "an");
    client.ask::<()>("nothing", &()).await.unwrap();

    let shape = json!({ "kind": "group", "parts": [{ "kind": "circle", "radius": 1.5 }] });
    assert_eq!(client.ask::<Value>("shape", &shape).await.unwrap(), shape);
    let empty = json!({ "kind": "empty" });
    assert_eq!(
        client.ask::<Value>("shape", &empty).await.unwrap(),
        Value::Null
    );

    let said = client
        .ask::<Args<(u8, String)>>("say", &Args((1, "hi")))
        .await;
    assert_eq!(said.unwrap(), Args((1, "hi".to_owned())));
    let silent = client
        .ask::<Args<(u8, String)>>("say", &2)
        .await
        .unwrap_err();
    assert_eq!(silent.code(), "silent");
    let moved = client.event_named::<Args<(u8, Option<String>)>>("moved");
    assert_eq!(moved.await, Args((1, Some("hi".to_owned()))));
    client.event_named::<Value>("moved").await;

    let content = Bytes::from_static(b"\0\xff");
    for icon in [None, Some(content.clone())] {
        let file = File {
            name: "a".to_owned(),
            content: content.clone(),
            icon,
        };
        assert_eq!(client.ask::<Bytes>("upload", &file).await.unwrap(), content);
        assert_eq!(client.event_named::<Bytes>("raw").await, content);
        assert_eq!(client.event_named::<File>("file").await, file);
    }

    assert_eq!(client.ask::<u32>("buy", &1).await.unwrap(), 1);
    let error = client.ask::<u32>("buy", &2).await.unwrap_err();
    assert_eq!(error.details::<Value>(), Some(json!({ "left": 1 })));
    assert_eq!(
        client.ask::<u32>("buy", &0).await.unwrap_err().code(),
        "closed"
    );
    client.emit("buy", &2);
    assert_eq!(client.exception().await.code(), "out_of_stock");
    let invalid = client
        .ask::<u32>("order", &json!({ "count": 1 }))
        .await
        .unwrap_err();
    assert_eq!(invalid.fields().collect::<Vec<_>>(), [("count", "is odd")]);
    client.emit("panic", &());
    assert_eq!(client.exception().await.code(), "internal");

    client.ask::<()>("count", &2).await.unwrap();
    assert_eq!(client.event::<Tick>().await, Tick(1));
    assert_eq!(client.event::<Tick>().await, Tick(2));

    client.ask::<()>("often", &()).await.unwrap();
    let often = client.ask::<()>("often", &()).await.unwrap_err();
    assert_eq!(often.code(), "too_many_requests");
    assert!(often.details::<Value>().unwrap()["retryAfterMs"].is_u64());

    client.answer_to("question", |number: u8| number + 1);
    assert_eq!(client.ask::<u8>("ask", &()).await.unwrap(), 2);
    client.conforms().await;
}

/// How the clients of a tour connect.
#[derive(Clone, Copy)]
enum Way {
    Websocket,
    Polling,
    Upgrade,
}

impl Way {
    fn of(self, connect: Connect<'_>) -> Connect<'_> {
        match self {
            Self::Websocket => connect,
            Self::Polling => connect.polling(),
            Self::Upgrade => connect.upgrading(),
        }
    }
}

async fn tours(parser: Parser, way: Way) {
    let app = TestApp::start(builder().parser(parser)).await.unwrap();
    let login = json!({ "name": "an" });
    let client = way
        .of(app.connect::<Kept>())
        .checked()
        .auth(&login)
        .await
        .unwrap();
    tour(&client).await;
    if parser == Parser::Common {
        // What is sent as it is, is not checked; what comes of it is.
        client.send_text(r#"2/kept,["nobody"]"#);
        assert_eq!(client.exception().await.code(), "not_found");
    }
    let room = client.join_namespace("/rooms/7").await.unwrap();
    assert_eq!(room.event_named::<String>("entered").await, "7");
    assert_eq!(room.ask::<usize>("any", &2).await.unwrap(), 5);
    room.no_event().await;
    room.disconnect().await;
    client.disconnect().await;

    let nameless = way
        .of(app.connect::<Kept>())
        .checked()
        .auth(&json!({ "name": "" }));
    let nameless = nameless.await.unwrap();
    assert_eq!(nameless.exception().await.code(), "unauthorized");
    nameless.ended().await;

    let elsewhere = way.of(app.connect::<Elsewhere>()).checked().await.unwrap();
    elsewhere.emit("now", &());
    assert_eq!(elsewhere.event_named::<String>("tick").await, "now");
}

#[tokio::test]
async fn a_contract_that_is_kept_fails_no_test_over_a_websocket() {
    tours(Parser::Common, Way::Websocket).await;
}

#[tokio::test]
async fn nor_by_polling() {
    tours(Parser::Common, Way::Polling).await;
}

#[tokio::test]
async fn nor_after_an_upgrade() {
    tours(Parser::Common, Way::Upgrade).await;
}

#[tokio::test]
async fn nor_in_message_pack() {
    tours(Parser::Msgpack, Way::Websocket).await;
    tours(Parser::Msgpack, Way::Polling).await;
}

#[tokio::test]
async fn the_announcement_of_the_end_is_as_the_contract_has_it() {
    let drain = Drain::over(Duration::from_secs(1)).announce("server-draining");
    let app = TestApp::start(builder().drain(drain)).await.unwrap();
    let client = app.connect::<Elsewhere>().checked().await.unwrap();
    let (data, ()) = tokio::join!(client.event_named::<Value>("server-draining"), app.drain());
    assert!(data["in"].is_u64(), "{data}");
}

#[tokio::test]
async fn the_contract_is_that_of_the_builder() {
    let app = TestApp::start(builder()).await.unwrap();
    assert_eq!(*app.contract(), builder().contract());
    assert_eq!(app.contract().problems(), builder().contract().problems());
    assert!(
        std::ptr::eq(app.contract(), app.contract()),
        "it is made once"
    );
}
