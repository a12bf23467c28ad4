//! `Arrival` is when this server began to be counted by the others.
//!
//! A server of Node first counts who listens to the requests, then asks, and takes so many answers for all of them. In between
//! this server may arrive: its answer would stand in the place of another server's, whose sockets would be missing. So what
//! this server is asked in its first moments it answers late, when those who have not counted it have all their answers and
//! ignore one more.

use std::{sync::OnceLock, time::Duration};

use tokio::time::Instant;

/// How long it may take from counting to asking.
pub(super) const COUNTED: Duration = Duration::from_millis(200);

#[derive(Default)]
pub(super) struct Arrival(OnceLock<Instant>);

impl Arrival {
    /// Notes that this server is counted from now on.
    pub(super) fn note(&self) {
        let _ = self.0.set(Instant::now());
    }

    /// How late the answer to a request has to be that comes now: less and less, so that of several servers that arrive
    /// together the first answers first.
    pub(super) fn late(&self) -> Duration {
        let present = self.0.get().map(Instant::elapsed).unwrap_or_default();
        COUNTED.saturating_sub(present)
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn answers_are_late_at_first() {
        let arrival = Arrival::default();
        assert_eq!(arrival.late(), COUNTED);
        arrival.note();
        assert_eq!(arrival.late(), COUNTED);
        advance(COUNTED / 4).await;
        assert_eq!(arrival.late(), COUNTED * 3 / 4);
        advance(COUNTED).await;
        assert_eq!(arrival.late(), Duration::ZERO);
    }
}
