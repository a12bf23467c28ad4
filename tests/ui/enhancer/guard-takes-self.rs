#![allow(unused)]

use gateway_runtime::prelude::*;

struct Auth;

impl Auth {
    #[guard]
    fn authenticated(&self, socket: Socket) -> bool {
        socket.connected()
    }
}

fn main() {}
