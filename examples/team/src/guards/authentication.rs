//! `authenticated` is the guard that lets in who has a valid token.

use gateway_runtime::prelude::*;
use schemars::JsonSchema;

use crate::auth::{Auth, Refusal};
use crate::user::User;

/// What a client connects with: `io("/team", { auth: { token } })`.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Login {
    pub(crate) token: String,
}

/// The client has to log in, for this reason.
#[derive(Debug, thiserror::Error, WsError)]
#[error("{0}")]
pub(crate) struct Unauthorized(
    #[from]
    #[ws_error(skip)]
    Refusal,
);

/// Gives the user to whatever stands behind it.
///
/// It runs when a client connects, and again before each message: a token that has expired or has been revoked meanwhile refuses the
/// message. A client that sends nothing is looked after in `gateway/expiry.rs`.
#[guard]
pub(crate) async fn authenticated(
    #[handshake_auth] login: Option<Login>,
    #[inject] auth: Arc<Auth>,
) -> Result<User, Unauthorized> {
    let login = login.ok_or(Refusal::NoToken)?;
    Ok(auth.user_of(&login.token).await?)
}
