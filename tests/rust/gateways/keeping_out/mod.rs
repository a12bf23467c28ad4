//! Who is over a limit is kept out, an honest client beside it is served, and places come back. `Lobby` keeps a handle to
//! each of its sockets, as apps do.

mod addresses;
mod handshakes;
mod hosts;
mod namespaces;
mod origins;
mod places;

use std::{net::IpAddr, sync::Mutex};

use gateway_runtime::{
    GatewayAppBuilder,
    prelude::*,
    testing::{Client, Refused, TestApp},
};

use crate::way::Way;

#[websocket_gateway(namespace = "lobby")]
struct Lobby {
    #[default = Mutex::new(Vec::new())]
    kept: Mutex<Vec<Socket>>,
}

#[websocket_gateway]
impl Lobby {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        self.kept.lock().unwrap().push(socket);
    }

    #[subscribe_message("address")]
    fn address(&self, handshake: Handshake) -> Option<String> {
        Some(handshake.remote_address()?.ip().to_string())
    }

    /// By the address of the client.
    #[subscribe_message("seldom")]
    #[throttle(limit = 1, per = "60m", by = "ip")]
    fn seldom(&self) -> bool {
        true
    }
}

/// A namespace of which nothing is kept.
#[websocket_gateway(namespace = "hall")]
struct Hall;

#[websocket_gateway]
impl Hall {
    #[subscribe_message("echo")]
    fn echo(&self, #[message_body] number: u32) -> u32 {
        number
    }
}

#[websocket_gateway(namespace = "rooms/{room}")]
struct Rooms;

fn builder() -> GatewayAppBuilder {
    GatewayApp::builder().only::<(Lobby, Hall, Rooms)>()
}

const FIRST: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
const SECOND: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

async fn join(way: Way, app: &TestApp, address: IpAddr) -> Result<Client, Refused> {
    way.connect::<Hall>(app).address(address).await
}

#[track_caller]
fn assert_refused(refused: Result<Client, Refused>, status: u16, message: &str) {
    let refused = refused.unwrap_err();
    assert_eq!(refused.status().map(|status| status.as_u16()), Some(status));
    assert_eq!(refused.message(), message);
}

async fn assert_served(client: &Client) {
    assert_eq!(client.ask("echo", &7).await, Ok(7));
}
