//! `Emitter` emits to the clients of running servers from a process that is not one of them.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex},
};

use crate::{
    adapter::{EmittingLink, RedisOptions, SharingHealth},
    error::AppError,
    gateway::{Gateway, is_pattern},
    handles::Server,
    protocol,
    session::{Link, Namespace},
    sync::lock,
};

/// Emits to the clients of running servers from a process that is not a server: a worker, a cron job, a
/// command-line tool. NestJS has no counterpart; Node has `@socket.io/redis-emitter`.
///
/// An emitter's handles have the same type as those of a server, so the same service works with both. The methods
/// `emit`, `join`, `leave`, `disconnect` and `close` work, and so do [`server_count`](Server::server_count) and
/// [`servers`](Server::servers). Other methods that need an answer from the servers return
/// [`EmitError::CannotAsk`](crate::EmitError::CannotAsk).
///
/// ```no_run
/// use gateway_runtime::{Emitter, prelude::*};
///
/// #[derive(Serialize, ServerEvent)]
/// #[event("status-payment")]
/// struct StatusPayment { status: &'static str }
///
/// #[websocket_gateway(namespace = "payment", emits(StatusPayment))]
/// struct PaymentGateway;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let emitter = Emitter::connect("redis://127.0.0.1:6379").await?;
/// let payments = emitter.server::<PaymentGateway>();
/// payments.to("user:7").emit_event(&StatusPayment { status: "success" }).await?.shared?;
/// # Ok(())
/// # }
/// ```
///
/// Clones share one connection, which stays open as long as there is a clone or a handle.
#[derive(Clone)]
pub struct Emitter {
    shared: Arc<Shared>,
}

struct Shared {
    link: EmittingLink,
    /// A protocol server without clients. Its namespaces write packets as those of a server do.
    protocol: protocol::Server,
    namespaces: Mutex<HashMap<String, Arc<Namespace>>>,
}

impl Emitter {
    /// Connects to Redis at `url`, as [`RedisAdapter::connect`](crate::RedisAdapter::connect) does.
    ///
    /// # Errors
    /// [`AppError`] that names the address, without its credentials.
    pub async fn connect(url: impl AsRef<str>) -> Result<Self, AppError> {
        Self::connect_with(url, RedisOptions::new()).await
    }

    /// Connects as [`connect`](Self::connect) does, with options, which have to be those of the servers.
    ///
    /// # Errors
    /// Those of [`connect`](Self::connect).
    pub async fn connect_with(
        url: impl AsRef<str>,
        options: RedisOptions,
    ) -> Result<Self, AppError> {
        Ok(Self::over(
            EmittingLink::to_server(url.as_ref()).await?,
            &options,
        ))
    }

    /// Connects to a Redis Cluster, as [`RedisClusterAdapter::connect`](crate::RedisClusterAdapter::connect)
    /// does.
    ///
    /// # Errors
    /// [`AppError`] that names the addresses, without their credentials.
    #[cfg(feature = "redis-cluster")]
    #[cfg_attr(docsrs, doc(cfg(feature = "redis-cluster")))]
    pub async fn connect_cluster<U: AsRef<str>>(
        urls: impl IntoIterator<Item = U>,
    ) -> Result<Self, AppError> {
        Self::connect_cluster_with(urls, RedisOptions::new()).await
    }

    /// Connects as [`connect_cluster`](Self::connect_cluster) does, with options, which have to be those of the
    /// servers.
    ///
    /// # Errors
    /// Those of [`connect_cluster`](Self::connect_cluster), and with
    /// [`node_compatible`](RedisOptions::node_compatible).
    #[cfg(feature = "redis-cluster")]
    #[cfg_attr(docsrs, doc(cfg(feature = "redis-cluster")))]
    pub async fn connect_cluster_with<U: AsRef<str>>(
        urls: impl IntoIterator<Item = U>,
        options: RedisOptions,
    ) -> Result<Self, AppError> {
        Ok(Self::over(
            EmittingLink::to_cluster(urls, &options).await?,
            &options,
        ))
    }

    pub(crate) fn over(link: EmittingLink, options: &RedisOptions) -> Self {
        let backends = link.backends(options);
        Self {
            shared: Arc::new(Shared {
                link,
                protocol: protocol::Server::without_clients(options.parser, backends),
                namespaces: Mutex::default(),
            }),
        }
    }

    /// The handle to a gateway's namespace on all servers. If the gateway has a dynamic namespace, every
    /// method returns [`EmitError::NoNamespace`](crate::EmitError::NoNamespace): dynamic namespaces are not
    /// shared.
    #[must_use]
    pub fn server<G: Gateway>(&self) -> Server<G> {
        Server::linked(Arc::new(self.link_to(G::OPTIONS.namespace)))
    }

    /// The handle to a namespace on all servers, for any event.
    #[must_use]
    pub fn of(&self, namespace: impl Into<String>) -> Server {
        let mut path = namespace.into();
        if !path.starts_with('/') {
            path.insert(0, '/');
        }
        Server::linked(Arc::new(self.link_to(&path)))
    }

    /// Whether Redis can be reached.
    #[must_use]
    pub fn health(&self) -> SharingHealth {
        self.shared.link.health()
    }

    fn link_to(&self, path: &str) -> Link {
        // No server shares a namespace with such a path.
        if is_pattern(path) || path.contains('#') {
            return Link::nowhere(path);
        }
        let mut namespaces = lock(&self.shared.namespaces);
        if let Some(namespace) = namespaces.get(path) {
            return Link::running(Arc::clone(namespace));
        }
        let Some(namespace) = self.shared.make(path) else {
            return Link::nowhere(path);
        };
        namespaces.insert(path.to_owned(), Arc::clone(&namespace));
        Link::running(namespace)
    }
}

impl Shared {
    fn make(&self, path: &str) -> Option<Arc<Namespace>> {
        let namespace = self.protocol.make(path.to_owned())?;
        // This lifecycle never ends: the namespace lives as long as its handles.
        let lifecycle = Arc::default();
        let namespace = Namespace::new(namespace, path, Vec::new(), lifecycle);
        Some(Arc::new(namespace))
    }
}

impl fmt::Debug for Emitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emitter")
            .field("health", &self.health())
            .finish_non_exhaustive()
    }
}
