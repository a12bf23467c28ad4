#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Deserialize)]
struct Join {
    room: String,
}

#[websocket_gateway]
struct Chat {
    #[WebSocketServer]
    server: Server,
    #[Inject]
    count: Arc<u8>,
}

#[websocket_gateway]
impl Chat {
    #[SubscribeMessage("join")]
    #[UseGuards(Admin)]
    fn join(&self, #[MessageBody] body: Join, #[ConnectedSocket] client: Socket, #[Ack] ack: Ack<u8>) {}
}

fn main() {}
