//! One namespace at run time: its gateways, merged, since socketioxide knows one handler for each.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use super::Lifecycle;
use crate::{
    error::WsError,
    extract::{ConnectionContext, DisconnectContext},
    gateway::Ordering,
    registry::{BoundHook, Table},
    server::Namespace,
};

/// What the gateways of a namespace agree on, and what they do.
pub(crate) struct NamespaceRuntime {
    pub(crate) name: String,
    pub(crate) members: Vec<Member>,
    pub(crate) table: Table,
    pub(crate) ordering: Ordering,
    pub(crate) max_in_flight: usize,
    pub(crate) max_waiting_answers: usize,
    /// Ping interval and timeout together.
    pub(crate) heartbeat: Duration,
    pub(crate) lifecycle: Arc<Lifecycle>,
    /// For the sockets' handles, as soon as the namespace is registered.
    pub(crate) handle: OnceLock<Arc<Namespace>>,
}

/// One gateway of a namespace.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) connection: Option<BoundHook<ConnectionContext, WsError>>,
    pub(crate) disconnect: Option<BoundHook<DisconnectContext, WsError>>,
}

impl NamespaceRuntime {
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The namespace as handles use it.
    pub(crate) fn handle(&self) -> Option<&Arc<Namespace>> {
        self.handle.get()
    }

    /// The gateways in name order.
    pub(super) fn members(&self) -> &[Member] {
        &self.members
    }

    /// Gateway and event of each subscription.
    pub(crate) fn subscriptions(&self) -> &[(&'static str, String)] {
        self.table.subscriptions()
    }

    pub(super) fn table(&self) -> &Table {
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

    pub(super) fn lifecycle(&self) -> &Lifecycle {
        &self.lifecycle
    }
}
