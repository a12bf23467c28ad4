//! A chat between browser tabs. Run `cargo run -p chat`, and open the URL that it prints.
//!
//! `PORT` chooses another port than 3000; with `PORT=0` the system chooses a free one.

mod gateway;
mod page;
#[cfg(test)]
mod tests;

use std::env;
use std::io::{self, IsTerminal as _};

use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;

#[tokio::main]
async fn main() -> Result<(), AppError> {
    // The log goes to stderr, so that stdout has nothing but the chat's address.
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();

    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    let app = builder().build().await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("chat is at http://{address}");
    }
    app.serve().await
}

/// What the program consists of, also when tests run it.
fn builder() -> GatewayAppBuilder {
    GatewayApp::builder().router(page::PAGE.routes())
}
