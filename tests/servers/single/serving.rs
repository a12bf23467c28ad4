//! `serve` serves the app: as the app does without help, or with `SERVE=axum` in a server that the program
//! runs.

use std::env;
use std::net::SocketAddr;

use gateway_runtime::prelude::*;
use tokio::net::TcpListener;

/// Listens and prints where, then serves until the process ends.
pub(crate) async fn serve(app: GatewayApp, port: &str) -> Result<(), AppError> {
    let address = format!("127.0.0.1:{port}");
    if env::var("SERVE").as_deref() == Ok("axum") {
        by_axum(app, &address).await;
        return Ok(());
    }
    app.bind(address).await?;
    if let Some(address) = app.local_addr() {
        announce(address);
    }
    app.serve().await
}

async fn by_axum(app: GatewayApp, address: &str) {
    let listener = match TcpListener::bind(address).await {
        Ok(listener) => listener,
        Err(error) => return eprintln!("{address}: {error}"),
    };
    if let Ok(address) = listener.local_addr() {
        announce(address);
    }
    let service = app
        .router()
        .into_make_service_with_connect_info::<SocketAddr>();
    if let Err(error) = axum::serve(app.listener(listener), service).await {
        eprintln!("{error}");
    }
}

fn announce(address: SocketAddr) {
    println!("test-server is at http://{address}");
}
