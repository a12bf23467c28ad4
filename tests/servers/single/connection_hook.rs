//! Gateways whose connection hooks wait, refuse or panic.

use gateway_runtime::prelude::*;
use gateway_tests::client_cue::wait_for_client;
use gateway_tests::gate::Gate;
use gateway_tests::journal;

/// Its hook waits for its client.
#[websocket_gateway(namespace = "cued")]
struct Cued;

#[websocket_gateway]
impl Cued {
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket) -> Result<(), WsError> {
        wait_for_client(&socket).await?;
        journal::reached("Cued", "joined", &socket);
        Ok(())
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Cued", &socket, reason);
    }

    #[subscribe_message("number")]
    fn number(&self, socket: Socket, #[message_body] number: u32) -> u32 {
        journal::reached("Cued", "handled", &socket);
        number
    }
}

/// Its hook ends when another client opens the gate.
#[websocket_gateway(namespace = "slow-to-join")]
struct SlowToJoin {
    #[inject]
    gate: Gate,
}

#[websocket_gateway]
impl SlowToJoin {
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket) {
        journal::reached("SlowToJoin", "joining", &socket);
        self.gate.pass().await;
        journal::reached("SlowToJoin", "joined", &socket);
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("SlowToJoin", &socket, reason);
    }

    #[subscribe_message("knock")]
    fn knock(&self, socket: Socket) {
        journal::reached("SlowToJoin", "handled", &socket);
    }
}

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

/// Its hook panics when its client lets it go on.
#[websocket_gateway(namespace = "panics-at-connection")]
struct PanicsAtConnection;

#[websocket_gateway]
impl PanicsAtConnection {
    #[on_gateway_connection]
    #[expect(clippy::panic, reason = "that it panics is the point")]
    async fn joined(&self, socket: Socket) -> Result<(), WsError> {
        wait_for_client(&socket).await?;
        panic!("boom in a connection hook");
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("PanicsAtConnection", &socket, reason);
    }

    #[subscribe_message("knock")]
    fn knock(&self, socket: Socket) {
        journal::reached("PanicsAtConnection", "handled", &socket);
    }
}
