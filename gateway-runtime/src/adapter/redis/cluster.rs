//! `ClusterSession` is a session with a Redis Cluster: sharded channels, each of which is on one node.
//!
//! The `redis` crate finds the nodes and routes commands to them. It could also reconnect to nodes and
//! subscribe again, and may send a command twice for that; here it may not: when a node that is needed
//! does not answer, the whole session is given up and another one made.

use std::{fmt::Write as _, time::Duration};

use futures_util::future::try_join_all;
use redis::{
    AsyncCommands as _, ConnectionInfo, ErrorKind, RedisError, ServerErrorKind, Value,
    aio::AsyncPushSender,
    cluster::ClusterClientBuilder,
    cluster_async::ClusterConnection,
    cluster_routing::{Route, RoutingInfo, SingleNodeRoutingInfo, SlotAddr},
    cmd, from_redis_value,
};

/// How long it may take to connect to one node: the others are waiting for it.
const NODE: Duration = Duration::from_millis(600);
/// How long the `redis` crate waits for an answer at the very most. Those that wait for the answer give up
/// before.
const RESPONSE: Duration = Duration::from_secs(3);

/// Some nodes of a cluster, by which the client finds the others.
#[derive(Clone)]
pub(super) struct ClusterNodes(pub(super) Vec<ConnectionInfo>);

/// Connections to all nodes of a cluster.
#[derive(Clone)]
pub(super) struct ClusterSession(ClusterConnection);

/// What the names of the channels of a namespace begin with: the part in braces decides on the node,
/// so that a namespace depends on one node only. A prefix that has braces already is kept.
pub(super) fn prefix(prefix: &str, namespace: &str) -> String {
    if prefix.contains('{') {
        return prefix.to_owned();
    }
    let mut tagged = String::new();
    // Writing to a `String` does not fail.
    let _ = write!(tagged, "{{{prefix}#{namespace}}}");
    tagged
}

impl ClusterNodes {
    pub(super) async fn connect(
        &self,
        listen: impl AsyncPushSender,
    ) -> Result<ClusterSession, RedisError> {
        let client = ClusterClientBuilder::new(self.0.iter().cloned())
            .retries(0)
            .connection_timeout(NODE)
            .response_timeout(RESPONSE)
            .overall_response_timeout(None)
            .push_sender(listen)
            .build()?;
        Ok(ClusterSession(client.get_async_connection().await?))
    }
}

impl ClusterSession {
    /// Subscribes again, which changes nothing: the answers come from the very nodes that the channels
    /// are on. A session without channels needs all nodes.
    pub(super) async fn ping(&self, channels: &[&str]) -> Result<(), RedisError> {
        if channels.is_empty() {
            return cmd("PING").query_async(&mut self.0.clone()).await;
        }
        self.subscribe(channels).await
    }

    pub(super) async fn publish(&self, channel: &str, message: &[u8]) -> Result<(), RedisError> {
        let publish = || async {
            let mut connection = self.0.clone();
            connection.spublish::<_, _, Value>(channel, message).await
        };
        match publish().await {
            // The channel has moved: nothing was published, and by now the crate knows where it is.
            Err(error) if has_moved(&error) => publish().await.map(drop),
            published => published.map(drop),
        }
    }

    pub(super) async fn subscribe(&self, channels: &[&str]) -> Result<(), RedisError> {
        // One command cannot name channels of several nodes.
        let subscribed = channels.iter().map(|channel| async move {
            let mut connection = self.0.clone();
            connection.ssubscribe(*channel).await
        });
        try_join_all(subscribed).await.map(drop)
    }

    pub(super) async fn unsubscribe(&self, channel: &str) -> Result<(), RedisError> {
        self.0.clone().sunsubscribe(channel).await
    }

    pub(super) async fn subscribers(&self, channel: &str) -> Result<u16, RedisError> {
        let mut command = cmd("PUBSUB");
        command.arg("SHARDNUMSUB").arg(channel);
        // Left to itself the crate would ask all nodes, and fail if any is down.
        let route = Route::with_key(channel, SlotAddr::Master);
        let node = RoutingInfo::SingleNode(SingleNodeRoutingInfo::SpecificNode(route));
        let answer = self.0.clone().route_command(command, node).await?;
        let (_, count): (String, u16) = from_redis_value(answer)?;
        Ok(count)
    }
}

fn has_moved(error: &RedisError) -> bool {
    let moved = [ServerErrorKind::Moved, ServerErrorKind::Ask];
    moved
        .iter()
        .any(|kind| error.kind() == ErrorKind::Server(*kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_channels_of_a_namespace_are_on_one_node() {
        assert_eq!(prefix("gateway", "/chat"), "{gateway#/chat}");
        assert_eq!(prefix("{shop}", "/chat"), "{shop}");
    }
}
