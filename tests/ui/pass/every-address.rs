//! What an app can listen at.
#![allow(dead_code, reason = "only compiled")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use gateway_runtime::prelude::*;

async fn listen(app: GatewayApp, addresses: &[SocketAddr]) -> Result<(), AppError> {
    let port = std::env::var("PORT").ok().and_then(|port| port.parse().ok());
    app.listen(3000).await?;
    app.listen(port.unwrap_or(3000)).await?;
    app.listen("127.0.0.1:3000").await?;
    app.listen(format!("127.0.0.1:{}", 3000)).await?;
    app.listen(&String::from("127.0.0.1:3000")).await?;
    app.listen(("0.0.0.0", 3000)).await?;
    app.listen((String::from("0.0.0.0"), 3000)).await?;
    app.listen((IpAddr::V4(Ipv4Addr::UNSPECIFIED), 3000)).await?;
    app.listen((Ipv4Addr::UNSPECIFIED, 3000)).await?;
    app.listen((Ipv6Addr::UNSPECIFIED, 3000)).await?;
    app.listen(SocketAddr::from(([127, 0, 0, 1], 3000))).await?;
    app.listen(addresses).await?;
    GatewayApp::builder().listen(3000).await
}

fn main() {
    // An app can be served by a task.
    fn spawned<T: Send + 'static>(_: impl Fn() -> T) {}
    spawned(|| GatewayApp::builder().listen(3000));
}
