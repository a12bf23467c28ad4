#![allow(unused)]

use gateway_runtime::prelude::*;

struct Roles(std::rc::Rc<u8>);

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[set_metadata(Roles(std::rc::Rc::new(1)))]
    fn event(&self) {}
}

fn main() {}
