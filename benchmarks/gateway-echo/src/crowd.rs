//! `CrowdGateway` lets everyone hear something, in or out of the room.

use gateway_runtime::prelude::*;

use crate::contract::Say;

#[websocket_gateway(namespace = "bench", emits(Say))]
pub(crate) struct CrowdGateway {
    #[websocket_server]
    server: Server<CrowdGateway>,
}

#[websocket_gateway]
impl CrowdGateway {
    #[subscribe_message("shout")]
    async fn shout(&self, #[message_body] body: Say) -> Result<(), WsError> {
        self.server.emit_event(&body).await?;
        Ok(())
    }
}
