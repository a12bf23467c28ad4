#![allow(unused)]

use gateway_runtime::prelude::*;

struct Dice(u8);

#[websocket_gateway]
struct Game;

#[websocket_gateway]
impl Game {
    #[subscribe_message("throw")]
    async fn throw(&self, socket: Socket) -> Result<(), WsError> {
        let Args((first, second)): Args<(u8, Dice)> = socket.emit_with_ack("throw", &1).await?;
        Ok(())
    }
}

fn main() {}
