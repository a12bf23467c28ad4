//! `authenticated` is the guard that lets in who has a valid token.

use gateway_runtime::prelude::*;

use crate::auth::Auth;
use crate::user::User;

/// What a client connects with: `io("/team", { auth: { token } })`.
#[derive(Deserialize)]
pub(crate) struct Login {
    pub(crate) token: String,
}

/// Gives the user to whatever stands behind it.
///
/// It runs when a client connects, and again before each message: a token that has expired or has been revoked meanwhile refuses the
/// message. A client that sends nothing is looked after in `gateway/expiry.rs`.
#[guard]
pub(crate) async fn authenticated(
    #[handshake_auth] login: Option<Login>,
    #[inject] auth: Arc<Auth>,
) -> Result<User, WsError> {
    let login = login.or_unauthorized("log in first")?;
    let user = auth.user_of(&login.token).await;
    user.map_err(|refusal| WsError::unauthorized(refusal.to_string()))
}
