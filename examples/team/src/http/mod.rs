//! `routes` are the HTTP routes beside the gateway. Everything is answered in JSON, errors too.

mod admin;
mod announce;
mod error;
mod login;

use std::sync::Arc;

use axum::Router;
use axum::routing::post;

use crate::announcements::Announcements;
use crate::auth::Auth;

/// The services that the routes use.
#[derive(Clone)]
pub(crate) struct Http {
    pub(crate) auth: Arc<Auth>,
    pub(crate) announcements: Announcements,
}

pub(crate) fn routes(http: Http) -> Router {
    Router::new()
        .route("/login", post(login::login))
        .route("/announce", post(announce::announce))
        .with_state(http)
}
