#![allow(unused)]

use std::rc::Rc;

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Images;

#[websocket_gateway]
impl Images {
    #[subscribe_message("resize", blocking)]
    fn resize(&self) -> Rc<u32> {
        Rc::new(1)
    }

    #[subscribe_message("sizes", blocking)]
    fn sizes(&self) -> Result<Vec<Rc<u32>>, WsError> {
        Ok(Vec::new())
    }
}

fn main() {}
