//! `Counts` is one number for each key that was seen of late: the state of a limit in memory.
//!
//! The number is the time at which a key has recovered its whole limit, in nanoseconds since the limit's start. A key
//! whose time is over is worth as much as a key that was never seen, so it can be forgotten. Keys are forgotten while
//! others come, and without a task: the map is cut into shards, and a key that is new looks whether it is time to go
//! through the next shard. So the shards take turns, no lock is held for longer than one of them takes, and what is kept
//! is what came in the last turns.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hash, Hasher},
    sync::{
        Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use governor::{Quota, nanos::Nanos, state::StateStore};

use crate::sync::lock;

/// How many parts the map has.
const SHARDS: usize = 64;

/// In how much time all shards had their turn, if enough keys are new: as much as a key needs to recover, but not so
/// little that time is wasted on keys which are still needed, nor so much that keys pile up.
const SHORTEST_ROUND: Duration = Duration::from_secs(1);
const LONGEST_ROUND: Duration = Duration::from_secs(10);

/// How many entries a shard may have room for, whatever it holds.
const SMALL: usize = 16;

pub(super) struct Counts<K, S> {
    shards: [Mutex<Shard<K>>; SHARDS],
    hasher: S,
    /// How long it takes until one message is recovered, in nanoseconds.
    interval: u64,
    /// The time between the turns of two shards, in nanoseconds.
    pause: u64,
    /// When the next turn is due, in nanoseconds since the limit's start.
    due: AtomicU64,
    /// How many turns there were.
    turns: AtomicUsize,
}

type Shard<K> = HashMap<Hashed<K>, u64, KnownHash>;

impl<K: Copy + Eq + Hash, S: BuildHasher + Default> Counts<K, S> {
    /// No keys, of a limit with this `quota`.
    pub(super) fn new(quota: Quota) -> Self {
        let nanoseconds = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let round = quota
            .burst_size_replenished_in()
            .clamp(SHORTEST_ROUND, LONGEST_ROUND);
        Self {
            shards: std::array::from_fn(|_| Mutex::default()),
            hasher: S::default(),
            interval: nanoseconds(quota.replenish_interval()),
            pause: nanoseconds(round) / SHARDS as u64,
            due: AtomicU64::new(0),
            turns: AtomicUsize::new(0),
        }
    }

    /// Forgets what has recovered in one shard, if a turn is due.
    fn forget(&self, now: u64) {
        let due = self.due.load(Relaxed);
        let next = now.saturating_add(self.pause);
        // Of several that find it due, one has the turn.
        if now < due
            || self
                .due
                .compare_exchange(due, next, Relaxed, Relaxed)
                .is_err()
        {
            return;
        }
        let turn = self.turns.fetch_add(1, Relaxed);
        let mut shard = lock(&self.shards[turn % SHARDS]);
        shard.retain(|_, recovered| *recovered > now);
        // Room for twice as many stays, so that a shard which shrinks does not grow again at once.
        if shard.capacity() / 4 > shard.len().max(SMALL) {
            let room = shard.len() * 2;
            shard.shrink_to(room);
        }
    }
}

impl<K: Copy + Eq + Hash, S: BuildHasher + Default> StateStore for Counts<K, S> {
    type Key = K;

    fn measure_and_replace<T, F, E>(&self, key: &K, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let hash = self.hasher.hash_one(key);
        // The map has its own use for the lowest and the highest bits.
        let shard = (hash >> 32) as usize % SHARDS;
        let key = Hashed { hash, key: *key };
        let mut shard = lock(&self.shards[shard]);
        if let Some(recovered) = shard.get_mut(&key) {
            let (outcome, next) = decide(Some(Nanos::from(*recovered)))?;
            *recovered = next.as_u64();
            return Ok(outcome);
        }
        let (outcome, next) = decide(None)?;
        let next = next.as_u64();
        shard.insert(key, next);
        drop(shard);
        // The first message of a key recovers one interval from now.
        self.forget(next.saturating_sub(self.interval));
        Ok(outcome)
    }
}

/// A key with its hash, which chooses the shard and the place in the shard, and so is computed once.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Hashed<K> {
    hash: u64,
    key: K,
}

impl<K> Hash for Hashed<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// Makes hashers that return the number which they are given.
#[derive(Clone, Default)]
struct KnownHash;

impl BuildHasher for KnownHash {
    type Hasher = Given;

    fn build_hasher(&self) -> Given {
        Given(0)
    }
}

struct Given(u64);

impl Hasher for Given {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
}

#[cfg(test)]
impl<K: Copy + Eq + Hash, S: BuildHasher + Default>
    governor::state::keyed::ShrinkableKeyedStateStore<K> for Counts<K, S>
{
    fn retain_recent(&self, _: Nanos) {}

    fn len(&self) -> usize {
        self.shards.iter().map(|shard| lock(shard).len()).sum()
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use std::{hash::RandomState, num::NonZeroU32};

    use governor::state::keyed::ShrinkableKeyedStateStore;

    use super::*;

    const SECOND: u64 = 1_000_000_000;

    /// The counts of a limit of one message a second.
    fn counts() -> Counts<u64, RandomState> {
        let quota = Quota::with_period(Duration::from_secs(1)).unwrap();
        Counts::new(quota.allow_burst(NonZeroU32::MIN))
    }

    /// The first message of `key`, at the time `now`.
    fn first(counts: &Counts<u64, RandomState>, key: u64, now: u64) {
        let outcome = counts.measure_and_replace(&key, |before| {
            before.map_or(Ok(((), Nanos::from(now + SECOND))), Err)
        });
        assert!(outcome.is_ok(), "the key is new");
    }

    fn room(counts: &Counts<u64, RandomState>) -> usize {
        counts
            .shards
            .iter()
            .map(|shard| lock(shard).capacity())
            .sum()
    }

    #[test]
    fn a_key_keeps_its_number_until_it_has_recovered() {
        let counts = counts();
        first(&counts, 7, 0);
        for key in 1000..2000 {
            first(&counts, key, SECOND - 1);
        }
        let before = counts.measure_and_replace(&7, Err::<((), Nanos), _>);
        assert_eq!(before, Err(Some(Nanos::from(SECOND))));
        for key in 2000..3000 {
            first(&counts, key, SECOND + key * SECOND / 64);
        }
        let before = counts.measure_and_replace(&7, Err::<((), Nanos), _>);
        assert_eq!(before, Err(None));
    }

    #[test]
    fn room_that_is_not_needed_is_given_back() {
        let counts = counts();
        for key in 0..100_000 {
            first(&counts, key, 0);
        }
        assert!(room(&counts) >= 99_000);
        // One shard for each new key, although they come seldom.
        for key in 0..100 {
            first(&counts, 100_000 + key, (key + 1) * 60 * SECOND);
        }
        assert!(counts.len() <= SHARDS, "{} keys", counts.len());
        assert!(
            room(&counts) <= SHARDS * SMALL * 4,
            "room for {}",
            room(&counts)
        );
    }

    #[test]
    fn one_turn_is_taken_at_a_time() {
        let counts = counts();
        for key in 0..6400 {
            first(&counts, key, 0);
        }
        let before = counts.len();
        for key in 6400..6410 {
            first(&counts, key, 2 * SECOND);
        }
        let forgotten = before + 10 - counts.len();
        // A shard has about a hundred keys.
        assert!((50..200).contains(&forgotten), "{forgotten} were forgotten");
    }
}
