//! `Server` is a protocol server: the namespaces behind one path.

use std::sync::{Arc, OnceLock};

use socketioxide::{SocketIo, operators::BroadcastOperators};
use tokio::task::JoinHandle;

use super::{
    Namespace, NamespaceHandler, RawSocket, ServerChannel, ServerHandler, Service, Settings,
    adapter::{Adapters, AnyAdapter, Backends, Identity, SharingOfOne},
    handler::Connects,
    refuser::{Refused, Refuser},
    service::Nothing,
};
use crate::spawn::spawn;

/// A protocol server. Clones are handles to the same server.
#[derive(Clone)]
pub(crate) struct Server {
    io: SocketIo<AnyAdapter>,
    adapters: Adapters,
    sharing: SharingOfOne,
    backends: Backends,
    others: Others,
}

/// The way to the other servers, once it is known.
pub(super) type Others = Arc<OnceLock<ServerChannel>>;

impl Server {
    /// A server without namespaces, and the service that answers its requests.
    pub(crate) fn new(settings: &Settings, backends: Backends) -> (Self, Service) {
        let adapters = Arc::clone(backends.adapters());
        let (backends, sharing) = backends.of_one_server();
        let (service, io) = settings
            .apply(SocketIo::builder())
            .with_adapter::<AnyAdapter>(backends.clone())
            .build_with_inner_svc(Nothing);
        let server = Self {
            io,
            adapters,
            sharing,
            backends,
            others: Others::default(),
        };
        (server, Service(service))
    }

    /// A server that no client can reach, for a process that only sends to the clients of other servers.
    #[cfg(any(test, feature = "redis", feature = "testing"))]
    pub(crate) fn without_clients(parser: crate::options::Parser, backends: Backends) -> Self {
        let adapters = Arc::clone(backends.adapters());
        let (backends, sharing) = backends.of_one_server();
        // No message arrives, so the parser has to keep nothing of one.
        let server = super::settings::with_parser(SocketIo::builder(), parser, 0, 0);
        let (_, io) = server
            .with_adapter::<AnyAdapter>(backends.clone())
            .build_svc();
        Self {
            io,
            adapters,
            sharing,
            backends,
            others: Others::default(),
        }
    }

    /// Serves a namespace, and returns when the backend has confirmed the namespace's subscriptions. One call
    /// for each namespace: a second would silently replace the first.
    ///
    /// # Errors
    /// The message of the backend or of the library.
    pub(crate) async fn serve(
        &self,
        path: &'static str,
        handler: impl NamespaceHandler,
    ) -> Result<Namespace, String> {
        let registered = self.io.ns(path, self.connects(handler));
        registered.await.map_err(|error| error.to_string())?;
        let namespace = self.namespace(path);
        namespace.ok_or_else(|| "the protocol server does not know it".to_owned())
    }

    /// Serves every namespace that matches a pattern. Each is made by the first client that wants to connect to
    /// it.
    ///
    /// # Errors
    /// What is wrong with the pattern.
    pub(crate) fn serve_pattern(
        &self,
        pattern: &'static str,
        handler: impl NamespaceHandler,
    ) -> Result<(), String> {
        let registered = self.io.dyn_ns(pattern, self.connects(handler));
        registered.map_err(|error| error.to_string())
    }

    fn connects<H: NamespaceHandler>(&self, handler: H) -> Connects<H> {
        Connects {
            handler,
            adapters: Arc::clone(&self.adapters),
        }
    }

    /// Listens to the other servers, if there may be any; called once, when the namespaces are served. Returns when the
    /// other servers are known to be heard.
    ///
    /// # Errors
    /// The message of the backend.
    pub(crate) async fn listen(&self, handler: Arc<dyn ServerHandler>) -> Result<(), String> {
        self.backends.listen(&handler);
        let Some(namespace) = self.namespaces().into_iter().next() else {
            return Ok(());
        };
        let server = namespace.server_id();
        let Some(others) = ServerChannel::new(&self.backends, server, Some(handler)) else {
            return Ok(());
        };
        others.listen().await?;
        // Called once.
        let _ = self.others.set(others);
        Ok(())
    }

    /// Tells `refused` of the clients that want to connect to a namespace that is not served. Called once, when all
    /// namespaces and patterns are known; `has_root` is whether `/` is among them.
    ///
    /// Where a pattern begins with a parameter, only clients that want to connect to `/` are told of: the library
    /// cannot tell what such a pattern leaves over.
    pub(crate) fn tell_of_refused(&self, has_root: bool, refused: &Refused) {
        // What the library makes for these clients concerns no other server.
        self.sharing.end();
        let _ = self.io.dyn_ns("/{*path}", Refuser(Arc::clone(refused)));
        if !has_root {
            // The future may be dropped: there is nothing to subscribe to, so the namespace exists at once.
            drop(self.io.ns("/", Refuser(Arc::clone(refused))));
        }
    }

    /// The namespace that a path stands for at the moment.
    pub(crate) fn namespace(&self, path: &str) -> Option<Namespace> {
        self.with_adapter(self.io.of(path)?)
    }

    /// The namespace that a socket is in, as long as the path stands for that namespace: it may have been
    /// removed or replaced since the client asked for it.
    pub(crate) fn namespace_of(&self, socket: &RawSocket) -> Option<Namespace> {
        let path = socket.namespace();
        let own = Identity::of(path);
        let everyone = self.io.of(path)?;
        let adapter = self.adapters.get(own)?;
        let is_same = Identity::of(everyone.ns_path()) == own;
        is_same.then(|| self.found(adapter, everyone))
    }

    /// Makes a namespace that nobody connects to.
    #[cfg(any(test, feature = "redis", feature = "testing"))]
    pub(crate) fn make(&self, path: String) -> Option<Namespace> {
        let found = path.clone();
        // The future may be dropped: there is nothing to subscribe to, so the namespace exists at once.
        drop(self.io.ns(path, super::handler::Nobody));
        let namespace = self.namespace(&found)?;
        if let Some(others) = ServerChannel::new(&self.backends, namespace.server_id(), None) {
            // The first namespace's will do for all.
            let _ = self.others.set(others);
        }
        Some(namespace)
    }

    /// Removes the namespace that a path stands for.
    pub(crate) fn remove(&self, path: &str) {
        self.io.delete_ns(path);
    }

    /// Closes all connections and the adapters of all namespaces, in a task, which goes on when the caller stops
    /// waiting: a shutdown has a deadline, while a client that reads nothing and a backend that does not answer
    /// have none.
    pub(crate) fn close(&self) -> JoinHandle<()> {
        spawn(Box::pin(self.clone().close_everything()))
    }

    async fn close_everything(self) {
        let namespaces = self.namespaces();
        // The library closes the adapter of a namespace itself, but only after the connection of its last socket,
        // which stays open for as long as its client reads nothing.
        let mut closing: Vec<_> = namespaces.iter().map(Namespace::close_adapter).collect();
        if self.others.get().is_some() {
            let server = self.clone();
            closing.push(spawn(Box::pin(async move {
                if let Some(others) = server.others.get() {
                    others.close().await;
                }
            })));
        }
        self.io.close().await;
        for closed in closing {
            let _ = closed.await;
        }
        for namespace in namespaces {
            namespace.remove_sockets();
        }
    }

    /// The namespaces that are open.
    pub(super) fn namespaces(&self) -> Vec<Namespace> {
        let namespaces = self.io.nsps().into_iter();
        namespaces
            .filter_map(|everyone| self.with_adapter(everyone))
            .collect()
    }

    fn with_adapter(&self, everyone: BroadcastOperators<AnyAdapter>) -> Option<Namespace> {
        let adapter = self.adapters.get(Identity::of(everyone.ns_path()))?;
        Some(self.found(adapter, everyone))
    }

    fn found(
        &self,
        adapter: Arc<AnyAdapter>,
        everyone: BroadcastOperators<AnyAdapter>,
    ) -> Namespace {
        Namespace {
            adapter,
            everyone,
            others: Arc::clone(&self.others),
        }
    }
}
