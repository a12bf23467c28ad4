//! `Handshakes` tells what is known of a client before its first message.

use std::net::SocketAddr;

use gateway_runtime::Transport;
use gateway_runtime::prelude::*;
use serde_json::Value;

#[derive(Deserialize)]
struct Query {
    #[serde(rename = "EIO")]
    version: u8,
    color: String,
}

#[websocket_gateway(namespace = "handshake")]
struct Handshakes;

#[websocket_gateway]
impl Handshakes {
    #[subscribe_message("auth")]
    fn auth(&self, #[handshake_auth] auth: Option<Value>) -> Option<Value> {
        auth
    }

    #[subscribe_message("transport")]
    fn transport(&self, handshake: Handshake) -> &'static str {
        match handshake.transport() {
            Transport::Polling => "polling",
            Transport::Websocket => "websocket",
        }
    }

    #[subscribe_message("version")]
    fn version(&self, handshake: Handshake) -> u8 {
        handshake.engine_io_version()
    }

    #[subscribe_message("query")]
    fn query(&self, handshake: Handshake) -> Result<(bool, String), WsError> {
        let Query { version, color } = handshake.query()?;
        Ok((version == handshake.engine_io_version(), color))
    }

    #[subscribe_message("header")]
    fn header(&self, handshake: Handshake, #[message_body] name: String) -> Option<String> {
        handshake.header(&name).map(str::to_owned)
    }

    #[subscribe_message("address")]
    fn address(&self, handshake: Handshake) -> Option<String> {
        let address: SocketAddr = handshake.remote_address()?;
        Some(address.ip().to_string())
    }
}

/// A provider of `nestjs`.
#[derive(Clone)]
pub(crate) struct Greeting(pub(crate) &'static str);
