//! A method learns more of its client than the message: the handshake, what was kept with the socket, what layers put on the
//! request, what was provided to the app. How the official client sends these is in `tests/js/handshake.test.mjs`.

mod client;
mod kept;

use std::net::SocketAddr;

use axum::{
    extract::Request,
    middleware::{Next, from_fn},
    response::Response,
};
use gateway_runtime::{
    Transport,
    prelude::*,
    testing::{ErrorObject, TestApp},
};
use serde_json::{Value, json};

use crate::{journal::Journal, way::Way};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Auth {
    token: String,
    #[serde(default)]
    level: u8,
}

/// What the connection hook keeps with the socket.
#[derive(Clone, Serialize)]
struct User {
    name: String,
}

/// Kept as well, of another type.
#[derive(Clone, Serialize)]
struct Visits(u32);

/// What the layer of [`mark`] puts on the request.
#[derive(Clone)]
struct Marked {
    path: String,
}

/// A layer of the application's own.
async fn mark(mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    request.extensions_mut().insert(Marked { path });
    next.run(request).await
}

#[derive(Deserialize)]
struct Query {
    #[serde(rename = "EIO")]
    version: u8,
    color: String,
}

fn transport(handshake: &Handshake) -> &'static str {
    match handshake.transport() {
        Transport::Polling => "polling",
        Transport::Websocket => "websocket",
    }
}

/// What a disconnect hook sees.
#[derive(Debug, PartialEq)]
struct Left {
    auth: Option<String>,
    user: Option<String>,
    greeting: &'static str,
}

/// A provider of methods.
#[derive(Clone)]
struct Greeting(&'static str);

#[websocket_gateway(namespace = "handshake")]
struct Handshakes {
    #[inject]
    left: Journal<Left>,
}

#[websocket_gateway]
impl Handshakes {
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket, handshake: Handshake) -> Result<(), WsError> {
        if let Some(Auth { token, .. }) = handshake.auth().unwrap_or_default() {
            socket.set_data(User { name: token });
        }
        socket.set_data(Visits(1));
        Ok(())
    }

    #[subscribe_message("auth")]
    fn auth(&self, #[handshake_auth] auth: Auth) -> Auth {
        auth
    }

    #[subscribe_message("auth-optional")]
    fn auth_optional(&self, #[handshake_auth] auth: Option<Auth>) -> Option<Auth> {
        auth
    }

    #[subscribe_message("auth-any")]
    fn auth_any(&self, handshake: Handshake) -> Result<Value, WsError> {
        handshake.auth()
    }

    #[subscribe_message("transport")]
    fn transport(&self, handshake: Handshake) -> &'static str {
        transport(&handshake)
    }

    #[subscribe_message("version")]
    fn version(&self, handshake: Handshake) -> u8 {
        handshake.engine_io_version()
    }

    #[subscribe_message("query")]
    fn query(&self, handshake: Handshake) -> Result<(bool, String), WsError> {
        let Query { version, color } = handshake.query()?;
        Ok((version == handshake.engine_io_version(), color))
    }

    #[subscribe_message("header")]
    fn header(&self, handshake: Handshake, #[message_body] name: String) -> Option<String> {
        handshake.header(&name).map(str::to_owned)
    }

    #[subscribe_message("address")]
    fn address(&self, handshake: Handshake) -> Option<String> {
        let address: SocketAddr = handshake.remote_address()?;
        Some(address.ip().to_string())
    }

    #[subscribe_message("extension")]
    fn extension(&self, Extension(marked): Extension<Marked>) -> String {
        marked.path
    }

    #[subscribe_message("no-extension")]
    fn no_extension(&self, Extension(()): Extension<()>) {}

    #[subscribe_message("perhaps-extension")]
    fn perhaps_extension(&self, nothing: Option<Extension<()>>) -> bool {
        nothing.is_some()
    }

    #[subscribe_message("data")]
    fn data(&self, SocketData(user): SocketData<User>, visits: SocketData<Visits>) -> Value {
        json!({ "user": user, "visits": visits.0 })
    }

    #[subscribe_message("visit")]
    fn visit(&self, socket: Socket) -> Option<u32> {
        let Visits(before) = socket.data()?;
        socket.set_data(Visits(before + 1));
        Some(before)
    }

    #[subscribe_message("forget")]
    fn forget(&self, socket: Socket) -> bool {
        socket.remove_data::<User>().is_some()
    }

    #[subscribe_message("injected")]
    fn injected(&self, #[inject] greeting: Greeting, Inject(number): Inject<u16>) -> Value {
        json!([greeting.0, number])
    }

    #[subscribe_message("namespace")]
    fn namespace(&self, namespace: Namespace) -> String {
        namespace.0
    }

    #[subscribe_message("tell-namespace")]
    async fn tell_namespace(&self, server: Server) -> Result<(), WsError> {
        server.emit("told", "all").await?;
        Ok(())
    }

    #[on_gateway_disconnect]
    async fn left(
        &self,
        handshake: Handshake,
        user: Option<SocketData<User>>,
        #[inject] greeting: Greeting,
    ) {
        let auth: Option<Auth> = handshake.auth().unwrap_or_default();
        self.left.note(Left {
            auth: auth.map(|auth| auth.token),
            user: user.map(|SocketData(user)| user.name),
            greeting: greeting.0,
        });
    }
}

/// Lets nobody in without a token: what NestJS does in `handleConnection`.
#[websocket_gateway(namespace = "token")]
struct Token;

#[websocket_gateway]
impl Token {
    #[on_gateway_connection]
    fn joined(&self, #[handshake_auth] auth: Auth) -> Result<(), WsError> {
        if auth.token == "secret" {
            Ok(())
        } else {
            Err(WsError::unauthorized("the token is wrong"))
        }
    }

    #[subscribe_message("alive")]
    fn alive(&self) -> bool {
        true
    }
}

async fn app(way: Way) -> (TestApp, Journal<Left>) {
    let left = Journal::default();
    let builder = GatewayApp::builder()
        .only::<(Handshakes, Token)>()
        .provide(left.clone())
        .provide(Greeting("hello"))
        .provide(7_u16)
        .layer(from_fn(mark));
    (way.start(builder).await, left)
}

/// It is the error object of this code, about this event.
#[track_caller]
fn assert_error(error: &ErrorObject, code: &str, pattern: &str, message: &str) {
    assert_eq!(
        (error.code(), error.pattern(), error.message()),
        (code, Some(pattern), message)
    );
}
