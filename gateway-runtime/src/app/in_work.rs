//! What is in work at the end of the app, for the log.

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use super::{Shared, shutdown::inboxes};
use crate::{sorted::SortedMap, sync::lock};

/// What the shutdown has cut off, which outlives the app: a handler that holds its thread may do so too.
pub(super) type CutOff = Arc<Mutex<InWork>>;

/// How many messages each handler has in work, by gateway and method, how often each hook runs, and how many
/// sockets have not taken their answers.
#[derive(Clone, Default)]
pub(super) struct InWork {
    handlers: SortedMap<String, usize>,
    unread: usize,
}

impl InWork {
    pub(super) fn of(shared: &Shared) -> Self {
        let mut handlers = SortedMap::new();
        let runtimes = shared.servers.iter().flat_map(|server| &server.namespaces);
        for name in runtimes.flat_map(|runtime| runtime.in_work()) {
            *handlers.get_or_insert_with(name, || 0) += 1;
        }
        let inboxes = inboxes(shared);
        let unread = inboxes
            .iter()
            .filter(|inbox| inbox.session().owes_something());
        Self {
            handlers,
            unread: unread.count(),
        }
    }

    /// The same, kept for the last line of the log.
    pub(super) fn cut_off(shared: &Shared) -> Self {
        let in_work = Self::of(shared);
        if !in_work.is_empty() {
            lock(&shared.cut_off).clone_from(&in_work);
        }
        in_work
    }

    fn is_empty(&self) -> bool {
        self.handlers.is_empty() && self.unread == 0
    }

    /// What holds the process: what is in work now, or what was when it was cut off.
    pub(super) fn at_last(shared: Option<&Shared>, cut_off: &CutOff) -> Self {
        let now = shared.map(Self::of).filter(|now| !now.is_empty());
        now.unwrap_or_else(|| lock(cut_off).clone())
    }
}

/// `Life::hold (2), Life::stream (1), answers that 1 client does not read`
impl fmt::Display for InWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let handlers = self.handlers.iter();
        let mut parts: Vec<String> = handlers
            .map(|(name, messages)| format!("{name} ({messages})"))
            .collect();
        match self.unread {
            0 if parts.is_empty() => parts.push(
                "no handler of a message and no hook; maybe a route, or what one of them has left to a thread"
                    .to_owned(),
            ),
            0 => {}
            1 => parts.push("answers that 1 client does not read".to_owned()),
            clients => parts.push(format!("answers that {clients} clients do not read")),
        }
        f.write_str(&parts.join(", "))
    }
}
