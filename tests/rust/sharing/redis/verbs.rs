//! Every verb reaches the clients of three servers from each of them.

use gateway_runtime::{Broadcast, RedisAdapter, RemoteSocket, SocketId, prelude::*};

use crate::{
    Node, Redis,
    language::adapter,
    node::{NAMESPACE, News, QUIET, SOON, Shared, news, packet},
    options,
};

async fn three(redis: &Redis) -> [Node; 3] {
    [
        Node::start(redis, "one").await,
        Node::start(redis, "two").await,
        Node::start(redis, "three").await,
    ]
}

#[tokio::test]
async fn an_event_reaches_the_clients_of_all_servers_once() {
    let redis = Redis::start();
    let mut nodes = three(&redis).await;
    let delivery = nodes[0].server().emit_event(&News(1)).await.unwrap();
    assert!(delivery.shared.is_ok());
    nodes[1]
        .server()
        .to("everybody")
        .emit_event(&News(2))
        .await
        .unwrap();
    for node in &mut nodes {
        // The one from elsewhere may overtake the one of this server and the other way round.
        let mut got = [node.got().await, node.got().await];
        got.sort_unstable();
        assert_eq!(got, [news(1), news(2)]);
        assert!(node.got_nothing_more().await);
    }
}

#[tokio::test]
async fn a_socket_of_another_server_is_reached_and_left_out_by_its_id() {
    let redis = Redis::start();
    let mut nodes = three(&redis).await;
    let other = nodes[2].id();
    let server = nodes[0].server();
    server.to(other).emit_event(&News(1)).await.unwrap();
    assert_eq!(nodes[2].got().await, news(1));
    server.except(other).emit_event(&News(2)).await.unwrap();
    assert_eq!(nodes[0].got().await, news(2));
    assert_eq!(nodes[1].got().await, news(2));
    server
        .volatile()
        .to(other)
        .emit_event(&News(3))
        .await
        .unwrap();
    assert_eq!(nodes[2].got().await, news(3));
    server.local().emit_event(&News(4)).await.unwrap();
    assert_eq!(nodes[0].got().await, news(4));
    for node in &mut nodes {
        assert!(node.got_nothing_more().await);
    }
}

#[tokio::test]
async fn a_socket_leaves_itself_out_on_its_server_and_nobody_elsewhere() {
    let redis = Redis::start();
    let mut nodes = three(&redis).await;
    let own = nodes[0].id();
    let socket = nodes[0].server().socket(own).expect("is here");
    socket.to("everybody").emit_event(&News(1)).await.unwrap();
    socket.broadcast().emit_event(&News(2)).await.unwrap();
    for node in &mut nodes[1..] {
        assert_eq!(node.got().await, news(1));
        assert_eq!(node.got().await, news(2));
    }
    assert!(nodes[0].got_nothing_more().await);
}

#[tokio::test]
async fn acknowledgements_come_from_all_servers() {
    let redis = Redis::start();
    let nodes = three(&redis).await;
    let asked = nodes[1]
        .server()
        .emit_with_ack("question", &1)
        .await
        .unwrap();
    assert!(asked.shared().is_ok());
    let answers: Vec<(Option<SocketId>, Result<String, EmitError>)> = asked.all().await;
    let mut names: Vec<String> = answers.into_iter().map(|(_, name)| name.unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["one", "three", "two"]);
}

#[tokio::test]
async fn rooms_are_joined_left_and_listed_on_all_servers() {
    let redis = Redis::start();
    let mut nodes = three(&redis).await;
    let server = nodes[0].server();
    let ids: Vec<SocketId> = nodes.iter().map(Node::id).collect();
    server.to([ids[1], ids[2]]).join("cellar").await.unwrap();
    until(async || {
        nodes[2]
            .server()
            .to("cellar")
            .fetch_sockets()
            .await
            .unwrap()
            .len()
            == 2
    })
    .await;
    let mut rooms = nodes[1].server().rooms().await.unwrap();
    rooms.retain(|room| !ids.iter().any(|id| id.to_string() == *room));
    assert_eq!(rooms, ["cellar", "everybody"]);
    nodes[2]
        .server()
        .to("cellar")
        .emit_event(&News(1))
        .await
        .unwrap();
    assert_eq!(nodes[1].got().await, news(1));
    assert_eq!(nodes[2].got().await, news(1));
    assert!(nodes[0].got_nothing_more().await);

    server.to(ids[1]).leave("cellar").await.unwrap();
    let found = async |chosen: Broadcast<Shared>| -> Vec<SocketId> {
        let sockets = chosen.fetch_sockets().await.unwrap();
        sockets.iter().map(RemoteSocket::id).collect()
    };
    until(async || found(server.to("cellar")).await == [ids[2]]).await;
    let mut all = found(server.broadcast()).await;
    assert_eq!(server.to("cellar").count().await.unwrap(), 1);
    assert_eq!(server.count().await.unwrap(), 3);
    let mut expected = ids.clone();
    all.sort_unstable_by_key(SocketId::to_string);
    expected.sort_unstable_by_key(SocketId::to_string);
    assert_eq!(all, expected);

    server.to(ids[2]).disconnect().await.unwrap();
    assert_eq!(nodes[2].got().await, format!("41{NAMESPACE},"));
    until(async || server.fetch_sockets().await.unwrap().len() == 2).await;
}

#[tokio::test]
async fn servers_are_counted_also_two_in_one_process() {
    let redis = Redis::start();
    let adapter = adapter(&redis).await;
    let mut first = Node::with(adapter.clone(), "first").await;
    assert_eq!(first.server().server_count().await.unwrap(), 1);
    let mut second = Node::with(adapter, "second").await;
    let mut third = Node::start(&redis, "third").await;
    for node in [&first, &second, &third] {
        assert_eq!(node.server().server_count().await.unwrap(), 3);
        assert_eq!(node.server().fetch_sockets().await.unwrap().len(), 3);
        assert_eq!(node.server().count().await.unwrap(), 3);
    }
    second.server().emit_event(&News(1)).await.unwrap();
    for node in [&mut first, &mut second, &mut third] {
        assert_eq!(node.got().await, news(1));
        assert!(node.got_nothing_more().await);
    }
    third.app.shutdown(SOON).await;
    until(async || first.server().server_count().await.unwrap() == 2).await;
}

#[tokio::test]
async fn two_applications_with_different_prefixes_do_not_hear_each_other() {
    let redis = Redis::start();
    let shop = RedisAdapter::connect_with(redis.url(), options().prefix("shop"));
    let mut shop = Node::with(shop.await.expect("connects"), "shop").await;
    let mut other = Node::start(&redis, "other").await;
    shop.server().emit("offer", &1).await.unwrap();
    assert_eq!(shop.got().await, packet("offer", "1"));
    assert!(other.got_nothing_more().await);
    assert_eq!(shop.server().server_count().await.unwrap(), 1);
}

/// A server that is alone has nobody to wait for.
#[tokio::test]
async fn one_server_alone_answers_at_once() {
    let redis = Redis::start();
    let node = Node::start(&redis, "alone").await;
    let started = std::time::Instant::now();
    assert_eq!(node.server().fetch_sockets().await.unwrap().len(), 1);
    assert_eq!(node.server().count().await.unwrap(), 1);
    assert!(
        node.server()
            .rooms()
            .await
            .unwrap()
            .contains(&"everybody".into())
    );
    assert!(started.elapsed() < QUIET, "{:?}", started.elapsed());
}

/// Waits for what takes a message to another server.
async fn until(mut holds: impl AsyncFnMut() -> bool) {
    let deadline = std::time::Instant::now() + SOON;
    while !holds().await {
        assert!(std::time::Instant::now() < deadline, "it never holds");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}
