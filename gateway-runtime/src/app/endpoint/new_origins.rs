//! `NewOrigins` tells which refused origins the log does not have yet: a page that tries again and again must not fill the
//! log, and neither must a stranger who invents origins.

use std::{collections::HashSet, sync::Mutex, time::Duration};

use tokio::time::Instant;

use crate::sync::lock;

/// How many origins are new in a minute. More of them are not logged, and counted all the same.
const REMEMBERED: usize = 10;

/// How long an origin is not new again. After that all are forgotten, so that invented origins keep no other one out of the
/// log for longer.
const MINUTE: Duration = Duration::from_mins(1);

/// The origins of this minute.
#[derive(Default)]
pub(super) struct NewOrigins(Mutex<Remembered>);

#[derive(Default)]
struct Remembered {
    since: Option<Instant>,
    origins: HashSet<String>,
}

impl NewOrigins {
    /// Whether the origin is to be logged, as the first time in this minute.
    pub(super) fn is_new(&self, origin: &str) -> bool {
        let now = Instant::now();
        let mut remembered = lock(&self.0);
        let is_this_minute = |since| now.duration_since(since) < MINUTE;
        if !remembered.since.is_some_and(is_this_minute) {
            remembered.since = Some(now);
            remembered.origins.clear();
        }
        remembered.origins.len() < REMEMBERED && remembered.origins.insert(origin.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_origin_is_new_once_a_minute_and_ten_are() {
        let origins = NewOrigins::default();
        for _ in 0..3 {
            assert!(origins.is_new("https://a.example"));
            assert!(!origins.is_new("https://a.example"));
            for number in 1..REMEMBERED {
                assert!(origins.is_new(&format!("https://{number}.example")));
            }
            assert!(!origins.is_new("https://b.example"));
            advance(MINUTE.saturating_sub(Duration::from_millis(1))).await;
            assert!(!origins.is_new("https://b.example"));
            advance(Duration::from_millis(1)).await;
        }
    }
}
