//! The gateways of the page "Moving over".

use std::env;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use gateway_runtime::{GatewayAppBuilder, RedisAdapter, prelude::*};

use crate::Barrier;

pub(crate) async fn app(
    builder: GatewayAppBuilder,
) -> Result<GatewayAppBuilder, Box<dyn std::error::Error>> {
    let builder = builder.only::<(Barrier, LobbyGateway, ChatGateway)>();
    Ok(with_announcements(
        shared(builder, &env::var("REDIS_URL")?).await?,
    ))
}

async fn shared(builder: GatewayAppBuilder, url: &str) -> Result<GatewayAppBuilder, AppError> {
    let redis = RedisAdapter::connect(url).await?;
    Ok(builder.adapter(redis))
}

#[derive(Deserialize)]
struct Say {
    room: String,
    text: String,
}

#[websocket_gateway(namespace = "lobby")]
struct LobbyGateway {
    #[websocket_server]
    server: Server<LobbyGateway>,
}

#[websocket_gateway]
impl LobbyGateway {
    #[subscribe_message("join")]
    fn join(&self, client: Socket, #[message_body] room: String) -> bool {
        client.join(room);
        true
    }

    #[subscribe_message("say")]
    async fn say(&self, #[message_body] say: Say) -> Result<bool, WsError> {
        self.server.to(say.room).emit("said", &say.text).await?;
        Ok(true)
    }
}

#[websocket_gateway(namespace = "chat", path = "/chat-io")]
struct ChatGateway;

async fn announce(State(chat): State<Server<ChatGateway>>, text: String) -> (StatusCode, String) {
    match chat.emit("said", &text).await {
        Ok(_) => (StatusCode::NO_CONTENT, String::new()),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, error.to_string()),
    }
}

fn with_announcements(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    let chat = builder.server::<ChatGateway>();
    builder.router(
        Router::new()
            .route("/announcements", post(announce))
            .with_state(chat),
    )
}
