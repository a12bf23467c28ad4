#![allow(unused)]

use gateway_runtime::prelude::*;
use std::{cell::RefCell, rc::Rc};

#[websocket_gateway]
struct Chat {
    #[inject]
    users: Option<Rc<RefCell<Vec<u8>>>>,
}

fn main() {}
