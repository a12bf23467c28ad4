//! Endpoints of an app: each port with a path is one, with options of its own.
#![expect(
    clippy::expect_used,
    reason = "clippy does not see that these files are a test"
)]

mod adapters;
mod addresses;
mod options;
mod ports;
mod sharing;
#[path = "../support/mod.rs"]
mod support;

use axum::{Router, routing::get};
use gateway_runtime::{ServerOptions, prelude::*};

#[websocket_gateway(namespace = "chat")]
struct Chat;

#[websocket_gateway(namespace = "payment")]
struct Payments;

#[websocket_gateway(namespace = "quotes")]
struct Quotes;

type Builder = gateway_runtime::GatewayAppBuilder;

fn all() -> Builder {
    GatewayApp::builder()
        .only::<(Chat, Payments, Quotes)>()
        .router(Router::new().route("/own", get(async || "own")))
}

fn port(port: u16) -> ServerOptions {
    ServerOptions::new().port(port)
}

async fn problems(builder: Builder) -> Vec<String> {
    let error = builder.build().await.expect_err("it cannot start");
    error.problems().to_vec()
}
