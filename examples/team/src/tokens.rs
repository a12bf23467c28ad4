//! `Tokens` signs and verifies the JSON Web Tokens that users connect with.

use std::time::Duration;

use gateway_runtime::prelude::*;
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode, get_current_timestamp,
};

use crate::auth::Refusal;
use crate::user::{Role, User};

/// What a token says. The names are those of RFC 7519 where it has one.
#[derive(Serialize, Deserialize)]
pub(crate) struct Claims {
    /// The user's name.
    sub: String,
    role: Role,
    /// When the token expires, in seconds since 1970.
    exp: u64,
    /// How often the user's tokens had been revoked when this one was issued.
    pub(crate) revocations: u64,
}

impl From<Claims> for User {
    fn from(claims: Claims) -> Self {
        Self {
            name: claims.sub,
            role: claims.role,
        }
    }
}

/// The keys of the tokens, and how long a token holds.
pub(crate) struct Tokens {
    signs: EncodingKey,
    verifies: DecodingKey,
    validation: Validation,
    lifetime: Duration,
}

impl Tokens {
    /// # Errors
    /// The secret is empty.
    pub(crate) fn new(secret: &[u8], lifetime: Duration) -> Result<Self, Error> {
        let mut validation = Validation::new(Algorithm::HS256);
        // By default a token is still taken a minute after it has expired, for servers whose clocks differ. Here they are on one
        // machine.
        validation.leeway = 0;
        Ok(Self {
            signs: EncodingKey::from_secret(secret)?,
            verifies: DecodingKey::from_secret(secret)?,
            validation,
            lifetime,
        })
    }

    /// A token for the user, whose tokens have been revoked so often until now.
    pub(crate) fn issue(&self, user: &User, revocations: u64) -> Result<String, Error> {
        let claims = Claims {
            sub: user.name.clone(),
            role: user.role,
            exp: get_current_timestamp() + self.lifetime.as_secs(),
            revocations,
        };
        encode(&Header::new(Algorithm::HS256), &claims, &self.signs)
    }

    /// What the token says, if this server has signed it and it has not expired.
    pub(crate) fn verify(&self, token: &str) -> Result<Claims, Refusal> {
        match decode(token, &self.verifies, &self.validation) {
            Ok(verified) => Ok(verified.claims),
            Err(error) if *error.kind() == ErrorKind::ExpiredSignature => Err(Refusal::Expired),
            Err(_) => Err(Refusal::Invalid),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_hours(1);

    fn an() -> User {
        User {
            name: "an".into(),
            role: Role::Admin,
        }
    }

    #[test]
    fn a_token_says_who_it_was_issued_for() {
        let tokens = Tokens::new(b"secret", HOUR).unwrap();
        let claims = tokens.verify(&tokens.issue(&an(), 3).unwrap()).unwrap();
        assert_eq!(claims.revocations, 3);
        assert_eq!(User::from(claims), an());
    }

    #[test]
    fn a_token_of_another_key_is_refused() {
        let others = Tokens::new(b"another secret", HOUR).unwrap();
        let token = others.issue(&an(), 0).unwrap();
        let tokens = Tokens::new(b"secret", HOUR).unwrap();
        assert!(matches!(tokens.verify(&token), Err(Refusal::Invalid)));
    }
}
