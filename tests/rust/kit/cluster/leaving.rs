//! Servers that are killed or shut down, and servers that are not there.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use gateway_runtime::{
    prelude::*,
    testing::{Client, End, TestCluster},
};
use tokio::time::Instant;

use super::gateway::*;
use crate::support::log;

/// A server that is killed is gone at once for who asks, and another takes its place.
async fn killed() {
    let left: [Arc<AtomicU32>; 3] = Default::default();
    let each = |server: usize| counting(&left[server]);
    let mut cluster = TestCluster::start(3, each).await.unwrap();
    let mut clients = clients(&cluster).await;
    let server = cluster[0].server::<Shared>();
    log::start();
    cluster.kill(2);
    let lost = clients.pop().unwrap();
    assert_eq!(lost.end(), Some(End::ConnectionLost));
    assert_eq!(cluster.len(), 2);
    cluster.settled().await;
    assert_eq!(left[2].load(Relaxed), 1, "it is the same process");
    // What the hook has emitted.
    nothing_more(&clients).await;
    assert_eq!(Arc::strong_count(&left[2]), 1, "nothing of it is left");
    assert_is_shared(&cluster, &clients).await;
    assert_eq!(answers(&server).await, (vec![0, 1], true));
    let lines = log::lines_with("backend=");
    assert_eq!(lines, [""; 0], "nobody complains");

    let fourth = cluster.add(builder()).await.unwrap();
    assert_eq!(fourth, 3);
    let client = cluster[fourth].connect::<Shared>().await.unwrap();
    clients.iter().for_each(Client::forget_events);
    clients.push(client);
    assert_is_shared(&cluster, &clients).await;
}

#[tokio::test]
async fn a_server_that_is_killed_is_replaced() {
    killed().await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_killed_is_replaced_under_a_stopped_clock() {
    killed().await;
}

/// Also if the test keeps what no other process could.
#[tokio::test(start_paused = true)]
async fn nobody_hears_of_a_server_that_is_killed() {
    let mut cluster = start(2).await;
    let clients = clients(&cluster).await;
    let kept: GatewayApp = (*cluster[1]).clone();
    cluster.kill(1);
    let server = cluster[0].server::<Shared>();
    assert_eq!(server.server_count().await.unwrap(), 1);
    let delivery = kept.server::<Shared>().emit_event(&News(1)).await;
    assert!(delivery.unwrap().shared.is_err());
    assert_eq!(clients[0].ask::<usize>("count", &()).await.unwrap(), 1);
    assert!(clients[0].ask::<bool>("say", &2).await.unwrap());
    assert_eq!(clients[0].event::<News>().await, News(2));
    clients[0].no_event().await;
}

#[tokio::test(start_paused = true)]
async fn who_asks_while_a_server_is_killed_has_the_answers_of_the_others() {
    let mut cluster = start(3).await;
    let clients = clients(&cluster).await;
    cluster.hang(2);
    let answer = clients[0].ask::<usize>("count", &());
    cluster.settled().await;
    cluster.kill(2);
    cluster.advance(Duration::from_secs(4)).await;
    assert_eq!(cluster[0].in_work(), 1, "it waits for one that is gone");
    cluster.advance(BACK).await;
    assert_eq!(answer.await.unwrap(), 2);
    // Who asks next does not wait for it at all.
    let begin = Instant::now();
    assert_eq!(clients[0].ask::<usize>("count", &()).await.unwrap(), 2);
    assert!(begin.elapsed() < Duration::from_millis(5));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_shuts_down_is_not_counted() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    cluster[1].shutdown(BACK).await;
    clients[1].ended().await;
    cluster.settled().await;
    assert_eq!(clients[0].event::<News>().await, News(0), "of its hook");
    let server = cluster[0].server::<Shared>();
    assert_eq!(server.server_count().await.unwrap(), 1);
    assert_eq!(server.count().await.unwrap(), 1);
}

#[tokio::test]
#[should_panic(expected = "server 1 was killed")]
async fn a_server_that_was_killed_is_not_there() {
    let mut cluster = start(2).await;
    cluster.kill(1);
    cluster[1].settled().await;
}

#[tokio::test]
#[should_panic(expected = "there is no server 2: 2 were started, and the first is server 0")]
async fn a_server_that_was_never_there_is_not_cut_off() {
    start(2).await.cut(2);
}
