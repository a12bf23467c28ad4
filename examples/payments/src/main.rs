//! Payments that are shown live: `cargo run -p payments`, then open the URL that it prints.
//!
//! - `PORT` chooses another port than 3000; with `PORT=0` the system chooses a free one.
//! - `HOST` chooses another address than 127.0.0.1: `0.0.0.0` is reached from other machines.

mod gateway;
mod http_error;
mod page;
mod routes;
mod service;
mod user;

use std::env;
use std::io::{self, IsTerminal as _};

use gateway_runtime::prelude::*;

use gateway::PaymentGateway;
use service::PaymentService;

#[tokio::main]
async fn main() -> Result<(), AppError> {
    // The log goes to stderr, so that stdout says one thing only: where the payments are.
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();

    let builder = GatewayApp::builder();
    let service = PaymentService::new(builder.server::<PaymentGateway>());
    let routes = page::PAGE.routes().merge(routes::payments(service));
    let app = builder.router(routes).build().await?;

    let host = variable("HOST").unwrap_or_else(|| "127.0.0.1".into());
    let port = variable("PORT").unwrap_or_else(|| "3000".into());
    app.bind(format!("{host}:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("payments is at http://{address}");
    }
    app.serve().await
}

/// A variable of the environment; an empty one counts as none.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
