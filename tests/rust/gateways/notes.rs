//! `Notes` is a provider in which gateways note what happens to them.

use std::{
    fmt::Display,
    sync::{Arc, Mutex, PoisonError},
};

/// What was noted, in order. Clones are the same notes.
#[derive(Clone, Default)]
pub(crate) struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    pub(crate) fn note(&self, what: impl Display) {
        self.lines().push(what.to_string());
    }

    /// Everything that was noted so far.
    pub(crate) fn all(&self) -> Vec<String> {
        self.lines().clone()
    }

    fn lines(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
