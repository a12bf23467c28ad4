//! `Chat` is the gateway that the tests of the kit talk to.

use std::{sync::Arc, time::Duration};

use gateway_runtime::{Bytes, GatewayAppBuilder, prelude::*, testing::TestApp};
use tokio::sync::Semaphore;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("said")]
pub(crate) struct Said {
    pub(crate) text: String,
}

impl Said {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Login {
    pub(crate) token: String,
}

impl Login {
    pub(crate) fn new(token: &str) -> Self {
        Self {
            token: token.to_owned(),
        }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Picture {
    pub(crate) name: String,
    pub(crate) bytes: Bytes,
}

/// Names of events that are written with escapes.
pub(crate) const UNUSUAL: [&str; 4] = ["a\"b", "a\\b", "a\nb", "\u{e9}\u{1f600}"];

/// Opened by the test, for handlers that wait.
#[derive(Clone)]
pub(crate) struct Gate(pub(crate) Arc<Semaphore>);

#[websocket_gateway(namespace = "chat", emits(Said), timeout = "10s")]
#[use_guards(known)]
pub(crate) struct Chat {
    #[websocket_server]
    server: Server<Chat>,
    #[inject]
    gate: Gate,
}

#[guard(connection)]
fn known(#[handshake_auth] login: Option<Login>) -> Result<(), WsError> {
    match login {
        Some(login) if login.token == "banned" => Err(WsError::forbidden("you are banned")),
        _ => Ok(()),
    }
}

#[websocket_gateway]
impl Chat {
    #[on_gateway_connection]
    fn joined(&self, #[handshake_auth] login: Option<Login>) -> Result<(), WsError> {
        match login {
            Some(login) if login.token == "nobody" => Err(WsError::unauthorized("who?")),
            _ => Ok(()),
        }
    }

    #[subscribe_message("say")]
    async fn say(&self, socket: Socket, #[message_body] said: Said) -> Result<Said, WsError> {
        self.server.except(socket.id()).emit_event(&said).await?;
        Ok(said)
    }

    #[subscribe_message("picture")]
    fn picture(
        &self,
        socket: Socket,
        #[message_body] mut picture: Picture,
    ) -> Result<Picture, WsError> {
        picture.name.push('!');
        socket.emit("picture", &picture)?;
        Ok(picture)
    }

    #[subscribe_message("add")]
    fn add(
        &self,
        socket: Socket,
        #[message_body] a: u32,
        #[message_body] b: u32,
    ) -> Result<Args<(u32, u32)>, WsError> {
        socket.emit("added", &Args((a, b, a + b)))?;
        Ok(Args((a + b, a * b)))
    }

    #[subscribe_message("pair")]
    fn pair(&self, #[message_body] pair: (u32, String)) -> (u32, String) {
        pair
    }

    #[subscribe_message("who")]
    fn who(&self, handshake: Handshake) -> Vec<String> {
        let header = handshake.headers().get("x-kit");
        let header = header
            .and_then(|value| value.to_str().ok())
            .unwrap_or("none");
        vec![
            handshake
                .remote_address()
                .map(|address| address.ip().to_string())
                .unwrap_or_default(),
            format!("{:?}", handshake.transport()).to_lowercase(),
            header.to_owned(),
            handshake.uri().query().unwrap_or_default().to_owned(),
        ]
    }

    #[subscribe_message("question")]
    async fn question(&self, socket: Socket) -> Result<u32, WsError> {
        Ok(socket.emit_with_ack::<_, u32>("double", &21).await?)
    }

    #[subscribe_message("gated")]
    async fn gated(&self, socket: Socket) -> Result<(), WsError> {
        if let Ok(permit) = self.gate.0.acquire().await {
            permit.forget();
        }
        Ok(socket.emit("done", "gated")?)
    }

    #[subscribe_message("sleepy")]
    async fn sleepy(&self, socket: Socket) -> Result<(), WsError> {
        tokio::time::sleep(Duration::from_secs(3)).await;
        Ok(socket.emit("done", "sleepy")?)
    }

    #[subscribe_message("blocking")]
    async fn blocking(&self, socket: Socket) -> Result<(), WsError> {
        let work = tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_millis(30)));
        work.await.or_internal()?;
        Ok(socket.emit("done", "blocking")?)
    }

    #[subscribe_message("busy")]
    async fn busy(&self, socket: Socket) -> Result<(), WsError> {
        for _ in 0..1_000 {
            tokio::task::yield_now().await;
        }
        Ok(socket.emit("done", "busy")?)
    }

    #[subscribe_message("spin")]
    async fn spin(&self) {
        loop {
            tokio::task::yield_now().await;
        }
    }

    #[subscribe_message("hang")]
    async fn hang(&self) {
        std::future::pending::<()>().await;
    }

    #[subscribe_message("flood")]
    fn flood(&self, socket: Socket) -> Result<(), WsError> {
        for number in 0..1_000 {
            socket.emit("number", &number)?;
        }
        Ok(())
    }

    #[subscribe_message("ticks")]
    fn ticks(&self) -> impl futures_util::Stream<Item = WsResponse<u32>> + use<> {
        let interval = tokio::time::interval(Duration::from_secs(1));
        futures_util::stream::unfold((0, interval), async |(number, mut interval)| {
            interval.tick().await;
            Some((WsResponse::new("tick", number), (number + 1, interval)))
        })
    }

    #[subscribe_message("count")]
    fn count(
        &self,
        #[message_body] to: u32,
    ) -> impl futures_util::Stream<Item = WsResponse<u32>> + use<> {
        futures_util::stream::iter((0..to).map(|number| WsResponse::new("number", number)))
    }

    #[subscribe_message("unusual")]
    fn unusual(&self, socket: Socket) -> Result<(), WsError> {
        for name in UNUSUAL {
            socket.emit(name, &1)?;
        }
        Ok(())
    }

    #[subscribe_message("leave")]
    fn leave(&self, socket: Socket) {
        socket.disconnect();
    }
}

#[websocket_gateway(namespace = "other")]
pub(crate) struct Other;

#[websocket_gateway]
impl Other {
    #[subscribe_message("ping")]
    fn ping(&self) -> &'static str {
        "pong"
    }
}

#[websocket_gateway(namespace = "rooms/{room}", port = 81, path = "/far")]
pub(crate) struct Rooms;

#[websocket_gateway]
impl Rooms {
    #[subscribe_message("where")]
    fn place(&self, #[param] room: u32, handshake: Handshake) -> (u32, String) {
        (room, handshake.uri().path().to_owned())
    }
}

/// What the app is built from.
pub(crate) fn builder(gate: &Arc<Semaphore>) -> GatewayAppBuilder {
    GatewayApp::builder()
        .provide(Gate(Arc::clone(gate)))
        .only::<(Chat, Other, Rooms)>()
}

/// The app, whose gate is closed.
pub(crate) async fn app() -> TestApp {
    start(builder(&Arc::new(Semaphore::new(0)))).await
}

pub(crate) async fn start(builder: GatewayAppBuilder) -> TestApp {
    TestApp::start(builder).await.expect("starts")
}
