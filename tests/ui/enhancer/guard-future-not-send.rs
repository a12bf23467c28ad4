#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard]
async fn waits(socket: Socket) -> bool {
    let shared = std::rc::Rc::new(1);
    std::future::ready(()).await;
    *shared == 1
}

fn main() {}
