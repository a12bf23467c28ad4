//! The gateways of the page "Moving over, server by server".

use std::env;

use gateway_runtime::{GatewayAppBuilder, RedisAdapter, RedisOptions, prelude::*};

pub(crate) use not_ported_yet::beside_orders;

/// The gateways that have been ported when the first one moves.
pub(crate) async fn first(
    builder: GatewayAppBuilder,
) -> Result<GatewayAppBuilder, Box<dyn std::error::Error>> {
    let builder = builder.only::<(ChatGateway,)>();
    Ok(shared(builder, &env::var("REDIS_URL")?).await?)
}

/// The gateways that have been ported when the last one moves.
pub(crate) async fn all(
    builder: GatewayAppBuilder,
) -> Result<GatewayAppBuilder, Box<dyn std::error::Error>> {
    let builder = builder.only::<(ChatGateway, OrdersGateway)>();
    Ok(shared(builder, &env::var("REDIS_URL")?).await?)
}

async fn shared(builder: GatewayAppBuilder, url: &str) -> Result<GatewayAppBuilder, AppError> {
    let options = RedisOptions::new().node_compatible();
    Ok(builder.adapter(RedisAdapter::connect_with(url, options).await?))
}

#[derive(Deserialize, Serialize)]
struct Guest {
    name: String,
    room: String,
}

#[derive(Serialize)]
struct Said {
    name: String,
    text: String,
}

#[websocket_gateway(namespace = "chat")]
struct ChatGateway {
    #[websocket_server]
    server: Server<ChatGateway>,
}

#[websocket_gateway]
impl ChatGateway {
    #[on_gateway_connection]
    fn joined(&self, client: Socket, #[handshake_auth] guest: Guest) -> Result<(), WsError> {
        client.share_data(&guest)?;
        client.join(guest.room);
        Ok(())
    }

    #[subscribe_message("say")]
    async fn say(
        &self,
        #[handshake_auth] Guest { name, room }: Guest,
        #[message_body] text: String,
    ) -> Result<bool, WsError> {
        self.server
            .to(room)
            .emit("said", &Said { name, text })
            .await?;
        Ok(true)
    }

    #[subscribe_message("who")]
    async fn who(&self, #[handshake_auth] guest: Guest) -> Result<Vec<String>, WsError> {
        let mut names = Vec::new();
        for socket in self.server.to(guest.room).fetch_sockets().await? {
            if let Ok(Some(guest)) = socket.data::<Guest>() {
                names.push(guest.name);
            }
        }
        Ok(names)
    }
}

#[websocket_gateway(namespace = "orders")]
struct OrdersGateway {
    #[inject]
    chat: Server<ChatGateway>,
}

#[websocket_gateway]
impl OrdersGateway {
    #[subscribe_message("place")]
    async fn place(&self, #[message_body] text: String) -> Result<bool, WsError> {
        let name = "orders".to_owned();
        self.chat
            .to("kitchen")
            .emit("said", &Said { name, text })
            .await?;
        Ok(true)
    }
}

/// A gateway that emits to one which NestJS serves alone.
mod not_ported_yet {
    use gateway_runtime::{Emitter, GatewayAppBuilder, RedisAdapter, RedisOptions, prelude::*};

    /// Says where to emit. This app does not serve it.
    #[websocket_gateway(namespace = "orders")]
    struct OrdersGateway;

    #[websocket_gateway(namespace = "chat")]
    struct ChatGateway {
        #[inject]
        orders: Server<OrdersGateway>,
    }

    #[websocket_gateway]
    impl ChatGateway {
        #[subscribe_message("close-kitchen")]
        async fn close_kitchen(&self) -> Result<bool, WsError> {
            self.orders.emit("closed", &()).await?;
            Ok(true)
        }
    }

    pub(crate) async fn beside_orders(
        builder: GatewayAppBuilder,
        url: &str,
    ) -> Result<GatewayAppBuilder, AppError> {
        let options = RedisOptions::new().node_compatible();
        let emitter = Emitter::connect_with(url, options.clone()).await?;
        let adapter = RedisAdapter::connect_with(url, options).await?;
        Ok(builder
            .adapter(adapter)
            .only::<(ChatGateway,)>()
            .provide(emitter.server::<OrdersGateway>()))
    }
}
