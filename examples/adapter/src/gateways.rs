//! `EchoGateway` and `ClockGateway` are two gateways, neither of which sets a port or CORS.

use std::time::{SystemTime, UNIX_EPOCH};

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "echo")]
pub(crate) struct EchoGateway;

#[websocket_gateway]
impl EchoGateway {
    #[subscribe_message("say")]
    fn say(&self, #[message_body] text: String) -> String {
        text
    }
}

/// The server's time.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Time {
    unix_seconds: u64,
}

#[websocket_gateway(namespace = "clock")]
pub(crate) struct ClockGateway;

#[websocket_gateway]
impl ClockGateway {
    #[subscribe_message("time")]
    fn time(&self) -> Result<Time, WsError> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let unix_seconds = since.map_err(WsError::internal)?.as_secs();
        Ok(Time { unix_seconds })
    }
}
