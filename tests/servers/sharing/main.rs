//! A server that shares rooms with others: tests start several of it.
//!
//! The server prints its URL first, then one line of JSON for every disconnect hook. The environment chooses
//! what it shares rooms through (`backend`), its `PORT` and the options of the test server (`settings`).

mod backend;
mod mixed;
mod options;
mod report;
mod told;
mod verbs;

use std::env;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use gateway_runtime::prelude::*;
use gateway_runtime::{SharingHealth, WebSocketAdapter};
use gateway_tests::{log, settings};

#[tokio::main]
async fn main() -> Result<(), AppError> {
    log::to_stderr();

    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    let adapter = backend::chosen().await?;
    let health = Router::new()
        .route("/health", get(is_up))
        .with_state(adapter.sharing().health());
    let app = settings::apply(GatewayApp::builder())
        .adapter(adapter)
        .provide("hello")
        .router(health)
        .build()
        .await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("sharing-server is at http://{address}");
    }
    app.serve().await
}

/// What a load balancer would ask.
async fn is_up(State(health): State<SharingHealth>) -> (StatusCode, Json<bool>) {
    let up = health.is_up();
    let status = if up {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(up))
}
