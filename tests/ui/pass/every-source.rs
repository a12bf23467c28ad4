//! Validated bodies, dynamic namespaces, parameters from everywhere, timeouts and streams, in one
//! program that runs.

use std::convert::Infallible;

use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use gateway_runtime::prelude::*;

#[derive(Deserialize, garde::Validate)]
struct Message {
    #[garde(length(min = 1))]
    text: String,
}

#[derive(Deserialize)]
struct Login {
    token: Option<String>,
}

#[derive(Clone)]
struct Greeter;

/// Each connection has its own.
#[injectable]
struct Cart {
    #[inject]
    greeter: Arc<Greeter>,
    articles: std::sync::Mutex<Vec<String>>,
}

/// Taken as it is, or in an `Arc`.
#[injectable]
#[derive(Clone)]
struct Till;

type SharedCart = Arc<Cart>;

/// A parameter of its own type.
#[derive(Deserialize)]
struct Number(u64);

struct RoomCount(usize);

impl FromSocket for RoomCount {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        Ok(Self(socket.rooms().len()))
    }
}

/// Its handlers stand in other modules.
mod declared {
    use gateway_runtime::prelude::*;

    #[websocket_gateway(
        namespace = "chat/{room}/user-{number}.v1/{*rest}",
        timeout = "5s",
        validate
    )]
    pub(super) struct Chat {
        #[default = 3]
        pub(super) ticks: u8,
    }
}

use declared::Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("send", timeout = "250ms")]
    fn send(&self, #[message_body] message: Message, #[message_body("text")] _text: Option<Message>) -> String {
        message.text
    }

    #[subscribe_message(timeout = "2m")]
    async fn own_name(
        &self,
        #[handshake_auth] login: Login,
        #[param] room: String,
        #[param("number")] Number(number): Number,
        #[param("rest")] _: String,
        #[inject] greeter: Arc<Greeter>,
        #[per_connection] cart: Arc<Cart>,
        #[per_connection] till: Till,
    ) -> Option<String> {
        let _ = (room, number, greeter, &cart.greeter, till);
        drop(cart.articles.lock());
        login.token
    }

    #[subscribe_message(fallback, timeout = "1s")]
    fn rest(&self, event: EventName, rooms: RoomCount, #[inject] _greeter: Greeter, socket: Socket<Chat>) -> usize {
        let _ = (event, socket);
        rooms.0
    }

    #[on_gateway_init]
    async fn init(&self, #[inject] greeter: Arc<Greeter>, server: Server<Chat>) -> Result<(), Infallible> {
        let _ = (greeter, server);
        Ok(())
    }

    #[on_gateway_connection]
    fn joined(
        &self,
        #[handshake_auth] login: Login,
        #[param] room: String,
        #[inject] greeter: Arc<Greeter>,
        #[per_connection] cart: SharedCart,
        rooms: RoomCount,
    ) -> Result<(), WsError> {
        let _ = (login.token, room, greeter, rooms.0, cart);
        Ok(())
    }

    #[on_gateway_disconnect]
    async fn left(
        &self,
        #[handshake_auth] login: Login,
        #[param] room: String,
        #[inject] greeter: Arc<Greeter>,
        #[per_connection] till: Arc<Till>,
        rooms: RoomCount,
    ) {
        let _ = (login.token, room, greeter, rooms.0, till);
    }
}

/// Bodies that are let through although the gateway is marked `validate`.
#[websocket_gateway]
impl Chat {
    #[subscribe_message("let-through")]
    fn let_through(
        &self,
        #[message_body] number: u8,
        #[message_body] texts: Option<Vec<Arc<str>>>,
        #[message_body] map: std::collections::HashMap<String, [(f64, bool); 2]>,
        #[message_body] any: serde_json::Value,
        #[message_body] data: Box<Bytes>,
        #[message_body] nothing: Option<()>,
        #[message_body("key")] text: std::borrow::Cow<'static, str>,
        #[message_body] mixed: Vec<Message>,
    ) {
        let _ = (number, texts, map, any, data, nothing, text, mixed);
    }

    #[subscribe_message("args-let-through")]
    fn args_let_through(&self, #[message_body] Args((_, _)): Args<(u8, String)>) {}

    #[subscribe_message("args-validated")]
    fn args_validated(
        &self,
        #[message_body] Args((_, _)): Args<(Message, Option<Message>)>,
        #[message_body(validate)] _: Args<(Message,)>,
    ) {
    }

    #[subscribe_message("not-validated")]
    fn not_validated(
        &self,
        #[message_body(unchecked)] login: Login,
        #[message_body("login", unchecked)] same: Login,
        #[message_body(validate = true)] message: Message,
    ) {
        let _ = (login.token, same, message);
    }
}

#[websocket_gateway]
impl Chat {
    #[subscribe_message("ticks")]
    fn ticks(&self) -> impl Stream<Item = WsResponse<u8>> + use<> {
        stream::iter(0..self.ticks).map(|tick| WsResponse::new("tick", tick))
    }

    #[subscribe_message("ticks-later")]
    async fn ticks_later(&self) -> Result<impl Stream<Item = Result<WsResponse<u8>, WsError>> + use<>, WsError> {
        Ok(stream::iter([Ok(WsResponse::new("tick", self.ticks))]))
    }

    #[subscribe_message("ticks-static")]
    fn ticks_static(&self) -> impl Stream<Item = WsResponse<&'static str>> + 'static {
        stream::iter([WsResponse::new("tick", "tock")])
    }

    #[subscribe_message("ticks-boxed")]
    async fn ticks_boxed(&self) -> BoxStream<'static, WsResponse<u8>> {
        stream::empty().boxed()
    }

    // An error may borrow: it is converted before the call is over.
    #[subscribe_message("fails")]
    fn fails(&self) -> Result<u8, impl Into<WsError> + use<>> {
        Err(WsError::conflict("always"))
    }

    #[subscribe_message("open")]
    async fn open(&self) -> impl Serialize + use<> {
        self.ticks
    }
}

/// Without `validate` on the struct; its body is no `garde::Validate`.
#[websocket_gateway(namespace = "{number}")]
struct Partly;

#[websocket_gateway]
impl Partly {
    #[subscribe_message("partly")]
    fn partly(
        &self,
        #[message_body] plain: u8,
        #[message_body(validate)] first: Message,
        #[message_body("key", validate)] second: Message,
        #[message_body(validate, "other")] third: Option<Message>,
    ) -> (u8, String, String, bool) {
        (plain, first.text, second.text, third.is_some())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), AppError> {
    let builder = GatewayApp::builder().provide(Greeter).provide(Arc::new(Greeter));
    let app = builder.build().await?;
    assert!(app.try_gateway::<Chat>().is_some_and(|gateway| gateway.ticks == 3));
    assert!(app.try_gateway::<Partly>().is_some());
    Ok(())
}
