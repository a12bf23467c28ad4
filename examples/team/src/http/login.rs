//! `login` is the route that gives a token for a name and a password.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use gateway_runtime::prelude::*;

use super::Http;
use super::error::HttpError;
use crate::user::User;

#[derive(Deserialize)]
pub(super) struct Credentials {
    name: String,
    password: String,
}

#[derive(Serialize)]
pub(super) struct LoggedIn {
    user: User,
    token: String,
}

/// `POST /login` with `{ "name", "password" }`. A real application also limits how often an address may try.
pub(super) async fn login(
    State(http): State<Http>,
    body: Result<Json<Credentials>, JsonRejection>,
) -> Result<Json<LoggedIn>, HttpError> {
    let Json(Credentials { name, password }) = body?;
    match http.auth.log_in(&name, &password).await? {
        Some((user, token)) => Ok(Json(LoggedIn { user, token })),
        None => Err(HttpError::new(
            StatusCode::UNAUTHORIZED,
            "the name or the password is wrong",
        )),
    }
}
