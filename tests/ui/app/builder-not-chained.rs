#![allow(unused)]

use gateway_runtime::prelude::*;

async fn run() -> Result<(), AppError> {
    let builder = GatewayApp::builder();
    builder.provide(1_u8);
    builder.listen("127.0.0.1:3000").await
}

fn main() {}
