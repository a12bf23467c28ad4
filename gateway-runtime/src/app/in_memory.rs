//! `InMemory` is an app that is served without ports, and what the test kit asks such an app.

use std::{
    any::TypeId,
    sync::{Arc, Weak},
};

use futures_util::future::BoxFuture;

use super::{
    GatewayApp, GatewayAppBuilder,
    endpoint::{Endpoint, PATH, Port},
    http::{self, MemoryConnector},
    shared::Shared,
};
#[cfg(feature = "testing-contract")]
use crate::contract::Contract;
use crate::{
    error::AppError,
    gateway::Gateway,
    options::Parser,
    protocol::SocketId,
    session::{Destination, Session},
};

/// An app whose connections are in memory.
pub(crate) struct InMemory {
    pub(crate) app: GatewayApp,
    /// How the app's messages are written.
    pub(crate) parser: Parser,
    /// Opens connections.
    pub(crate) connector: MemoryConnector,
    /// Makes the contract of the app.
    #[cfg(feature = "testing-contract")]
    pub(crate) contract: Box<dyn FnOnce() -> Contract + Send>,
    /// Serves the connections until the app is shut down.
    pub(crate) served: BoxFuture<'static, Result<(), AppError>>,
}

/// Where an endpoint is.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) port: Option<Port>,
    pub(crate) path: String,
}

impl Place {
    /// Where clients connect that name neither a port nor a path.
    pub(crate) fn usual() -> Self {
        Self {
            port: None,
            path: PATH.to_owned(),
        }
    }

    /// The port as the contract has it.
    #[cfg(feature = "testing-contract")]
    pub(crate) fn known_port(&self) -> Option<u16> {
        self.port.map(Port::known_number)
    }

    fn of(endpoint: &Endpoint) -> Self {
        Self {
            port: endpoint.port,
            path: endpoint.path.clone(),
        }
    }
}

impl GatewayAppBuilder {
    /// Builds the app, to be served in memory.
    ///
    /// # Errors
    /// Those of [`build`](Self::build).
    pub(crate) async fn build_in_memory(self) -> Result<InMemory, AppError> {
        let parser = self.plan.options.parser;
        #[cfg(feature = "testing-contract")]
        let contract = self.contract_later();
        let app = self.build().await?;
        let (connector, served) = http::serve_in_memory(&app.shared);
        Ok(InMemory {
            app,
            parser,
            connector,
            #[cfg(feature = "testing-contract")]
            contract,
            served,
        })
    }
}

impl GatewayApp {
    /// The same app, without keeping it alive.
    pub(crate) fn downgrade(&self) -> WeakApp {
        WeakApp(Arc::downgrade(&self.shared))
    }

    /// Where a gateway is served; `None` if the app does not have the gateway.
    pub(crate) fn place_of<G: Gateway>(&self) -> Option<Place> {
        let endpoint = self.shared.endpoint_of.get(&TypeId::of::<G>())?;
        Some(Place::of(endpoint))
    }

    /// Where the namespace `path` is served; `None` if nobody serves it.
    pub(crate) fn place_of_namespace(&self, path: &str) -> Option<Place> {
        let endpoints = self.shared.endpoints.iter();
        let mut serving = endpoints.filter(|endpoint| serves(endpoint, path));
        serving.next().map(|endpoint| Place::of(endpoint))
    }

    /// The listener of the gateways that name this port; `None` if no gateway does.
    pub(crate) fn port_of(&self, number: u16) -> Option<Port> {
        let endpoints = self.shared.endpoints_of_port(number);
        endpoints.first().and_then(|endpoint| endpoint.port)
    }

    /// How many messages are accepted whose handlers have not returned.
    pub(crate) fn messages_in_work(&self) -> usize {
        let inboxes = self.shared.inboxes();
        inboxes.iter().map(|inbox| inbox.in_work()).sum()
    }

    /// Closes the connections of all endpoints, in tasks: also those of clients that poll, which nobody misses before their
    /// heartbeat.
    pub(crate) fn close_connections(&self) {
        for endpoint in &self.shared.endpoints {
            drop(endpoint.close());
        }
    }

    /// How many sockets are there whose disconnect hooks have not returned.
    pub(crate) fn open_sessions(&self) -> usize {
        self.shared.lifecycle.open_sessions()
    }
}

fn serves(endpoint: &Endpoint, path: &str) -> bool {
    let mut namespaces = endpoint.namespaces.iter();
    namespaces.any(|namespace| match namespace.context.state() {
        Some(Destination::Running(namespace)) => namespace.path() == path,
        Some(Destination::Pattern(namespaces)) => namespaces.matches(path),
        _ => false,
    })
}

/// An app that others keep alive, or do not any more.
#[derive(Clone)]
pub(crate) struct WeakApp(Weak<Shared>);

impl WeakApp {
    /// Whether a stream or a list pauses, which goes on by itself.
    pub(crate) fn is_pausing(&self) -> bool {
        self.sessions().iter().any(|session| session.is_pausing())
    }

    /// Whether a method marked `blocking` is on a thread.
    pub(crate) fn is_blocking(&self) -> bool {
        let Some(shared) = self.0.upgrade() else {
            return false;
        };
        let mut namespaces = shared.endpoints.iter().flat_map(|one| &one.namespaces);
        namespaces.any(|namespace| namespace.context.blocking.is_busy())
    }

    /// The sockets for which something waits until their connection has room; none of an app that is gone.
    pub(crate) fn sockets_that_lag(&self) -> Vec<SocketId> {
        let sessions = self.sessions().into_iter();
        let waiting = sessions.filter(|session| session.owes_something());
        waiting
            .filter_map(|session| Some(session.socket()?.id()))
            .collect()
    }

    /// The sessions of all sockets; none of an app that is gone.
    fn sessions(&self) -> Vec<Arc<Session>> {
        let inboxes = self.0.upgrade().map(|shared| shared.inboxes());
        let inboxes = inboxes.unwrap_or_default().into_iter();
        inboxes.map(|inbox| Arc::clone(inbox.session())).collect()
    }
}
