//! A server with three endpoints: two gateways declare ports, which the options set to 0, and one is served where
//! the app listens.
//!
//! The server prints its URL first, then where each gateway is. The environment chooses which pages may connect
//! (`origins`), and `SERVE_CLIENT` is the directory of the client's files.

mod gateways;
mod origins;

use std::env;

use gateway_runtime::{ServerOptions, prelude::*};
use gateway_tests::log;

use gateways::{Asks, Bids, Prices};

#[tokio::main]
async fn main() -> Result<(), AppError> {
    log::to_stderr();
    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    // Without `provide`: a gateway has the handle to another one by itself.
    let mut builder = origins::configured(GatewayApp::builder())
        .gateway_options::<Bids>(ServerOptions::new().port(0))
        .gateway_options::<Asks>(ServerOptions::new().port(0));
    if let Ok(directory) = env::var("SERVE_CLIENT") {
        builder = builder.serve_client(directory);
    }
    let app = builder.build().await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    for (what, address) in [
        ("endpoints-server", app.local_addr()),
        ("prices", app.gateway_addr::<Prices>()),
        ("bids", app.gateway_addr::<Bids>()),
        ("asks", app.gateway_addr::<Asks>()),
    ] {
        if let Some(address) = address {
            println!("{what} is at http://{address}");
        }
    }
    app.serve().await
}
