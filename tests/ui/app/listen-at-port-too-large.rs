#![allow(unused)]

use gateway_runtime::prelude::*;

async fn serve() -> Result<(), AppError> {
    GatewayApp::builder().listen(70000).await
}

fn main() {}
