//! `Seldom` limits how often something happens, such as a log line that clients could otherwise cause any
//! number of times.

use std::{sync::Mutex, time::Duration};

use tokio::time::Instant;

use crate::sync::lock;

/// Lets something happen once, and not again before a pause is over.
#[derive(Debug)]
pub(crate) struct Seldom {
    pause: Duration,
    /// When [`is_due`](Self::is_due) was true for the last time.
    last: Mutex<Option<Instant>>,
}

impl Seldom {
    pub(crate) const fn new(pause: Duration) -> Self {
        Self {
            pause,
            last: Mutex::new(None),
        }
    }

    /// True if the pause since the last `true` is over, which begins the next pause.
    pub(crate) fn is_due(&self) -> bool {
        let now = Instant::now();
        let mut last = lock(&self.last);
        let is_due = last.is_none_or(|last| now.duration_since(last) >= self.pause);
        if is_due {
            *last = Some(now);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn once_in_a_pause() {
        let seldom = Seldom::new(Duration::from_mins(1));
        assert!(seldom.is_due());
        assert!(!seldom.is_due());
        advance(Duration::from_millis(59_999)).await;
        assert!(!seldom.is_due());
        advance(Duration::from_millis(1)).await;
        assert!(seldom.is_due());
        assert!(!seldom.is_due());
    }
}
