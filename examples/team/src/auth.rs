//! `Auth` is the service that logs users in, and knows them again by their tokens.

use std::sync::Arc;

use crate::accounts::Accounts;
use crate::revocations::Revocations;
use crate::tokens::Tokens;
use crate::user::User;

/// Logs users in. The HTTP routes and the guard `authenticated` use it.
pub(crate) struct Auth {
    pub(crate) accounts: Arc<dyn Accounts>,
    pub(crate) revocations: Arc<dyn Revocations>,
    pub(crate) tokens: Tokens,
}

/// Why a token is not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("log in first")]
    NoToken,
    #[error("the token has expired: log in again")]
    Expired,
    #[error("the token is not valid: log in again")]
    Invalid,
    #[error("the token has been revoked: log in again")]
    Revoked,
}

impl Auth {
    /// The user and a new token; `None` if the name or the password is wrong.
    pub(crate) async fn log_in(
        &self,
        name: &str,
        password: &str,
    ) -> Result<Option<(User, String)>, jsonwebtoken::errors::Error> {
        let Some(user) = self.accounts.log_in(name, password).await else {
            return Ok(None);
        };
        let revocations = self.revocations.count(&user.name).await;
        let token = self.tokens.issue(&user, revocations)?;
        Ok(Some((user, token)))
    }

    /// Whose token it is.
    pub(crate) async fn user_of(&self, token: &str) -> Result<User, Refusal> {
        let claims = self.tokens.verify(token)?;
        let revocations = claims.revocations;
        let user = User::from(claims);
        // A restart forgets the revocations in memory, so a token may carry a higher number.
        if revocations < self.revocations.count(&user.name).await {
            return Err(Refusal::Revoked);
        }
        Ok(user)
    }

    /// Makes the user log in again. The other servers have to be told how often that has happened to the user.
    pub(crate) async fn revoke(&self, name: &str) -> u64 {
        self.revocations.revoke(name).await
    }

    /// Another server has made the user log in again.
    pub(crate) async fn revoked_elsewhere(&self, name: &str, count: u64) {
        self.revocations.raise(name, count).await;
    }
}
