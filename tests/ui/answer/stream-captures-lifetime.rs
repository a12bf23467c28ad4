#![allow(unused)]

use gateway_runtime::prelude::*;
use futures_util::stream::{self, Stream};

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) -> impl Stream<Item = WsResponse<u8>> + use<'_> {
        stream::iter([WsResponse::new("tick", 1)])
    }
}

fn main() {}
