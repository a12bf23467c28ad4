//! `BenchGateway` is the gateway whose messages are measured. It has 20 events, as a small app has.

use gateway_runtime::prelude::*;
use tokio::{sync::mpsc::UnboundedSender, task::yield_now};

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Echo {
    pub(crate) id: i64,
    pub(crate) text: String,
}

#[websocket_gateway(namespace = "bench")]
pub(crate) struct BenchGateway {
    #[inject]
    sockets: UnboundedSender<Socket>,
}

#[websocket_gateway]
impl BenchGateway {
    #[on_gateway_connection]
    fn joined(&self, #[connected_socket] socket: Socket) {
        // Nobody listens any more when the benchmarks end.
        let _ = self.sockets.send(socket);
    }

    #[subscribe_message("plain")]
    fn plain(&self) {}

    #[subscribe_message("ready")]
    async fn ready(&self) {}

    #[subscribe_message("wait")]
    async fn wait(&self) {
        yield_now().await;
    }

    #[subscribe_message("echo-plain")]
    fn echo_plain(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("echo")]
    async fn echo(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message(
        "profile", "settings", "presence", "typing", "history", "search", "invite", "leave",
        "mute", "pin", "react", "edit", "remove", "upload", "report"
    )]
    fn others(&self) {}
}
