//! The gateways of the page "Connections".

use std::sync::{Mutex, PoisonError};

use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;

use crate::Barrier;

pub(crate) fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.only::<(
        Barrier,
        LobbyGateway,
        PrivateGateway,
        FullGateway,
        CartGateway,
    )>()
}

#[derive(Clone, Deserialize)]
struct User {
    name: String,
}

#[derive(Deserialize)]
struct Query {
    from: String,
}

#[websocket_gateway(namespace = "lobby")]
struct LobbyGateway {
    #[websocket_server]
    server: Server<LobbyGateway>,
}

#[websocket_gateway]
impl LobbyGateway {
    #[on_gateway_init]
    fn ready(&self, server: Server<LobbyGateway>) {
        println!("ready at {}", server.namespace().unwrap_or_default());
    }

    #[on_gateway_connection]
    fn joined(
        &self,
        client: Socket,
        handshake: Handshake,
        #[handshake_auth] user: User,
    ) -> Result<(), WsError> {
        let Query { from } = handshake.query()?;
        client.set_data(user.clone());
        client.join(format!("user:{}", user.name));
        client.emit("welcome", &Args((user.name, from)))?;
        Ok(())
    }

    #[on_gateway_disconnect]
    async fn left(
        &self,
        SocketData(user): SocketData<User>,
        reason: DisconnectReason,
    ) -> Result<(), WsError> {
        let left = Args((user.name, reason.to_string()));
        self.server.emit("left", &left).await?;
        Ok(())
    }

    #[subscribe_message("who-am-i")]
    fn who_am_i(&self, SocketData(user): SocketData<User>) -> String {
        user.name
    }

    #[subscribe_message("is-online")]
    async fn is_online(&self) -> Result<bool, WsError> {
        let sockets = self.server.to("user:An").fetch_sockets().await?;
        Ok(!sockets.is_empty())
    }
}

#[derive(Deserialize)]
struct Login {
    token: String,
}

#[guard(connection)]
fn logged_in(#[handshake_auth] login: Option<Login>) -> Result<(), WsError> {
    match login {
        Some(login) if login.token == "secret" => Ok(()),
        _ => Err(WsError::unauthorized("log in first")),
    }
}

#[websocket_gateway(namespace = "private")]
#[use_guards(logged_in)]
struct PrivateGateway;

#[websocket_gateway(namespace = "full")]
struct FullGateway;

#[websocket_gateway]
impl FullGateway {
    #[on_gateway_connection]
    fn joined(&self, client: Socket) -> Result<(), WsError> {
        client.emit("full", &"there is no seat left")?;
        client.disconnect();
        Ok(())
    }
}

#[injectable]
struct Cart {
    articles: Mutex<Vec<String>>,
}

impl Cart {
    fn add(&self, article: String) -> usize {
        let mut articles = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
        articles.push(article);
        articles.len()
    }
}

#[websocket_gateway(namespace = "cart")]
struct CartGateway;

#[websocket_gateway]
impl CartGateway {
    #[subscribe_message("add")]
    fn add(&self, #[message_body] article: String, #[per_connection] cart: Arc<Cart>) -> usize {
        cart.add(article)
    }
}
