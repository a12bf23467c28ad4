//! Tokens that the server has not issued.

use std::time::{SystemTime, UNIX_EPOCH};

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::{SECRET, Team};
use crate::gateway::TeamGateway;

/// `{"typ":"JWT","alg":"none"}`
const UNSIGNED: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0";

/// Seconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap().as_secs()
}

/// The claims of a token that holds.
fn claims(name: &str, role: &str) -> Value {
    json!({ "sub": name, "role": role, "exp": now() + 600, "revocations": 0 })
}

pub(super) fn sign(claims: &Value, secret: &[u8]) -> String {
    let key = EncodingKey::from_secret(secret).unwrap();
    encode(&Header::new(Algorithm::HS256), claims, &key).unwrap()
}

/// What an admin would have, of a server with another key.
pub(super) fn of_another_key() -> String {
    sign(&claims("an", "admin"), b"another")
}

/// The same claims without a signature, which the header admits.
fn unsigned() -> String {
    let signed = sign(&claims("binh", "member"), SECRET);
    let claims = signed.split('.').nth(1).unwrap();
    format!("{UNSIGNED}.{claims}.")
}

fn without_an_end() -> String {
    let mut claims = claims("binh", "member");
    claims.as_object_mut().unwrap().remove("exp");
    sign(&claims, SECRET)
}

fn expired() -> String {
    let mut claims = claims("binh", "member");
    claims["exp"] = json!(now() - 5);
    sign(&claims, SECRET)
}

#[tokio::test]
async fn only_what_the_server_has_signed_and_what_holds_lets_in() {
    let team = Team::start().await;
    let connect = |auth: &Value| team.app.connect::<TeamGateway>().auth(auth);
    let holds = sign(&claims("binh", "member"), SECRET);
    let binh = connect(&json!({ "token": holds })).await.unwrap();

    let not_valid = "the token is not valid: log in again";
    for (token, message) in [
        (of_another_key(), not_valid),
        (unsigned(), not_valid),
        (without_an_end(), not_valid),
        (sign(&claims("binh", "owner"), SECRET), not_valid),
        (expired(), "the token has expired: log in again"),
    ] {
        let refused = connect(&json!({ "token": token })).await.unwrap_err();
        assert_eq!(refused.message(), message, "{token}");
    }
    for (auth, message) in [
        (json!({ "name": "an" }), "missing field `token`"),
        (json!({ "token": 7 }), "`token`: invalid type: integer"),
    ] {
        let refused = connect(&auth).await.unwrap_err();
        assert!(refused.message().contains(message), "{refused}");
    }
    let refused = team.app.connect::<TeamGateway>().await.unwrap_err();
    assert_eq!(refused.message(), "log in first");
    // Whoever is refused is nowhere.
    team.app.settled().await;
    assert_eq!(team.app.open_sockets(), 1);
    assert_eq!(binh.end(), None);
}
