//! An app with a custom adapter, NestJS's `app.useWebSocketAdapter(new WebsocketAdapter(app))`. Run
//! `cargo run -p adapter`, and open the URL that it prints.
//!
//! The page is on the app's own port, `PORT` or 3000; the adapter puts all gateways on another one,
//! `GATEWAY_PORT` or 3081, and lets pages of other origins connect to them. With 0 the system chooses a port.

mod adapter;
mod gateways;

use std::env;
use std::io::{self, IsTerminal as _};

use example_page::Page;
use gateway_runtime::prelude::*;

use adapter::WebsocketAdapter;
use gateways::{ClockGateway, EchoGateway};

const PAGE: Page = Page {
    name: "adapter",
    html: include_str!("../page/index.html"),
    css: "",
    script: include_str!("../page/adapter.js"),
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The log goes to stderr, so that stdout has nothing but the addresses.
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();

    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    let gateway_port = env::var("GATEWAY_PORT").unwrap_or_else(|_| "3081".into());
    let app = GatewayApp::builder()
        .adapter(WebsocketAdapter {
            port: gateway_port.parse()?,
        })
        .router(PAGE.routes())
        .build()
        .await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let (Some(page), Some(echo), Some(clock)) = (
        app.local_addr(),
        app.gateway_addr::<EchoGateway>(),
        app.gateway_addr::<ClockGateway>(),
    ) {
        // The page learns where the gateways are from its own address.
        println!("the page is at http://{page}/?gateways={}", echo.port());
        println!("echo is at http://{echo}/echo");
        println!("clock is at http://{clock}/clock");
    }
    app.serve().await?;
    Ok(())
}
