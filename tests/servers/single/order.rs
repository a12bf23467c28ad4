//! `Overlapping` and `Sequential` show when the next message of a socket starts.

use gateway_runtime::prelude::*;
use gateway_tests::client_cue::wait_for_client;
use gateway_tests::journal;

/// The default order.
#[websocket_gateway(namespace = "overlapping")]
struct Overlapping;

#[websocket_gateway]
impl Overlapping {
    #[subscribe_message("hold")]
    async fn hold(&self, socket: Socket, #[message_body] number: u32) -> Result<u32, WsError> {
        wait_for_client(&socket).await?;
        Ok(number)
    }

    #[subscribe_message("pass")]
    fn pass(&self, #[message_body] number: u32) -> u32 {
        number
    }
}

/// One after the other.
#[websocket_gateway(namespace = "sequential", ordering = "sequential")]
struct Sequential;

#[websocket_gateway]
impl Sequential {
    #[subscribe_message("hold")]
    async fn hold(&self, socket: Socket, #[message_body] number: u32) -> Result<u32, WsError> {
        wait_for_client(&socket).await?;
        Ok(number)
    }

    #[subscribe_message("pass")]
    fn pass(&self, #[message_body] number: u32) -> u32 {
        number
    }

    #[subscribe_message("panic")]
    #[expect(clippy::panic, reason = "the next message has to start all the same")]
    async fn panic(&self) {
        tokio::task::yield_now().await;
        panic!("boom between two messages");
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Sequential", &socket, reason);
    }

    /// Completed when this is printed.
    #[subscribe_message("complete")]
    async fn complete(&self, socket: Socket) {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        journal::reached("Sequential", "completed", &socket);
    }
}
