//! `Sessions` are the sign-ins of admins, so that a page that is loaded again need not ask for the password.

use std::{collections::HashMap, sync::Mutex, time::Duration};

use tokio::time::Instant;

use crate::sync::lock;

/// How long a sign-in lasts, as on Node.
const LASTS: Duration = Duration::from_hours(24);

/// How many there may be. One more ends the oldest.
const MOST: usize = 1_000;

/// The sign-ins that last, each by a secret that only its page knows.
#[derive(Default)]
pub(super) struct Sessions {
    ends: Mutex<HashMap<String, Instant>>,
}

impl Sessions {
    /// A new one; `None` if the system gives no random numbers.
    pub(super) fn begin(&self) -> Option<String> {
        let mut secret = [0; 16];
        getrandom::fill(&mut secret).ok()?;
        let id = format!("{:032x}", u128::from_ne_bytes(secret));
        let now = Instant::now();
        let mut ends = lock(&self.ends);
        ends.retain(|_, end| *end > now);
        if ends.len() >= MOST
            && let Some(oldest) = ends.iter().min_by_key(|(_, end)| **end)
        {
            let oldest = oldest.0.clone();
            ends.remove(&oldest);
        }
        ends.insert(id.clone(), now + LASTS);
        Some(id)
    }

    /// Whether this one lasts.
    pub(super) fn has(&self, id: &str) -> bool {
        let ends = lock(&self.ends);
        ends.get(id).is_some_and(|end| *end > Instant::now())
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_session_lasts_for_a_day() {
        let sessions = Sessions::default();
        let id = sessions.begin().expect("is random");
        assert!(sessions.has(&id));
        assert!(!sessions.has(""));
        advance(LASTS).await;
        assert!(!sessions.has(&id));
    }

    #[tokio::test(start_paused = true)]
    async fn there_are_not_more_than_the_most() {
        let sessions = Sessions::default();
        let first = sessions.begin().expect("is random");
        for _ in 0..MOST {
            advance(Duration::from_millis(1)).await;
            sessions.begin().expect("is random");
        }
        assert!(!sessions.has(&first));
        assert_eq!(lock(&sessions.ends).len(), MOST);
    }
}
