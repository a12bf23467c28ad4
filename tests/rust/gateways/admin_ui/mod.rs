//! What the page of `@socket.io/admin-ui` is told of an app, and what it may do. The page itself is in `tests/js`.

mod commands;
mod life;
mod looks;
mod namespaces;
mod old_client;
mod sign_in;

use gateway_runtime::{
    AdminUi, Args, GatewayAppBuilder, SocketId,
    prelude::*,
    testing::{Client, TestApp},
};
use serde_json::{Value, json};

/// Of "changeit".
const HASH: &str = "$2b$04$1o/W6lth/SWeIusGdPONzuam5n7xwRsQln8KN63Ci3peU/if8zPbu";

#[websocket_gateway(namespace = "looked-at")]
struct LookedAt;

#[websocket_gateway]
impl LookedAt {
    #[subscribe_message("join")]
    fn join(&self, socket: Socket, #[message_body] room: String) {
        socket.join(room);
    }

    #[subscribe_message("leave")]
    fn leave(&self, socket: Socket, #[message_body] room: String) {
        socket.leave(room);
    }

    #[subscribe_message("share")]
    fn share(&self, socket: Socket, #[message_body] data: Value) -> Result<(), WsError> {
        Ok(socket.share_data(&data)?)
    }

    #[subscribe_message("say")]
    async fn say(
        &self,
        server: Server,
        #[message_body] room: String,
        #[message_body] text: String,
    ) -> Result<usize, WsError> {
        server.within(room).emit("said", &text).await?;
        Ok(text.len())
    }
}

/// One of many namespaces.
#[websocket_gateway(namespace = "looked-at/{room}")]
struct LookedAtRoom;

fn admin_ui() -> AdminUi {
    AdminUi::new().basic_auth("admin", HASH)
}

fn builder(admin_ui: AdminUi) -> GatewayAppBuilder {
    GatewayApp::builder()
        .only::<(LookedAt, LookedAtRoom)>()
        .admin_ui(admin_ui)
}

async fn app(admin_ui: AdminUi) -> TestApp {
    TestApp::start(builder(admin_ui)).await.unwrap()
}

/// A page that has signed in, and has got what every page gets first.
async fn page(app: &TestApp) -> Client {
    let login = json!({ "username": "admin", "password": "changeit" });
    app.connect_to("/admin").auth(&login).await.unwrap()
}

async fn features(page: &Client) -> Value {
    let config: Value = page.event_named_among_others("config").await;
    config["supportedFeatures"].clone()
}

async fn all_sockets(page: &Client) -> Vec<Value> {
    page.event_named_among_others("all_sockets").await
}

/// The next of these events, with its arguments.
async fn told<T>(page: &Client, event: &str) -> T
where
    Args<T>: gateway_runtime::Acknowledgement,
{
    let Args(arguments) = page.event_named_among_others::<Args<T>>(event).await;
    arguments
}

fn of(sockets: &[Value], id: SocketId) -> &Value {
    let found = sockets.iter().find(|one| one["id"] == json!(id));
    found.unwrap_or_else(|| panic!("{id} is not among {sockets:#?}"))
}
