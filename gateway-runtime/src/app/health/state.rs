//! `HealthState` is how an app is, with the reason.

use std::fmt;

/// How an app is. It is displayed as the reason for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HealthState {
    /// The init hooks have not returned.
    Starting,
    /// New clients may come.
    Ready,
    /// The other servers cannot be reached.
    SharingDown,
    /// The app is about to end, or lets its clients go: see [`Drain`](crate::Drain).
    Draining,
    /// The app is shutting down.
    ShuttingDown,
    /// The app has been shut down.
    Ended,
}

impl HealthState {
    /// A word for programs: `starting`, `ready`, `sharing_down`, `draining`, `shutting_down` or `ended`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Ready => "ready",
            Self::SharingDown => "sharing_down",
            Self::Draining => "draining",
            Self::ShuttingDown => "shutting_down",
            Self::Ended => "ended",
        }
    }
}

impl fmt::Display for HealthState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Starting => "the app is starting",
            Self::Ready => "new clients may come",
            Self::SharingDown => "the other servers cannot be reached",
            Self::Draining => "the app is about to end",
            Self::ShuttingDown => "the app is shutting down",
            Self::Ended => "the app has been shut down",
        })
    }
}
