#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Serialize, ServerEvent)]
struct ReceiveMessage;

fn main() {}
