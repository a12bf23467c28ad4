//! `Credentials` are the name and the password of the admin, of which only the hash is known.

use std::sync::Arc;

use bcrypt::{HashParts, verify};
use tokio::task::spawn_blocking;

/// The highest cost of a hash: each try computes it, which takes a second of a processor at this cost.
const HIGHEST_COST: u32 = 14;

/// A name, and the bcrypt hash of a password.
pub(super) struct Credentials {
    user: String,
    hash: Arc<str>,
}

impl Credentials {
    pub(super) fn new(user: String, hash: &str) -> Self {
        Self {
            user,
            hash: hash.into(),
        }
    }

    /// Whether these are the admin's. The hash is computed for each name, so that the time does not tell which names there are;
    /// and on a thread for what blocks, since it takes 50 ms and more.
    pub(super) async fn are(&self, user: &str, password: String) -> bool {
        let hash = Arc::clone(&self.hash);
        let verified = spawn_blocking(move || verify(password, &hash).unwrap_or(false)).await;
        // An error means that the runtime ends.
        verified.unwrap_or(false) && user == self.user
    }
}

/// The hash in a line that `htpasswd` prints for the empty name: behind a colon, and before a line break.
pub(super) fn hash_in(line: &str) -> &str {
    let line = line.trim();
    line.strip_prefix(':').unwrap_or(line)
}

/// What is wrong with a hash, with the remedy.
pub(super) fn problem(hash: &str) -> Option<String> {
    const HOW: &str = "`htpasswd -nbBC 10 \"\" the-password` prints one";
    match hash.parse::<HashParts>() {
        Err(_) => Some(format!(
            "`admin_ui`: the hash in `.basic_auth(..)` is no bcrypt hash; {HOW}"
        )),
        Ok(parts) if parts.get_cost() > HIGHEST_COST => Some(format!(
            "`admin_ui`: the hash in `.basic_auth(..)` has a cost of {}, so that each try would take seconds; make one with a \
             cost of {HIGHEST_COST} or less: {HOW}",
            parts.get_cost()
        )),
        // A hash of a version that nobody can verify would let nobody in.
        Ok(_) => verify("", hash).is_err().then(|| {
            format!("`admin_ui`: the hash in `.basic_auth(..)` cannot be verified; {HOW}")
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of "changeit".
    const HASH: &str = "$2b$04$KqYUFy4uI98stlF2SojNDOqFNEYSbRDKDCAlMeKIYyQoEwKlLQSvi";

    #[tokio::test]
    async fn both_have_to_be_right() {
        let hash = bcrypt_of("changeit");
        let credentials = Credentials::new("admin".to_owned(), &hash);
        assert!(credentials.are("admin", "changeit".to_owned()).await);
        for (user, password) in [("admin", "change"), ("root", "changeit"), ("", "")] {
            assert!(!credentials.are(user, password.to_owned()).await, "{user}");
        }
    }

    #[test]
    fn a_hash_has_to_be_one() {
        assert_eq!(problem(&bcrypt_of("changeit")), None);
        assert_eq!(problem(HASH), None);
        assert!(problem("changeit").is_some_and(|text| text.contains("no bcrypt hash")));
        let costly = HASH.replacen("$04$", "$31$", 1);
        assert!(problem(&costly).is_some_and(|text| text.contains("cost of 31")));
    }

    #[test]
    fn the_line_of_htpasswd_has_the_hash_in_it() {
        for line in [
            HASH.to_owned(),
            format!(":{HASH}"),
            format!("{HASH}\n"),
            format!(":{HASH}\r\n\n"),
            format!("  {HASH}\t"),
        ] {
            assert_eq!(hash_in(&line), HASH, "{line:?}");
        }
        for other in ["", ":", "admin:x", "::x"] {
            assert!(problem(hash_in(other)).is_some(), "{other}");
        }
        let of_htpasswd = format!(":{}\n", HASH.replacen("$2b$", "$2y$", 1));
        assert_eq!(problem(hash_in(&of_htpasswd)), None);
    }

    fn bcrypt_of(password: &str) -> String {
        bcrypt::hash_with_salt(password, 4, [7; 16])
            .expect("hashes")
            .to_string()
    }
}
