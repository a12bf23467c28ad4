#![allow(unused)]

use std::rc::Rc;

use gateway_runtime::prelude::*;

struct Path(Rc<str>);

impl FromMessage for Path {
    fn from_message(message: &mut Message) -> Result<Self, WsError> {
        Ok(Self(message.event().into()))
    }
}

#[derive(Deserialize)]
struct Sizes {
    largest: u32,
    #[serde(skip)]
    all: Vec<Rc<u32>>,
}

#[websocket_gateway]
struct Images;

#[websocket_gateway]
impl Images {
    #[subscribe_message("resize", blocking)]
    fn resize(&self, path: Path, #[message_body] sizes: Sizes) -> u32 {
        0
    }
}

fn main() {}
