//! `Digest` stands for a key that a user's function made.

use std::hash::{BuildHasher, RandomState};

use siphasher::sip128::SipHasher24;

/// A key's hash. It is kept in place of the key, which may be long, since a client may have chosen it. Nobody who does
/// not know the secret can find two keys with one hash, and by chance it does not happen: it has 128 bits.
pub(super) type Digest = (u64, u64);

/// Makes digests, with a secret of its own.
pub(super) struct Digests(SipHasher24);

impl Digests {
    pub(super) fn new() -> Self {
        let random = RandomState::new();
        Self(SipHasher24::new_with_keys(
            random.hash_one(0_u8),
            random.hash_one(1_u8),
        ))
    }

    pub(super) fn of(&self, key: &str) -> Digest {
        let hash = self.0.hash(key.as_bytes());
        (hash.h1, hash.h2)
    }
}
