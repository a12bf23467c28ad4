#![allow(unused)]

use gateway_runtime::prelude::*;
use std::{cell::RefCell, collections::HashMap};

#[derive(Debug, Default)]
#[websocket_gateway]
struct Chat {
    users: RefCell<HashMap<String, u8>>,
}

#[websocket_gateway]
impl Chat {
    #[subscribe_message("a")]
    async fn a(&self) {
        self.users.borrow_mut().clear();
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        let users: &RefCell<_> = &self.users;
        users.borrow_mut().insert(String::new(), 1);
    }
}

fn main() {}
