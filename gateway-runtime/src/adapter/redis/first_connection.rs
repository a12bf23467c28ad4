//! `to_server` and `to_cluster` make the first connection to Redis, without which the start-up fails.

use redis::Client;
#[cfg(feature = "redis-cluster")]
use redis::cluster::ClusterClient;

#[cfg(feature = "redis-cluster")]
use super::cluster::ClusterNodes;
use super::{address, connection::Target, link_owner::LinkOwner};
use crate::{
    adapter::{
        address::masked,
        start_up_error::{cannot_reach, cannot_share},
    },
    error::AppError,
};

/// Connects to the Redis server at `url`, and listens to emitters of Python on `python_channel`.
pub(super) async fn to_server(
    url: &str,
    python_channel: Option<&str>,
) -> Result<LinkOwner, AppError> {
    let address = masked(url);
    let info = address::parsed(url).map_err(cannot_share)?;
    let client =
        Client::open(info).map_err(|error| cannot_share(format!("`{address}`: {error}")))?;
    connect("Redis", Target::Single(client), python_channel, address).await
}

/// Connects to the cluster that the nodes at `urls` belong to.
#[cfg(feature = "redis-cluster")]
pub(super) async fn to_cluster<U: AsRef<str>>(
    urls: impl IntoIterator<Item = U>,
) -> Result<LinkOwner, AppError> {
    let urls: Vec<U> = urls.into_iter().collect();
    let addresses: Vec<String> = urls.iter().map(|url| masked(url.as_ref())).collect();
    let addresses = addresses.join(", ");
    let nodes = urls.iter().map(|url| address::parsed(url.as_ref()));
    let nodes: Vec<_> = nodes.collect::<Result<_, _>>().map_err(cannot_share)?;
    // This also checks that the addresses do not contradict one another.
    ClusterClient::new(nodes.clone())
        .map_err(|error| cannot_share(format!("`{addresses}` is no cluster: {error}")))?;
    let target = Target::Cluster(ClusterNodes(nodes));
    connect("the Redis Cluster", target, None, addresses).await
}

async fn connect(
    backend: &str,
    target: Target,
    python_channel: Option<&str>,
    address: String,
) -> Result<LinkOwner, AppError> {
    LinkOwner::connect(target, python_channel, address.clone())
        .await
        .map_err(|cause| cannot_reach(backend, &address, cause))
}
