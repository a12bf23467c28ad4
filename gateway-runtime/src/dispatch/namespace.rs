//! One namespace at run time: its gateways, merged, since socketioxide knows one handler for each.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use super::{Children, Lifecycle};
use crate::{
    error::{ErrorPolicy, WsError},
    extract::{ConnectionContext, DisconnectContext},
    gateway::Ordering,
    registry::{BoundHook, Providers, Table, Waiting},
    server::{Namespace, State},
};

/// What the gateways of a namespace, or of a pattern of namespaces, agree on, and what they do.
pub(crate) struct NamespaceRuntime {
    pub(crate) name: &'static str,
    pub(crate) members: Vec<Member>,
    pub(crate) table: Table,
    pub(crate) ordering: Ordering,
    pub(crate) max_in_flight: usize,
    pub(crate) max_waiting_answers: usize,
    /// Ping interval and timeout together.
    pub(crate) heartbeat: Duration,
    pub(crate) lifecycle: Arc<Lifecycle>,
    pub(crate) errors: ErrorPolicy,
    pub(crate) providers: Arc<Providers>,
    /// As soon as it is registered.
    pub(crate) places: OnceLock<Places>,
}

/// Where sockets can be.
pub(crate) enum Places {
    /// In one namespace.
    One(Arc<Namespace>),
    /// In each of those that a pattern stands for.
    Many(Arc<Children>),
}

/// One gateway of a namespace.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) connection: Option<BoundHook<ConnectionContext, WsError>>,
    pub(crate) disconnect: Option<DisconnectHook>,
    /// How many of its connection hooks run.
    pub(crate) connecting: Waiting,
    /// How many of its disconnect hooks run.
    pub(crate) leaving: Waiting,
}

/// A hook for sockets that leave.
pub(crate) type DisconnectHook = BoundHook<DisconnectContext, WsError>;

impl NamespaceRuntime {
    /// The namespace, or its pattern.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Where sockets can be; nothing before the namespace is registered.
    pub(super) fn places(&self) -> Option<&Places> {
        self.places.get()
    }

    /// What handles reach.
    pub(crate) fn state(&self) -> Option<State> {
        Some(match self.places.get()? {
            Places::One(namespace) => State::Running(Arc::clone(namespace)),
            Places::Many(children) => State::Pattern(Arc::clone(children)),
        })
    }

    /// The namespaces that exist.
    pub(crate) fn namespaces(&self) -> Vec<Arc<Namespace>> {
        match self.places.get() {
            Some(Places::One(namespace)) => vec![Arc::clone(namespace)],
            Some(Places::Many(children)) => children.all(),
            None => Vec::new(),
        }
    }

    /// The handlers of messages that wait for something or hold a thread, by gateway and method, and the hooks
    /// that run, by gateway and kind.
    pub(crate) fn in_work(&self) -> Vec<String> {
        let waiting = self.table.waiting();
        let mut handlers: Vec<String> = waiting.map(|one| one.name.clone()).collect();
        for namespace in self.namespaces() {
            let sessions = namespace.sessions();
            let holders = sessions.iter().filter_map(|one| one.holder_of_a_thread());
            handlers.extend(holders.map(str::to_owned));
        }
        for member in &self.members {
            for (hook, running) in [
                ("connection hook", &member.connecting),
                ("disconnect hook", &member.leaving),
            ] {
                let name = format!("{} ({hook})", member.name);
                handlers.extend(std::iter::repeat_n(name, running.count()));
            }
        }
        handlers
    }

    /// What the app decided about errors.
    pub(crate) fn errors(&self) -> &ErrorPolicy {
        &self.errors
    }

    /// What was provided to the app.
    pub(crate) fn providers(&self) -> &Providers {
        &self.providers
    }

    /// The gateways in name order.
    pub(super) fn members(&self) -> &[Member] {
        &self.members
    }

    /// Whether a socket has to be accepted by somebody before its messages are handled.
    pub(super) fn has_connection_hooks(&self) -> bool {
        self.members
            .iter()
            .any(|member| member.connection.is_some())
    }

    /// Gateway and event of each subscription.
    pub(crate) fn subscriptions(&self) -> &[(&'static str, String)] {
        self.table.subscriptions()
    }

    pub(crate) fn table(&self) -> &Table {
        &self.table
    }

    pub(super) fn ordering(&self) -> Ordering {
        self.ordering
    }

    pub(super) fn max_in_flight(&self) -> usize {
        self.max_in_flight
    }

    pub(super) fn max_waiting_answers(&self) -> usize {
        self.max_waiting_answers
    }

    pub(super) fn heartbeat(&self) -> Duration {
        self.heartbeat
    }

    pub(crate) fn lifecycle(&self) -> &Lifecycle {
        &self.lifecycle
    }
}
