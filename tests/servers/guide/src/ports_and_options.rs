//! The gateways of the page "Ports, options and namespaces".

use std::time::Duration;

use gateway_runtime::prelude::*;
use gateway_runtime::{GatewayAppBuilder, ServerOptions, WebSocketAdapter};

use crate::Barrier;

pub(crate) fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    configured(builder.only::<(
        Barrier,
        TunedGateway,
        FastGateway,
        SharedGateway,
        RoomGateway,
        FilesGateway,
    )>())
}

#[websocket_gateway(
    path = "/tuned",
    ping_interval = "10s",
    ping_timeout = "5s",
    max_payload = 64_000
)]
struct TunedGateway;

#[websocket_gateway(path = "/fast", transports(websocket))]
struct FastGateway;

#[websocket_gateway(path = "/shared", cors(origin = "https://*.example.com", credentials))]
struct SharedGateway;

#[websocket_gateway(namespace = "chat/{room}")]
struct RoomGateway;

#[websocket_gateway]
impl RoomGateway {
    #[subscribe_message("which")]
    fn which(&self, #[param] room: String) -> String {
        room
    }
}

#[websocket_gateway(namespace = "files/{*path}")]
struct FilesGateway;

#[websocket_gateway]
impl FilesGateway {
    #[subscribe_message("which")]
    fn which(&self, #[param] path: String) -> String {
        path
    }
}

struct AppAdapter;

impl WebSocketAdapter for AppAdapter {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        options.ping_timeout(Duration::from_secs(7))
    }
}

fn configured(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.adapter(AppAdapter)
}
