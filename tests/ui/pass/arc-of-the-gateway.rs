//! Methods that take an `Arc` of their gateway, which a task can own.

use futures_util::{Stream, stream};
use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat {
    #[websocket_server]
    server: Server,
}

#[websocket_gateway]
impl Chat {
    #[on_gateway_init]
    fn start(self: Arc<Self>) {
        tokio::spawn(async move {
            let _ = self.server.emit("started", &()).await;
        });
    }

    #[on_gateway_connection]
    async fn joined(self: std::sync::Arc<Self>, socket: Socket) -> Result<(), WsError> {
        tokio::spawn(async move { self.server.emit("joined", &socket.id()).await });
        Ok(())
    }

    #[subscribe_message("plain")]
    fn plain(self: Arc<Self>, #[message_body] text: String) -> String {
        text
    }

    #[subscribe_message("async")]
    async fn later(self: Arc<Self>) -> impl Stream<Item = WsResponse<u8>> {
        stream::iter([WsResponse::new("tick", 1)])
    }

    #[subscribe_message("borrowed")]
    async fn borrowed(self: &Arc<Self>) {
        let gateway = Arc::clone(self);
        tokio::spawn(async move { gateway.server.emit("borrowed", &()).await });
    }
}

fn main() {}
