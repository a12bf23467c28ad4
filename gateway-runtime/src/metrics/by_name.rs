//! `CountersByName` is a counter for each name that the program chooses while it runs: as many as there may be, and
//! then one for all others.

use std::sync::{OnceLock, PoisonError, RwLock};

use metrics::{Counter, Label, counter};
use rustc_hash::FxHashMap;

/// The name of all that are one too many.
const OTHER: &str = "other";

/// See the [module](self).
pub(super) struct CountersByName {
    metric: &'static str,
    labels: Vec<Label>,
    /// The label that has the name.
    key: &'static str,
    limit: usize,
    known: RwLock<FxHashMap<Box<str>, Counter>>,
    other: OnceLock<Counter>,
}

impl CountersByName {
    /// Counters of a metric, with these labels and the name as `key`.
    pub(super) fn new(
        metric: &'static str,
        labels: &[Label],
        key: &'static str,
        limit: usize,
    ) -> Self {
        Self {
            metric,
            labels: labels.to_vec(),
            key,
            limit,
            known: RwLock::default(),
            other: OnceLock::new(),
        }
    }

    /// The same with these names from the start, so that the first of each is seen as a change of its counter.
    pub(super) fn with(self, names: &[&str]) -> Self {
        let counters = names
            .iter()
            .map(|name| ((*name).into(), self.counter(name)));
        let known = counters.collect();
        Self {
            known: RwLock::new(known),
            ..self
        }
    }

    /// Counts one more of `name`.
    pub(super) fn increment(&self, name: &str) {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(counter) = known.get(name) {
            return counter.increment(1);
        }
        drop(known);
        self.meet(name);
    }

    /// Counts one of a name that was not there before, or is one too many.
    #[cold]
    fn meet(&self, name: &str) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(counter) = known.get(name) {
            counter.increment(1);
        } else if known.len() < self.limit {
            let counter = self.counter(name);
            counter.increment(1);
            known.insert(name.into(), counter);
        } else {
            let other = self.other.get_or_init(|| self.counter(OTHER));
            other.increment(1);
        }
    }

    fn counter(&self, name: &str) -> Counter {
        let mut labels = self.labels.clone();
        labels.push(Label::new(self.key, name.to_owned()));
        counter!(self.metric, labels)
    }
}
