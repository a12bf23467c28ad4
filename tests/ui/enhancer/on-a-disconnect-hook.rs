#![allow(unused)]

use gateway_runtime::prelude::*;

#[filter]
fn everything(failure: Failure) -> WsError {
    failure.into_error()
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_disconnect]
    #[use_filters(everything)]
    fn left(&self) {}
}

fn main() {}
