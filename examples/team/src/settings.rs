//! `Settings` is what the environment says about this server.

use std::env;
use std::error::Error;
use std::time::Duration;

/// How long a token holds by default.
const TOKEN_LIFETIME: Duration = Duration::from_hours(1);

/// What the variables of the environment say; `main.rs` explains them.
pub(crate) struct Settings {
    pub(crate) port: String,
    pub(crate) secret: Vec<u8>,
    pub(crate) token_lifetime: Duration,
}

impl Settings {
    /// Reads the environment. A variable that is empty counts as missing.
    pub(crate) fn from_env() -> Result<Self, Box<dyn Error>> {
        let secret = match variable("JWT_SECRET") {
            Some(secret) => secret.into_bytes(),
            None => random_secret()?,
        };
        let token_lifetime = match variable("TOKEN_SECONDS") {
            Some(seconds) => Duration::from_secs(
                seconds
                    .parse()
                    .map_err(|_| "TOKEN_SECONDS is no whole number")?,
            ),
            None => TOKEN_LIFETIME,
        };
        Ok(Self {
            port: variable("PORT").unwrap_or_else(|| "3000".into()),
            secret,
            token_lifetime,
        })
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// As many bytes as the hash of HS256 has.
fn random_secret() -> Result<Vec<u8>, getrandom::Error> {
    let mut secret = vec![0; 32];
    getrandom::fill(&mut secret)?;
    Ok(secret)
}
