#![allow(unused)]

use gateway_runtime::prelude::*;

fn port() -> u32 {
    3000
}

fn serve() {
    let _ = GatewayApp::builder().listen(port());
}

async fn bind(app: GatewayApp, host: std::net::IpAddr) -> Result<(), AppError> {
    app.bind(host).await?;
    app.serve().await
}

fn main() {}
