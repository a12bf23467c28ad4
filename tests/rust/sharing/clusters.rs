//! Rooms shared through a Redis Cluster, also when it replaces a node.

use std::time::Duration;

use gateway_runtime::{Emitter, RedisClusterAdapter, SocketId, prelude::*};
use tokio::time::{sleep, timeout};

use crate::{
    News, Node, QUIET, Shared,
    cluster::Cluster,
    news,
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

async fn becomes(node: &Node, up: bool) {
    while node.health.is_up() != up {
        timeout(REPLACED, node.health.changed())
            .await
            .expect("it changes");
    }
}

async fn is_shared(one: &mut Node, two: &mut Node) {
    one.client.clear();
    two.client.clear();
    one.server()
        .emit_event(&News(1001))
        .await
        .unwrap()
        .shared
        .unwrap();
    assert_eq!((one.got().await, two.got().await), (news(1001), news(1001)));
    two.server()
        .emit_event(&News(1002))
        .await
        .unwrap()
        .shared
        .unwrap();
    assert_eq!((one.got().await, two.got().await), (news(1002), news(1002)));
    assert!(one.got_nothing_more().await && two.got_nothing_more().await);
    assert_eq!(one.server().server_count().await.unwrap(), 2);
    assert_eq!(two.server().fetch_sockets().await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_verbs_work_through_a_cluster_and_survive_the_loss_of_nodes() {
    let mut cluster = Cluster::start();
    let mut one = node(&cluster, "one").await;
    let mut two = node(&cluster, "two").await;
    is_shared(&mut one, &mut two).await;

    let asked = one.server().emit_with_ack("question", &1).await.unwrap();
    assert!(asked.shared().is_ok());
    let answers: Vec<(SocketId, Result<String, EmitError>)> = asked.all().await;
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
    becomes(&two, false).await;
    let started = std::time::Instant::now();
    let delivery = one.server().emit_event(&News(2)).await.unwrap();
    assert!(delivery.shared.is_err() && started.elapsed() < Duration::from_millis(800));
    assert_eq!(one.got().await, news(2));
    becomes(&two, true).await;
    becomes(&one, true).await;
    is_shared(&mut one, &mut two).await;

    // All of it gone, and back.
    cluster.kill();
    becomes(&one, false).await;
    becomes(&two, false).await;
    cluster.restart();
    becomes(&one, true).await;
    becomes(&two, true).await;
    is_shared(&mut one, &mut two).await;
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
    becomes(&two, false).await;
    becomes(&two, true).await;
    stopped.resume();
    check_traffic(traffic.await.unwrap(), &mut one, &mut two).await;
    is_shared(&mut one, &mut two).await;
}

#[tokio::test]
async fn a_cluster_that_is_none_is_a_start_up_error() {
    let alone = crate::Redis::start();
    let url = format!("redis://:secret@127.0.0.1:{}", alone.port());
    let error = RedisClusterAdapter::connect([url])
        .await
        .expect_err("is no cluster");
    assert!(!error.to_string().contains("secret"), "{error}");
    let none: [&str; 0] = [];
    RedisClusterAdapter::connect(none)
        .await
        .expect_err("has no nodes");
}
