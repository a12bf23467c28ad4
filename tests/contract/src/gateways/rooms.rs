//! `Rooms` and `RoomsElsewhere` have the same path, on two endpoints.

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "chat/{room}")]
struct Rooms;

#[websocket_gateway]
impl Rooms {
    #[subscribe_message("count")]
    fn count(&self, #[param] room: String) -> usize {
        room.len()
    }
}

#[websocket_gateway(
    namespace = "chat/{room}",
    port = 8181,
    path = "/ws",
    transports(websocket)
)]
struct RoomsElsewhere;

#[websocket_gateway]
impl RoomsElsewhere {
    #[subscribe_message("count")]
    fn count(&self, #[param] room: u32) -> u32 {
        room
    }
}
