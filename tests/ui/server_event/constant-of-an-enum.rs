#![allow(unused)]

use gateway_runtime::prelude::*;

enum Events {
    Sent,
}

#[derive(Serialize, ServerEvent)]
#[event(Events::Sent)]
struct Sent;

fn main() {}
