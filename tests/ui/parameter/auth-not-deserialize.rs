#![allow(unused)]

use gateway_runtime::prelude::*;

struct Auth;

#[websocket_gateway]
struct Gateway;

#[websocket_gateway]
impl Gateway {
    #[on_gateway_connection]
    fn joined(&self, #[handshake_auth] _auth: Auth) {}
}

fn main() {}
