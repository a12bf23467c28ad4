#![allow(unused)]

use gateway_runtime::prelude::*;

struct Created;

#[websocket_gateway]
struct Clock;

#[websocket_gateway]
impl Clock {
    #[on_gateway_disconnect]
    async fn left(&self, #[inject] events: Events) {
        let _ = events.emit(Created).await;
    }
}

fn main() {}
