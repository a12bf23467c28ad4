#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(
    81,
    path = "/",
    transports(websockets, polling, polling),
    cors(origin = ["https://example.com/", "example.com"], credentials = true, methods),
    ping_interval = 25000,
    pingTimeout = "20s",
    max_payload = 0,
    max_buffer_size = 128,
)]
struct Chat {
    #[websocket_server]
    server: Server<Chat>,
}

// The type stays a gateway, so that nothing else turns red.
#[websocket_gateway]
impl Chat {
    #[subscribe_message("message")]
    fn message(&self, #[message_body] body: String) -> String {
        body
    }
}

fn app() {
    let _ = GatewayApp::builder().only::<(Chat,)>();
}

fn main() {}
