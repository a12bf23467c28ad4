#![allow(unused)]

use gateway_runtime::prelude::*;

struct Chat;

fn app() {
    let _ = GatewayApp::builder().only::<(Chat,)>();
}

fn main() {}
