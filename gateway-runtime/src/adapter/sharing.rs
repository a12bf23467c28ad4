//! How rooms are shared between servers.

use std::fmt;

use super::{AdapterChoice, SharingHealth};

/// How the namespaces of an app are shared between servers: what a
/// [`WebSocketAdapter`](super::WebSocketAdapter) decides, mostly by passing on that of a ready-made one.
#[derive(Clone, Default)]
pub struct Sharing(AdapterChoice);

impl Sharing {
    /// One server: nothing is shared.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether the backend can be reached.
    #[must_use]
    pub fn health(&self) -> SharingHealth {
        self.0.health()
    }

    #[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
    pub(super) fn of(choice: AdapterChoice) -> Self {
        Self(choice)
    }

    pub(crate) fn into_choice(self) -> AdapterChoice {
        self.0
    }
}

impl fmt::Debug for Sharing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sharing")
            .field("is_shared", &self.0.is_shared())
            .finish()
    }
}
