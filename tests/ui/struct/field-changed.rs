#![allow(unused)]

use gateway_runtime::prelude::*;
use std::collections::HashMap;

#[websocket_gateway]
struct Chat {
    users: Arc<HashMap<String, u8>>,
    others: HashMap<u8, u8>,
}

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) {
        self.users.insert(String::new(), 1);
        self.others.insert(1, 1);
    }
}

fn main() {}
