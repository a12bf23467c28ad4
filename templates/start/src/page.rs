//! `routes` serves the page, on the port of the gateways.

use axum::{Router, response::Html, routing::get};

/// The routes of the program beside its gateways.
pub fn routes() -> Router {
    Router::new().route("/", get(Html(include_str!("../page/index.html"))))
}
