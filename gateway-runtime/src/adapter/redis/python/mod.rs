//! `python` hears what the managers of python-socketio write, and does it with the clients of this server.
//!
//! `PythonEmitters` are those that one server listens to: on one channel for all its namespaces. `message` is what they say.
//! Nobody is answered, and nothing is told to the other servers, since each of them listens for itself.

mod clients;
#[cfg(feature = "__fuzz")]
pub(super) mod fuzz;
mod listening;
mod message;
mod names;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use tokio::sync::mpsc;

use super::{inbox::Inbox, options::WAITING_MESSAGES, subscription::Subscription};
use crate::{protocol::DynAdapter, spawn::spawn, sync::lock};
use clients::NamespaceClients;

/// The emitters that one server listens to.
pub(super) struct PythonEmitters {
    channel: String,
    namespaces: Namespaces,
}

/// The clients of each namespace, by its path.
type Namespaces = Arc<Mutex<HashMap<String, NamespaceClients>>>;

impl PythonEmitters {
    /// Listens for as long as `inbox` does. From the next connection on, the inbox is filled from `channel`.
    pub(super) fn listen(channel: &str, inbox: &Inbox) -> Self {
        // One queue, so that what was said first is done first, in whatever namespaces.
        let (sender, messages) = mpsc::channel(WAITING_MESSAGES);
        inbox.insert(Subscription::Channel(channel.to_owned()), None, sender);
        let namespaces = Namespaces::default();
        spawn(Box::pin(listening::listen(
            Arc::clone(&namespaces),
            messages,
        )));
        Self {
            channel: channel.to_owned(),
            namespaces,
        }
    }

    /// Where they are listened to.
    pub(super) fn channel(&self) -> &str {
        &self.channel
    }

    /// From now on they reach the clients of the namespace of `adapter`.
    pub(super) fn reach(&self, adapter: &Arc<dyn DynAdapter>) {
        let path = adapter.local_dyn().path().to_string();
        let clients = NamespaceClients::of(adapter);
        lock(&self.namespaces).insert(path, clients);
    }
}
