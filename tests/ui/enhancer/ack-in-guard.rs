#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard(message)]
fn open(#[ack] ack: Ack<u8>) -> bool {
    true
}

#[guard(message)]
fn closed(ack: Ack<u8>) -> bool {
    true
}

fn main() {}
