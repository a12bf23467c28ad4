//! Connection hooks that refuse.

use gateway_runtime::prelude::*;

use crate::journal;
use crate::question::wait_for_client;

/// Refuses when the client has sent what it wanted to.
#[websocket_gateway(namespace = "refused")]
struct Refused;

#[websocket_gateway]
impl Refused {
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket) -> Result<(), WsError> {
        wait_for_client(&socket).await?;
        Err(WsError::unauthorized("who are you?").with_details(["token"]))
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Refused", &socket, reason);
    }

    #[subscribe_message("knock")]
    fn knock(&self, socket: Socket) {
        journal::reached("Refused", "handled", &socket);
    }

    #[subscribe_message(fallback)]
    fn anything(&self, socket: Socket) {
        journal::reached("Refused", "handled", &socket);
    }
}

/// Refuses at once, without waiting for anything.
#[websocket_gateway(namespace = "refused-at-once")]
struct RefusedAtOnce;

#[websocket_gateway]
impl RefusedAtOnce {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) -> Result<(), WsError> {
        Err(WsError::forbidden(format!(
            "nobody enters {}",
            socket.namespace()
        )))
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("RefusedAtOnce", &socket, reason);
    }
}

/// Refuses in its own words, without a cause that a client may know.
#[websocket_gateway(namespace = "refused-internally")]
struct RefusedInternally;

#[websocket_gateway]
impl RefusedInternally {
    #[on_gateway_connection]
    async fn joined(&self) -> Result<(), WsError> {
        tokio::task::yield_now().await;
        Err(WsError::internal("the session store is down"))
    }
}
