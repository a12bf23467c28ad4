//! `masked` makes an address of a backend fit for the log and for errors.

/// `url` without user and password, and without its query, which may hold credentials too.
pub(super) fn masked(url: &str) -> String {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, url),
    };
    let query = |text: &str| text.split(['?', '#']).next().unwrap_or_default().to_owned();
    // The last `@`: a password that is not escaped may hold others. The path of a Unix socket has no
    // user.
    let shown = match rest.rsplit_once('@') {
        Some((_, host)) if !rest.starts_with('/') => format!("***@{}", query(host)),
        _ => query(rest),
    };
    match scheme {
        Some(scheme) => format!("{scheme}://{shown}"),
        None => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_credential_is_shown() {
        for (url, shown) in [
            ("redis://127.0.0.1:6379", "redis://127.0.0.1:6379"),
            (
                "redis://shop:secret@cache:6379/2",
                "redis://***@cache:6379/2",
            ),
            ("redis://:secret@cache", "redis://***@cache"),
            (
                "rediss://user:p@ss/w?rd#1@cache:1/0?protocol=3",
                "rediss://***@cache:1/0",
            ),
            (
                "redis+unix:///run/redis?user=me&pass=sec@ret",
                "redis+unix:///run/redis",
            ),
            ("user:secret@cache", "***@cache"),
            ("cache:6379", "cache:6379"),
            ("", ""),
        ] {
            assert_eq!(masked(url), shown);
        }
    }
}
