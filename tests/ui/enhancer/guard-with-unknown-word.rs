#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard(mesage)]
fn one(socket: Socket) -> bool {
    true
}

#[guard(handshake)]
fn two(socket: Socket) -> bool {
    true
}

#[guard("admin")]
fn three(socket: Socket) -> bool {
    true
}

#[guard(blocking)]
fn four(socket: Socket) -> bool {
    true
}

fn main() {}
