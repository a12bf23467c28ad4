#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard(connection, mesage)]
fn open<T>(#[ack] ack: Ack<u8>, call: &Call) -> ! {
    loop {}
}

#[websocket_gateway]
#[use_guards(open, open)]
#[throttle(limit = 0, per = "soon")]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_init]
    #[use_guards(open)]
    fn started(&self) {}

    #[subscribe_message("e", guards(open))]
    #[set_metadata]
    #[use_interceptors("timed")]
    fn event(&self) {}
}

fn main() {}
