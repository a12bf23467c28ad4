#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard]
fn open(socket: &Socket) -> bool {
    true
}

fn main() {}
