//! Payments that are shown live. Run `cargo run -p payments`, and open the URL that it prints.
//!
//! - `PORT` chooses another port than 3000; with `PORT=0` the system chooses a free one.
//! - `HOST` chooses another address than 127.0.0.1: with `0.0.0.0`, other machines reach the server.
//! - `REDIS_URL`, for example `redis://127.0.0.1:6379`, lets several servers share rooms: a payment that
//!   is posted to one server reaches the clients of all.

mod gateway;
mod health;
mod http_error;
mod page;
mod routes;
mod service;
#[cfg(test)]
mod tests;
mod user;

use std::env;
use std::io::{self, IsTerminal as _};

use gateway_runtime::prelude::*;
use gateway_runtime::{GatewayAppBuilder, RedisAdapter, Sharing, SharingHealth};

use gateway::PaymentGateway;
use service::PaymentService;

#[tokio::main]
async fn main() -> Result<(), AppError> {
    // The log goes to stderr, so that stdout has nothing but the server's address.
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();

    let redis = match variable("REDIS_URL") {
        Some(url) => Some(RedisAdapter::connect(url).await?),
        None => None,
    };
    let health = redis
        .as_ref()
        .map_or_else(|| Sharing::none().health(), RedisAdapter::health);

    let builder = match redis {
        Some(redis) => builder(health).adapter(redis),
        None => builder(health),
    };
    let app = builder.build().await?;

    let host = variable("HOST").unwrap_or_else(|| "127.0.0.1".into());
    let port = variable("PORT").unwrap_or_else(|| "3000".into());
    app.bind(format!("{host}:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("payments is at http://{address}");
    }
    app.serve().await
}

/// What the program consists of, also when tests run it.
fn builder(health: SharingHealth) -> GatewayAppBuilder {
    let builder = GatewayApp::builder();
    let service = PaymentService::new(builder.server::<PaymentGateway>());
    let routes = page::PAGE
        .routes()
        .merge(routes::payments(service))
        .merge(health::health(health));
    builder.router(routes)
}

/// A variable of the environment; `None` if it is missing or empty.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
