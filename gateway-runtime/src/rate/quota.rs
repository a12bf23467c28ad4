//! `quota` is what a throttle says, in the terms of `governor`.

use std::{num::NonZeroU32, time::Duration};

use governor::Quota;

/// The longest time in which a used-up limit recovers, about 73 years: `governor` counts nanoseconds in 64 bits, and
/// panics where they do not fit.
const LONGEST: Duration = Duration::from_nanos(1 << 61);

/// The shortest time between two messages.
const SHORTEST: Duration = Duration::from_nanos(1);

/// `limit` messages in each `period`, of which `burst` may come at once; `None` if nothing is let through.
pub(crate) fn quota(limit: u32, period: Duration, burst: u32) -> Option<Quota> {
    let limit = NonZeroU32::new(limit)?;
    let burst = NonZeroU32::new(burst)?;
    let interval = (period / limit.get()).clamp(SHORTEST, LONGEST / burst.get());
    Some(Quota::with_period(interval)?.allow_burst(burst))
}

#[cfg(test)]
mod tests {
    use governor::{RateLimiter, middleware::NoOpMiddleware, state::InMemoryState};

    use super::{super::clock::TokioClock, *};

    #[test]
    fn a_minute_is_divided_by_the_limit() {
        let quota = quota(5, Duration::from_mins(1), 7).unwrap();
        assert_eq!(quota.replenish_interval(), Duration::from_secs(12));
        assert_eq!(quota.burst_size().get(), 7);
    }

    #[test]
    fn nothing_is_let_through_by_a_limit_of_zero() {
        assert!(quota(0, Duration::from_secs(1), 1).is_none());
    }

    #[test]
    fn no_value_panics() {
        for limit in [1, u32::MAX] {
            for burst in [1, u32::MAX] {
                for period in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
                    let quota = quota(limit, period, burst).unwrap();
                    let limiter = RateLimiter::<_, _, _, NoOpMiddleware<_>>::new(
                        quota,
                        InMemoryState::default(),
                        TokioClock,
                    );
                    for _ in 0..3 {
                        if let Err(refused) = limiter.check() {
                            let _moment = refused.earliest_possible();
                        }
                    }
                }
            }
        }
    }
}
