//! Whether this server and the others know of each other.

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
/// It is for an alarm, not for a proxy that sends nobody to a server which is not well: without Redis
/// no server is, and each still serves its own clients.
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
