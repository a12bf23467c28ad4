//! The handlers that are in work at the end of the app, for the log.

use std::{collections::BTreeMap, fmt};

use super::Shared;

/// How many messages each handler has in work, by gateway and method.
#[derive(Default)]
pub(super) struct InWork(BTreeMap<String, usize>);

impl InWork {
    pub(super) fn of(shared: &Shared) -> Self {
        let mut handlers = BTreeMap::new();
        let runtimes = shared.servers.iter().flat_map(|server| &server.namespaces);
        for name in runtimes.flat_map(|runtime| runtime.in_work()) {
            *handlers.entry(name).or_default() += 1;
        }
        Self(handlers)
    }
}

/// `Life::hold (2), Life::stream (1)`
impl fmt::Display for InWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("no handler of a message");
        }
        for (index, (name, messages)) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{name} ({messages})")?;
        }
        Ok(())
    }
}
