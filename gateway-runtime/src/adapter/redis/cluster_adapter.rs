//! Rooms shared through a Redis Cluster.

use std::fmt;

use redis::cluster::ClusterClient;

use super::{
    address, cluster::ClusterNodes, connection::Target, link::LinkOwner, options::RedisOptions,
    servers,
};
use crate::{
    adapter::{AdapterChoice, Sharing, SharingHealth, WebSocketAdapter, address::masked},
    error::AppError,
};

/// [`RedisAdapter`](crate::RedisAdapter) for a Redis Cluster, from Redis 7 on: it uses sharded
/// channels.
///
/// ```no_run
/// use gateway_runtime::{RedisClusterAdapter, prelude::*};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), AppError> {
/// let nodes = ["redis://10.0.0.1:6379", "redis://10.0.0.2:6379", "redis://10.0.0.3:6379"];
/// let adapter = RedisClusterAdapter::connect(nodes).await?;
/// GatewayApp::builder().adapter(adapter).listen("0.0.0.0:3000").await
/// # }
/// ```
///
/// The channels of one namespace are on one node, which the cluster chooses, and namespaces are spread
/// over the nodes. While the node of any namespace of a server does not answer, the server shares
/// nothing; as soon as the cluster has replaced the node, it goes on by itself.
#[derive(Clone)]
pub struct RedisClusterAdapter {
    health: SharingHealth,
    choice: AdapterChoice,
}

impl RedisClusterAdapter {
    /// Connects to the cluster that some of its nodes belong to.
    ///
    /// # Errors
    /// [`AppError`] that names the addresses, without their credentials, if one is none or if no node
    /// can be reached within two seconds.
    pub async fn connect<U: AsRef<str>>(
        urls: impl IntoIterator<Item = U>,
    ) -> Result<Self, AppError> {
        Self::connect_with(urls, RedisOptions::new()).await
    }

    /// [`connect`](Self::connect) with options.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    pub async fn connect_with<U: AsRef<str>>(
        urls: impl IntoIterator<Item = U>,
        options: RedisOptions,
    ) -> Result<Self, AppError> {
        let (choice, health) = servers::choice(link(urls).await?, options);
        Ok(Self { health, choice })
    }

    /// Whether the cluster can be reached.
    #[must_use]
    pub fn health(&self) -> SharingHealth {
        self.health.clone()
    }
}

impl WebSocketAdapter for RedisClusterAdapter {
    fn sharing(&self) -> Sharing {
        Sharing::of(self.choice.clone())
    }
}

impl fmt::Debug for RedisClusterAdapter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisClusterAdapter")
            .field("health", &self.health)
            .finish_non_exhaustive()
    }
}

/// The way to the cluster of these nodes.
pub(super) async fn link<U: AsRef<str>>(
    urls: impl IntoIterator<Item = U>,
) -> Result<LinkOwner, AppError> {
    let failed = |problem| AppError::one(crate::adapter::STAGE, problem);
    let urls: Vec<U> = urls.into_iter().collect();
    let addresses: Vec<String> = urls.iter().map(|url| masked(url.as_ref())).collect();
    let addresses = addresses.join(", ");
    let nodes = urls.iter().map(|url| address::parsed(url.as_ref()));
    let nodes: Vec<_> = nodes.collect::<Result<_, _>>().map_err(failed)?;
    // Also that they do not contradict one another.
    ClusterClient::new(nodes.clone())
        .map_err(|error| failed(format!("`{addresses}` is no cluster: {error}")))?;
    LinkOwner::connect(Target::Cluster(ClusterNodes(nodes)), addresses.clone())
        .await
        .map_err(|error| {
            failed(format!(
                "the Redis Cluster at `{addresses}` cannot be reached: {error}"
            ))
        })
}
