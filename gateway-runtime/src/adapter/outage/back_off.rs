//! `BackOff` waits before each attempt to reach a backend again.

use std::{
    hash::{BuildHasher as _, RandomState},
    time::Duration,
};

use tokio::time::sleep;

/// The first wait, doubled at each failure.
const FIRST: Duration = Duration::from_millis(50);
/// No wait is longer, so that servers hear one another soon after their backend is back.
const LONGEST: Duration = Duration::from_secs(1);

/// The waits of one outage.
#[derive(Default)]
pub(crate) struct BackOff {
    attempts: u32,
}

impl BackOff {
    /// Waits before an attempt. The first attempt needs no wait.
    pub(crate) async fn wait(&mut self) {
        sleep(self.next()).await;
    }

    /// A random wait between half of its length and the whole, since all servers lose their backend
    /// at the same time.
    fn next(&mut self) -> Duration {
        let Some(doubled) = self.attempts.checked_sub(1) else {
            self.attempts = 1;
            return Duration::ZERO;
        };
        self.attempts = self.attempts.saturating_add(1);
        let longest = FIRST
            .saturating_mul(2_u32.saturating_pow(doubled))
            .min(LONGEST);
        let half = longest / 2;
        // The standard library's only source of random numbers.
        let random = RandomState::new().hash_one(doubled) % 1_000;
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
        assert_eq!(waits[0], Duration::ZERO);
        assert!(waits[1] >= FIRST / 2 && waits[1] <= FIRST, "{waits:?}");
        assert!(waits[3] >= FIRST * 2 && waits[3] <= FIRST * 4, "{waits:?}");
        for wait in &waits[7..] {
            assert!(*wait >= LONGEST / 2 && *wait <= LONGEST, "{wait:?}");
        }
    }
}
