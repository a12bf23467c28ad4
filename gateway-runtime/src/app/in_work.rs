//! What is in work at the end of the app, for the log.

use std::{collections::BTreeMap, fmt};

use super::{Shared, shutdown::sessions};

/// How many messages each handler has in work, by gateway and method, how often each hook runs, and how many
/// sockets have not taken their answers.
#[derive(Default)]
pub(super) struct InWork {
    handlers: BTreeMap<String, usize>,
    unread: usize,
}

impl InWork {
    pub(super) fn of(shared: &Shared) -> Self {
        let mut handlers = BTreeMap::new();
        let runtimes = shared.servers.iter().flat_map(|server| &server.namespaces);
        for name in runtimes.flat_map(|runtime| runtime.in_work()) {
            *handlers.entry(name).or_default() += 1;
        }
        let sessions = sessions(shared);
        let unread = sessions.iter().filter(|session| session.owes_something());
        Self {
            handlers,
            unread: unread.count(),
        }
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
