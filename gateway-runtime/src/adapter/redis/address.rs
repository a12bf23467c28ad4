//! `parsed` reads the address of a Redis server.

use redis::{ConnectionInfo, IntoConnectionInfo as _, ProtocolVersion};

use crate::adapter::address::masked;

/// What `url` says, or why `url` cannot be used.
pub(super) fn parsed(url: &str) -> Result<ConnectionInfo, String> {
    let address = masked(url);
    let info = url.into_connection_info().map_err(|error| {
        if is_tls(url) && error.to_string().contains("TLS") {
            format!(
                "`{address}` asks for TLS, which the `redis` crate is compiled without; add it to your \
                 Cargo.toml with one of its TLS features: \
                 `redis = {{ version = \"1\", features = [\"tokio-native-tls-comp\"] }}` or \
                 `\"tokio-rustls-comp\"`, which needs a crypto provider of `rustls`"
            )
        } else {
            format!(
                "`{address}` is no address of a Redis server: {error}; write it as \
                 `redis://user:password@host:6379`"
            )
        }
    })?;
    // Subscriptions and publishing on one connection need RESP3.
    let settings = info.redis_settings().clone();
    Ok(info.set_redis_settings(settings.set_protocol(ProtocolVersion::RESP3)))
}

fn is_tls(url: &str) -> bool {
    url.starts_with("rediss://") || url.starts_with("valkeys://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resp3_is_not_for_the_url_to_decide() {
        for url in ["redis://cache", "redis://u:p@cache/3?protocol=resp2"] {
            let info = parsed(url).expect("is an address");
            assert_eq!(info.redis_settings().protocol(), ProtocolVersion::RESP3);
        }
        let info = parsed("redis://u:p@cache/3").expect("is an address");
        assert_eq!(info.redis_settings().db(), 3);
        assert_eq!(info.redis_settings().password(), Some("p"));
    }

    #[test]
    fn a_bad_address_is_named_without_its_password() {
        for url in [
            "http://me:secret@cache",
            "redis://me:secret@cache/db",
            "me:secret@cache",
        ] {
            let error = parsed(url).expect_err("is no address");
            assert!(error.contains("***@cache"), "{error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
