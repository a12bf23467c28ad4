//! `Settings` is what the environment says about this server.

use std::env;
use std::error::Error;
use std::time::Duration;

use crate::operations::{AdminAccess, KeepingOut};

/// How long a token holds by default.
const TOKEN_LIFETIME: Duration = Duration::from_hours(1);

/// Over which time clients leave by default: a short one, for whoever stops the server from a terminal.
const DRAIN: Duration = Duration::from_secs(2);

/// What the variables of the environment say; `main.rs` explains them.
pub(crate) struct Settings {
    /// Where the app is: `host:port`.
    pub(crate) address: String,
    /// Where the metrics are: `host:port`.
    pub(crate) metrics: String,
    pub(crate) secret: Vec<u8>,
    pub(crate) token_lifetime: Duration,
    /// The URL of the Redis that several servers share.
    pub(crate) redis: Option<String>,
    /// Over which time clients leave when the server ends.
    pub(crate) drain: Duration,
    pub(crate) admin: AdminAccess,
    pub(crate) keeping_out: KeepingOut,
}

impl Settings {
    /// Reads the environment. A variable that is empty counts as missing.
    pub(crate) fn from_env() -> Result<Self, Box<dyn Error>> {
        let redis = variable("REDIS_URL");
        let secret = match variable("JWT_SECRET") {
            Some(secret) => secret.into_bytes(),
            None if redis.is_some() => {
                return Err(
                    "several servers need one JWT_SECRET: each takes the tokens of all".into(),
                );
            }
            None => random_secret()?,
        };
        let address = |host, port, otherwise: &str| {
            let host = variable(host).unwrap_or_else(|| "127.0.0.1".into());
            let port = variable(port).unwrap_or_else(|| otherwise.into());
            format!("{host}:{port}")
        };
        Ok(Self {
            address: address("HOST", "PORT", "3000"),
            metrics: address("METRICS_HOST", "METRICS_PORT", "0"),
            secret,
            token_lifetime: seconds("TOKEN_SECONDS", TOKEN_LIFETIME)?,
            redis,
            drain: seconds("DRAIN_SECONDS", DRAIN)?,
            admin: AdminAccess::from_env()?,
            keeping_out: KeepingOut::from_env(),
        })
    }
}

/// A variable of the environment; `None` if it is missing or empty.
pub(crate) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// A variable that has a number of seconds.
fn seconds(name: &str, otherwise: Duration) -> Result<Duration, String> {
    match variable(name) {
        Some(seconds) => match seconds.parse() {
            Ok(seconds) => Ok(Duration::from_secs(seconds)),
            Err(_) => Err(format!("{name} is no whole number")),
        },
        None => Ok(otherwise),
    }
}

/// As many bytes as the hash of HS256 has.
fn random_secret() -> Result<Vec<u8>, getrandom::Error> {
    let mut secret = vec![0; 32];
    getrandom::fill(&mut secret)?;
    Ok(secret)
}
