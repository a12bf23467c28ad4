//! `SessionKey` is a server's key, which makes the id of a polling session a secret of its client.
//!
//! The protocol library has one id for a session of Engine.IO and for its sockets. Applications hand the
//! socket's id to other users, and whoever knows a session's id may poll and post in its client's name. On
//! Node the two ids differ. Here a client that polls is given the id together with a tag that nobody else
//! can compute, and has to name both in every later request. The server does not have to store the tag.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use siphasher::sip128::SipHasher24;

/// How many letters an id of the protocol library has.
const ID: usize = 16;

/// The id of a session, as the protocol library knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct SessionId([u8; ID]);

impl SessionId {
    /// The id that is written like this. `None` if it has another length.
    pub(super) fn of(text: &str) -> Option<Self> {
        text.as_bytes().try_into().ok().map(Self)
    }
}

/// A random key, which lives as long as its server.
///
/// The tag is SipHash-2-4 with 128 bits: a pseudorandom function that was designed to authenticate short messages
/// under a secret key. An HMAC would be no harder to guess, and with its hash takes a second to compile.
pub(super) struct SessionKey(SipHasher24);

impl SessionKey {
    /// A new key.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub(super) fn random() -> Result<Self, getrandom::Error> {
        let mut key = [0; 16];
        getrandom::fill(&mut key)?;
        Ok(Self(SipHasher24::new_with_key(&key)))
    }

    /// The id with its tag, which is told to the session's client alone.
    pub(super) fn seal(&self, id: &str) -> String {
        let mut sealed = id.to_owned();
        BASE64_URL_SAFE_NO_PAD.encode_string(self.tag(id).to_le_bytes(), &mut sealed);
        sealed
    }

    /// The id, if the tag behind it is the id's own. The time that a refusal takes tells nothing of the right
    /// tag.
    pub(super) fn open<'a>(&self, sealed: &'a str) -> Option<&'a str> {
        let (id, tag) = sealed.split_at_checked(ID)?;
        let tag = BASE64_URL_SAFE_NO_PAD.decode(tag).ok()?;
        let tag = u128::from_le_bytes(tag.try_into().ok()?);
        // All bits are compared at once.
        (tag ^ self.tag(id) == 0).then_some(id)
    }

    fn tag(&self, id: &str) -> u128 {
        self.0.hash(id.as_bytes()).as_u128()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOCKET: &str = "AAAAAAAAAAAAAAHs";

    #[test]
    fn only_what_the_key_has_sealed_opens() {
        let key = SessionKey::random().expect("random numbers");
        let sealed = key.seal(SOCKET);
        assert_eq!(key.open(&sealed), Some(SOCKET));
        let other = SessionKey::random().expect("random numbers");
        assert_eq!(other.open(&sealed), None, "another server's key");
        let (id, tag) = sealed.split_at(ID);
        let foreign = format!("AAAAAAAAAAAAAAHt{tag}");
        assert_eq!(key.open(&foreign), None, "the tag of another session");
        for sealed in [
            "",
            "AAAA",
            id,
            &sealed[..sealed.len() - 1],
            &sealed[..ID + 4],
        ] {
            assert_eq!(key.open(sealed), None, "{sealed}");
        }
        assert_eq!(key.open(&format!("{sealed}A")), None);
        assert_eq!(key.open(&format!("{id}{}", "\u{e4}".repeat(11))), None);
    }

    #[test]
    fn every_letter_of_the_tag_counts() {
        let key = SessionKey::random().expect("random numbers");
        let sealed = key.seal(SOCKET);
        for position in ID..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[position] = if changed[position] == b'A' {
                b'B'
            } else {
                b'A'
            };
            let changed = String::from_utf8(changed).expect("letters");
            assert_eq!(key.open(&changed), None, "{changed} instead of {sealed}");
        }
    }

    #[test]
    fn a_sealed_id_needs_no_escapes_in_a_query() {
        let key = SessionKey::random().expect("random numbers");
        let sealed = key.seal(SOCKET);
        assert_eq!(sealed.len(), ID + 22);
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        assert!(sealed.chars().all(is_plain), "{sealed}");
    }
}
