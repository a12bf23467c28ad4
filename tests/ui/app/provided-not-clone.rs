#![allow(unused)]

use gateway_runtime::prelude::*;

struct Greeter;

fn app() {
    let _ = GatewayApp::builder().provide(Greeter);
}

fn main() {}
