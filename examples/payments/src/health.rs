//! `health` is the HTTP route that tells whether this server and the others reach each other.

use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use gateway_runtime::SharingHealth;
use gateway_runtime::prelude::*;

#[derive(Serialize)]
struct Health {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'static str>,
}

/// `GET /health`: 503 while Redis is away.
///
/// The route is for an alarm, and not for a proxy that sends no clients to an unhealthy server: without Redis
/// all servers are unhealthy, and yet each of them still serves its own clients.
pub(crate) fn health(sharing: SharingHealth) -> Router {
    let answer = move || async move {
        if sharing.is_up() {
            let health = Health {
                status: "up",
                message: None,
            };
            (StatusCode::OK, Json(health))
        } else {
            let health = Health {
                status: "down",
                message: Some("Redis cannot be reached: only clients of this server are told"),
            };
            (StatusCode::SERVICE_UNAVAILABLE, Json(health))
        }
    };
    Router::new().route("/health", get(answer))
}
