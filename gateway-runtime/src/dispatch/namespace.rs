//! `NamespaceRuntime` is a namespace's gateways, merged, since the protocol library knows one handler for
//! each namespace.

use std::sync::Arc;

use super::{Inbox, ServerEventHook};
use crate::{
    enhance::{ConnectionGuards, Filters, Target},
    extract::{ConnectionContext, DisconnectContext},
    gateway::Ordering,
    handles::ConnectionSpan,
    mistakes::LineLimit,
    registry::{BoundHook, Table, Waiting},
    session::NamespaceContext,
};

/// What the gateways of a namespace, or of a pattern of namespaces, agree on, and what they do.
pub(crate) struct NamespaceRuntime {
    pub(crate) context: Arc<NamespaceContext>,
    /// The gateways in name order.
    pub(crate) members: Vec<Member>,
    pub(crate) table: Table,
    /// Decide who may connect.
    pub(crate) guards: ConnectionGuards,
    /// What makes the spans of connections, if the app says it.
    pub(crate) connection_span: Option<ConnectionSpan>,
    /// How many bytes of `auth` a client may have sent for all its namespaces: they are kept.
    pub(crate) max_auth: usize,
    pub(crate) ordering: Ordering,
    pub(crate) max_in_flight: usize,
    /// Whether an event that nobody handles is ignored.
    pub(crate) ignores_unknown_events: bool,
    /// Limits the lines about events that nobody handles.
    pub(crate) unknown_events: LineLimit,
}

/// One gateway of a namespace.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) connection: Option<BoundHook<ConnectionContext>>,
    pub(crate) disconnect: Option<DisconnectHook>,
    /// Who turns a failure of its connection hook into what the client is told.
    pub(crate) filters: Filters,
    /// The gateway, as its filters know it.
    pub(crate) target: Arc<Target>,
    /// How many of its connection hooks run.
    pub(crate) connecting: Waiting,
    /// How many of its disconnect hooks run.
    pub(crate) leaving: Waiting,
    /// What is called for events of the other servers.
    pub(crate) server_events: Vec<ServerEventHook>,
}

/// A hook for sockets that leave.
pub(crate) type DisconnectHook = BoundHook<DisconnectContext>;

impl NamespaceRuntime {
    /// The inboxes of the sockets that are connected to this server.
    pub(crate) fn inboxes(&self) -> Vec<Arc<Inbox>> {
        let namespaces = self.context.namespaces();
        let inboxes = namespaces.iter();
        inboxes
            .flat_map(|namespace| namespace.protocol().attached())
            .collect()
    }

    /// The handlers of messages that wait for something or hold a thread, by gateway and method, and the hooks
    /// that run, by gateway and kind.
    pub(crate) fn in_work(&self) -> Vec<String> {
        let waiting = self.table.waiting();
        let mut handlers: Vec<String> = waiting.map(|one| one.name.clone()).collect();
        let inboxes = self.inboxes();
        let holders = inboxes.iter().filter_map(|one| one.holder_of_a_thread());
        handlers.extend(holders.map(str::to_owned));
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
}
