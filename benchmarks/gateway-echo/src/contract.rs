//! `BenchGateway` has the three events of the benchmarks' contract.

use gateway_runtime::prelude::*;

#[derive(Serialize, Deserialize)]
pub(crate) struct Echo {
    pub(crate) id: i64,
    pub(crate) text: String,
}

#[derive(Serialize, Deserialize, ServerEvent)]
#[event("said")]
pub(crate) struct Say {
    text: String,
}

#[websocket_gateway(namespace = "bench", emits(Say))]
pub(crate) struct BenchGateway {
    #[websocket_server]
    server: Server<BenchGateway>,
}

#[websocket_gateway]
impl BenchGateway {
    #[subscribe_message("echo")]
    async fn echo(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("join")]
    async fn join(
        &self,
        #[connected_socket] socket: Socket,
        #[message_body] room: String,
    ) -> String {
        socket.join(&room);
        room
    }

    #[subscribe_message("say")]
    async fn say(&self, #[message_body] body: Say) -> Result<(), WsError> {
        self.server.to("room").emit_event(&body).await?;
        Ok(())
    }
}
