#![allow(unused)]

use gateway_runtime::prelude::*;
use futures_util::stream::{self, Stream};

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    async fn event(&self) -> Result<impl Stream<Item = WsResponse<u8>>, WsError> {
        Ok(stream::iter([WsResponse::new("tick", 1)]))
    }
}

fn main() {}
