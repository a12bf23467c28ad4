//! Rooms are shared through a Redis Cluster, also when the cluster replaces a node.

use std::time::Duration;

use gateway_runtime::{Emitter, RedisClusterAdapter, SocketId, prelude::*};
use tokio::time::{sleep, timeout};

use crate::{
    Node, Redis,
    cluster::Cluster,
    node::{News, QUIET, Shared, assert_is_shared, news},
    traffic::{check_traffic, traffic},
};

/// What a cluster needs to replace a node, and servers to find the new one.
const REPLACED: Duration = Duration::from_secs(15);

async fn node(cluster: &Cluster, name: &str) -> Node {
    let adapter = RedisClusterAdapter::connect(cluster.urls())
        .await
        .expect("connects");
    let health = adapter.health();
    Node::sharing(adapter, health, name).await
}

#[tokio::test]
async fn the_verbs_work_through_a_cluster_and_survive_the_loss_of_nodes() {
    let mut cluster = Cluster::start();
    let mut one = node(&cluster, "one").await;
    let mut two = node(&cluster, "two").await;
    assert_is_shared(&mut one, &mut two).await;

    let asked = one.server().emit_with_ack("question", &1).await.unwrap();
    assert!(asked.shared().is_ok());
    let answers: Vec<(Option<SocketId>, Result<String, EmitError>)> = asked.all().await;
    let mut names: Vec<String> = answers.into_iter().map(|(_, name)| name.unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["one", "two"]);
    one.client.clear();
    two.client.clear();

    let emitter = Emitter::connect_cluster(cluster.urls())
        .await
        .expect("connects");
    let everywhere = emitter.server::<Shared>();
    everywhere
        .emit_event(&News(1))
        .await
        .unwrap()
        .shared
        .unwrap();
    assert_eq!((one.got().await, two.got().await), (news(1), news(1)));
    assert_eq!(everywhere.server_count().await.unwrap(), 2);

    let channel = "{socket.io#/shared}";
    // Killed: its replica takes its place.
    cluster.master_of(channel).kill();
    two.becomes(false, REPLACED).await;
    let started = std::time::Instant::now();
    let delivery = one.server().emit_event(&News(2)).await.unwrap();
    assert!(delivery.shared.is_err() && started.elapsed() < Duration::from_millis(800));
    assert_eq!(one.got().await, news(2));
    two.becomes(true, REPLACED).await;
    one.becomes(true, REPLACED).await;
    assert_is_shared(&mut one, &mut two).await;

    // All of it gone, and back.
    cluster.kill();
    one.becomes(false, REPLACED).await;
    two.becomes(false, REPLACED).await;
    cluster.restart();
    one.becomes(true, REPLACED).await;
    two.becomes(true, REPLACED).await;
    assert_is_shared(&mut one, &mut two).await;
    timeout(REPLACED, async {
        while everywhere
            .emit_event(&News(3))
            .await
            .unwrap()
            .shared
            .is_err()
        {
            sleep(QUIET).await;
        }
    })
    .await
    .expect("the emitter is back too");
}

/// A master that is stopped is replaced, and comes back with connections that it still believes in.
#[tokio::test]
async fn nothing_arrives_twice_when_a_stopped_master_comes_back() {
    let mut cluster = Cluster::start();
    let mut one = node(&cluster, "one").await;
    let mut two = node(&cluster, "two").await;
    let traffic = traffic(&one, 1000);
    sleep(QUIET).await;
    let stopped = cluster.master_of("{socket.io#/shared}");
    stopped.pause();
    two.becomes(false, REPLACED).await;
    two.becomes(true, REPLACED).await;
    stopped.resume();
    check_traffic(traffic.await.unwrap(), &mut one, &mut two).await;
    assert_is_shared(&mut one, &mut two).await;
}

#[tokio::test]
async fn a_redis_without_a_cluster_is_a_start_up_error() {
    let alone = Redis::start();
    let url = format!("redis://:secret@127.0.0.1:{}", alone.port());
    let error = RedisClusterAdapter::connect([url])
        .await
        .expect_err("is no cluster");
    assert!(!error.to_string().contains("secret"), "{error}");
    let nowhere: [&str; 0] = [];
    RedisClusterAdapter::connect(nowhere)
        .await
        .expect_err("has no nodes");
}
