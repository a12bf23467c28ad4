//! A server with the explorer, at `/contract`, and gateways whose names, documentation and payloads try to be markup.
//!
//! `AUDIENCE` is `everyone`, or else the explorer is for this machine. `SERVE_CLIENT` is the directory of the client's
//! files. `OTHER_PORT` is the port of `Elsewhere`.

mod gateways;

use std::env;

use gateway_runtime::{Cors, ServerOptions, contract::Audience, prelude::*};
use gateway_tests::log;

use gateways::Elsewhere;

#[tokio::main]
async fn main() -> Result<(), AppError> {
    log::to_stderr();
    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    let other = env::var("OTHER_PORT")
        .ok()
        .and_then(|port| port.parse().ok());
    let audience = match env::var("AUDIENCE").as_deref() {
        Ok("everyone") => Audience::everyone(),
        _ => Audience::this_machine(),
    };
    let mut elsewhere = ServerOptions::new().path("/elsewhere");
    if let Some(other) = other {
        elsewhere = elsewhere.port(other).cors(Cors::matching(|origin| {
            origin.starts_with("http://127.0.0.1:")
        }));
    }
    let mut builder = GatewayApp::builder()
        .gateway_options::<Elsewhere>(elsewhere)
        .explorer("/contract", audience);
    if let Ok(directory) = env::var("SERVE_CLIENT") {
        builder = builder.serve_client(directory);
    }
    if builder.contract_command()? {
        return Ok(());
    }
    let app = builder.build().await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("explorer-server is at http://{address}");
    }
    app.serve().await
}
