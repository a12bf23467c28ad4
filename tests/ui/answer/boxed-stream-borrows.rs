#![allow(unused)]

use gateway_runtime::prelude::*;
use futures_util::stream::{self, BoxStream};

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) -> BoxStream<'_, WsResponse<u8>> {
        Box::pin(stream::empty())
    }
}

fn main() {}
