//! `InWork` is what the endpoints of an app have in work when the app ends, for the log.

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use super::Endpoint;
use crate::{sorted::SortedMap, sync::lock, tasks::Tasks};

/// How many messages each handler has in work, by gateway and method, how often each hook, timer and listener runs, and how many
/// sockets have not taken their answers.
#[derive(Clone, Default)]
pub(crate) struct InWork {
    handlers: SortedMap<String, usize>,
    unread: usize,
}

impl InWork {
    pub(crate) fn of(endpoints: &[Arc<Endpoint>], tasks: &Tasks) -> Self {
        let mut handlers = SortedMap::new();
        let runtimes = endpoints.iter().flat_map(|endpoint| &endpoint.namespaces);
        let handlers_and_hooks = runtimes.flat_map(|runtime| runtime.in_work());
        for name in handlers_and_hooks.chain(tasks.names()) {
            *handlers.get_or_insert_with(name, || 0) += 1;
        }
        let inboxes = endpoints.iter().flat_map(|endpoint| endpoint.inboxes());
        let unread = inboxes.filter(|inbox| inbox.session().owes_something());
        Self {
            handlers,
            unread: unread.count(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.handlers.is_empty() && self.unread == 0
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

/// What the shutdown has cut off. It outlives the app, since a handler that holds its thread may do so too.
#[derive(Clone, Default)]
pub(crate) struct CutOff(Arc<Mutex<InWork>>);

impl CutOff {
    /// Keeps what is cut off now for the last line of the log, unless nothing is.
    pub(crate) fn note(&self, in_work: &InWork) {
        if !in_work.is_empty() {
            lock(&self.0).clone_from(in_work);
        }
    }

    /// What was kept last.
    pub(crate) fn noted(&self) -> InWork {
        lock(&self.0).clone()
    }
}
