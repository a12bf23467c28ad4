//! `Shared` is a started app: what its handles and everything that serves it share.

use std::{
    any::TypeId,
    net::SocketAddr,
    sync::{Arc, Mutex, OnceLock, atomic::AtomicBool},
    time::Duration,
};

use axum::Router;
use tokio::net::TcpListener;

#[cfg(feature = "contract")]
use super::explorer::Explorer;
use super::{
    end_hooks::EndHooks,
    endpoint::{CutOff, Endpoint, Port},
    health::Health,
    layers::OuterLayers,
};
#[cfg(feature = "admin-ui")]
use crate::admin::Admin;
#[cfg(feature = "tls")]
use crate::serve::ServedTls;
use crate::{
    dispatch::Inbox,
    events::{Bus, Listeners},
    gateway::Links,
    mistakes::LineLimit,
    options::Drain,
    registry::AnyGateway,
    session::Lifecycle,
    sorted::SortedMap,
    tasks::OwnTasks,
};

/// A started app, kept alive by the app's handles and by everything that serves it.
pub(crate) struct Shared {
    pub(super) instances: SortedMap<TypeId, AnyGateway>,
    pub(super) links: Arc<Links>,
    pub(super) endpoints: Vec<Arc<Endpoint>>,
    /// The endpoint of each gateway.
    pub(super) endpoint_of: SortedMap<TypeId, Arc<Endpoint>>,
    pub(super) lifecycle: Arc<Lifecycle>,
    /// How long the head of a request to a listener of the app may take.
    pub(super) request_head_timeout: Duration,
    /// How long the app's end may take when a signal demands it.
    pub(super) shutdown_deadline: Duration,
    /// How clients are let go before the app ends; `None` if all leave at once.
    pub(super) drain: Option<Drain>,
    pub(super) cut_off: CutOff,
    /// TLS of the app's own listeners, if they have it.
    #[cfg(feature = "tls")]
    pub(super) tls: Option<ServedTls>,
    /// What runs without a message of a client.
    pub(super) tasks: OwnTasks,
    pub(super) bus: Arc<Bus>,
    /// What the bus leads to: the app alone owns it.
    #[expect(dead_code, reason = "it is owned here, and reached through the bus")]
    pub(super) listeners: Arc<Listeners>,
    pub(super) end_hooks: Arc<EndHooks>,
    /// Whether a call shuts the app down, so that another one waits for it.
    pub(super) is_ending: AtomicBool,
    pub(super) health: Health,
    /// Where the app answers with its health.
    pub(super) health_path: Option<Arc<str>>,
    /// The routes beside the gateways.
    pub(super) router: Router,
    pub(super) layers: OuterLayers,
    /// The page of the contract, if the app has one.
    #[cfg(feature = "contract")]
    pub(super) explorer: Option<Explorer>,
    /// The Admin UI, if the app serves it: owned here, and reached through its namespace.
    #[cfg(feature = "admin-ui")]
    #[expect(
        dead_code,
        reason = "it is owned here, and reached through its namespace"
    )]
    pub(super) admin: Option<Arc<Admin>>,
    /// Limits the lines about paths where no gateway is.
    pub(super) unknown_paths: LineLimit,
    /// The listeners between `bind` and `serve`.
    pub(super) bound: Mutex<Vec<Bound>>,
    /// Where the app listens, once it is bound.
    pub(super) addresses: OnceLock<Addresses>,
}

impl Shared {
    /// The endpoints whose gateways have this port.
    pub(super) fn endpoints_of_port(&self, number: u16) -> Vec<Arc<Endpoint>> {
        let endpoints = self.endpoints.iter();
        endpoints
            .filter(|endpoint| endpoint.port.is_some_and(|port| port.is(number)))
            .cloned()
            .collect()
    }

    /// The endpoints of a listener. `None` is the app's own listener, whose port gateways may name too.
    pub(super) fn endpoints_at(&self, port: Option<Port>) -> Vec<Arc<Endpoint>> {
        let own = self.addresses.get().map(|addresses| addresses.own.port());
        let endpoints = self.endpoints.iter();
        endpoints
            .filter(|endpoint| {
                let number = endpoint.port.map(Port::number);
                endpoint.port == port || (port.is_none() && number == own)
            })
            .cloned()
            .collect()
    }

    /// How the addresses of the app's own listeners begin.
    #[cfg_attr(
        not(feature = "tls"),
        expect(clippy::unused_self, reason = "only TLS makes a difference")
    )]
    pub(super) fn scheme(&self) -> &'static str {
        #[cfg(feature = "tls")]
        if self.tls.is_some() {
            return "https";
        }
        "http"
    }

    /// The inboxes of the sockets of all endpoints.
    pub(super) fn inboxes(&self) -> Vec<Arc<Inbox>> {
        let endpoints = self.endpoints.iter();
        endpoints.flat_map(|endpoint| endpoint.inboxes()).collect()
    }
}

/// Where the app listens.
pub(super) struct Addresses {
    /// The address of the app's own listener.
    pub(super) own: SocketAddr,
    /// Where the gateways with a port of their own listen, by that port.
    pub(super) by_port: SortedMap<Port, SocketAddr>,
}

/// A listener that is bound and not served yet.
pub(super) struct Bound {
    pub(super) listener: TcpListener,
    /// The port that gateways name for this listener; `None` for the app's own listener.
    pub(super) port: Option<Port>,
}
