//! `RedisClusterAdapter` shares rooms between servers through a Redis Cluster.

use super::{backend, first_connection, options::RedisOptions};
use crate::{
    adapter::{outage::SharingHealth, sharing::Sharing, websocket_adapter::WebSocketAdapter},
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
/// nothing. As soon as the cluster has replaced the node, the server shares its rooms again.
#[derive(Clone, Debug)]
pub struct RedisClusterAdapter {
    sharing: Sharing,
}

impl RedisClusterAdapter {
    /// Connects to the cluster that some of its nodes belong to.
    ///
    /// # Errors
    /// [`AppError`] that names the addresses, without their credentials, if one of `urls` is not a valid
    /// address or if no node can be reached within two seconds.
    pub async fn connect<U: AsRef<str>>(
        urls: impl IntoIterator<Item = U>,
    ) -> Result<Self, AppError> {
        Self::connect_with(urls, RedisOptions::new()).await
    }

    /// [`connect`](Self::connect) with options.
    ///
    /// # Errors
    /// As [`connect`](Self::connect), and with [`node_compatible`](RedisOptions::node_compatible) or
    /// [`node_compatible_sharded`](RedisOptions::node_compatible_sharded), and with
    /// [`python_emitters`](RedisOptions::python_emitters).
    pub async fn connect_with<U: AsRef<str>>(
        urls: impl IntoIterator<Item = U>,
        options: RedisOptions,
    ) -> Result<Self, AppError> {
        options.check_for_cluster()?;
        options.check_listening_to_cluster()?;
        let first = first_connection::to_cluster(urls).await?;
        let sharing = backend::sharing(first, options);
        Ok(Self { sharing })
    }

    /// Whether the cluster can be reached.
    #[must_use]
    pub fn health(&self) -> SharingHealth {
        self.sharing.health()
    }
}

impl WebSocketAdapter for RedisClusterAdapter {
    fn sharing(&self) -> Sharing {
        self.sharing.clone()
    }
}
