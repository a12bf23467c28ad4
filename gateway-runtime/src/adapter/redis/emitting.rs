//! `EmittingLink` is the link to Redis of a process that tells the servers something and is not one of them.

use super::{backend, first_connection, link_owner::LinkOwner, options::RedisOptions};
use crate::{adapter::outage::SharingHealth, error::AppError, protocol::Backends};

/// A link over which servers are told. It is open for as long as it or what it has made exists.
pub(crate) struct EmittingLink(LinkOwner);

impl EmittingLink {
    /// Connects to the Redis server at `url`.
    ///
    /// # Errors
    /// [`AppError`] that names the address, without its credentials.
    pub(crate) async fn to_server(url: &str) -> Result<Self, AppError> {
        first_connection::to_server(url, None).await.map(Self)
    }

    /// Connects to the Redis Cluster that the nodes at `urls` belong to.
    ///
    /// # Errors
    /// [`AppError`] that names the addresses, without their credentials, or the option that a cluster cannot have.
    #[cfg(feature = "redis-cluster")]
    pub(crate) async fn to_cluster<U: AsRef<str>>(
        urls: impl IntoIterator<Item = U>,
        options: &RedisOptions,
    ) -> Result<Self, AppError> {
        options.check_for_cluster()?;
        first_connection::to_cluster(urls).await.map(Self)
    }

    /// The same, over a link that is there.
    #[cfg(feature = "testing")]
    pub(super) fn over(link: LinkOwner) -> Self {
        Self(link)
    }

    /// What the namespaces of a protocol server without clients tell the servers through.
    pub(crate) fn backends(&self, options: &RedisOptions) -> Backends {
        backend::emitting(&self.0, options)
    }

    /// Whether Redis can be reached.
    pub(crate) fn health(&self) -> SharingHealth {
        self.0.link().status().health()
    }
}
