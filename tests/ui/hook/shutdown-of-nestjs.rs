#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[OnModuleDestroy]
    fn end(&self) {}
}

fn main() {}
