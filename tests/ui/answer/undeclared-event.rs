#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Serialize, ServerEvent)]
#[event("tick")]
struct Tick;

#[websocket_gateway]
struct Clock {
    #[websocket_server]
    server: Server<Clock>,
}

impl Clock {
    async fn tick(&self) -> Result<(), EmitError> {
        self.server.emit_event(&Tick).await?;
        Ok(())
    }
}

fn main() {}
