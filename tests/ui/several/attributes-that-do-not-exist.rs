#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe("join")]
    fn join(&self, #[message_body] room: String) {}

    #[on_message("leave")]
    fn leave(&self, #[message_body] room: String) {}

    #[onAny]
    fn others(&self, event: EventName) {}

    #[timeout("5s")]
    async fn later(&self) {}

    #[Timeout(5000)]
    async fn later_too(&self) {}

    #[cron("0 9 * * *")]
    async fn at_nine(&self) {}

    #[setInterval("1s")]
    async fn tick(&self) {}

    #[param("room")]
    fn param(&self) {}
}

fn main() {}
