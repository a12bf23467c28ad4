#![allow(unused)]

use std::rc::Rc;

use gateway_runtime::prelude::*;

#[derive(Serialize)]
struct Answer;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) -> Rc<Answer> {
        Rc::new(Answer)
    }

    #[subscribe_message("f")]
    fn inside(&self) -> WsResponse<Vec<Rc<Answer>>> {
        WsResponse::new("f", vec![Rc::new(Answer)])
    }
}

fn main() {}
