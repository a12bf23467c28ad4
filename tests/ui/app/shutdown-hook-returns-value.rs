#![allow(unused)]

use gateway_runtime::prelude::*;

fn main() {
    let builder = GatewayApp::builder().on_shutdown(async |why: Shutdown| 1);
}
