//! `Limited` has few messages of a client in work at a time.

use gateway_runtime::prelude::*;
use gateway_tests::client_cue::wait_for_client;

#[websocket_gateway(namespace = "limited", max_in_flight = 4)]
struct Limited;

#[websocket_gateway]
impl Limited {
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
