#![allow(unused)]

use gateway_runtime::prelude::*;

struct Denied;

#[guard]
fn authenticated(socket: Socket) -> Result<(), Denied> {
    Err(Denied)
}

fn main() {}
