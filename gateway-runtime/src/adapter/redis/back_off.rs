//! How long to wait before the next attempt.

use std::{
    hash::{BuildHasher as _, RandomState},
    time::Duration,
};

/// The first wait, doubled at each failure.
const FIRST: Duration = Duration::from_millis(50);
/// No wait is longer, so that servers hear one another soon after their backend is back.
const LONGEST: Duration = Duration::from_secs(1);

/// The waits of one outage.
#[derive(Default)]
pub(super) struct BackOff {
    failures: u32,
}

impl BackOff {
    /// The next wait: a random one between half of its length and the whole, since all servers lose
    /// their backend at the same time.
    pub(super) fn next(&mut self) -> Duration {
        let longest = FIRST
            .saturating_mul(2_u32.saturating_pow(self.failures))
            .min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        let half = longest / 2;
        // The standard library's only source of random numbers.
        let random = RandomState::new().hash_one(self.failures) % 1_000;
        half + half.mul_f64(f64::from(u32::try_from(random).unwrap_or_default()) / 1_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_second_and_no_further() {
        let mut back_off = BackOff::default();
        let waits: Vec<_> = (0..40).map(|_| back_off.next()).collect();
        assert!(waits[0] >= FIRST / 2 && waits[0] <= FIRST);
        assert!(waits[2] >= FIRST * 2 && waits[2] <= FIRST * 4);
        for wait in &waits[6..] {
            assert!(*wait >= LONGEST / 2 && *wait <= LONGEST, "{wait:?}");
        }
    }
}
