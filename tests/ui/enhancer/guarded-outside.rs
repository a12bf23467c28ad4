#![allow(unused)]

use gateway_runtime::prelude::*;

fn event(#[guarded] user: u8) {}

fn main() {}
