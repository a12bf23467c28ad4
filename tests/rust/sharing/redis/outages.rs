//! Redis goes away and comes back.

use std::time::{Duration, Instant};

use gateway_runtime::{RemoteSocket, prelude::*};
use tokio::time::{sleep, timeout};

use crate::{
    Node, PREFIX, Redis,
    language::emitter,
    log,
    node::{News, QUIET, SOON, Shared, assert_is_shared, news},
    traffic::{check_traffic, traffic},
};

/// What nothing may take longer than while Redis is known to be away.
const AT_ONCE: Duration = Duration::from_millis(100);

async fn pair(redis: &Redis) -> (Node, Node) {
    (
        Node::start(redis, "one").await,
        Node::start(redis, "two").await,
    )
}

/// What `verb` took.
async fn timed<T>(verb: impl Future<Output = T>) -> (T, Duration) {
    let started = Instant::now();
    (verb.await, started.elapsed())
}

/// Without anybody sending: a server that only receives is back too.
async fn is_shared_again(one: &mut Node, two: &mut Node) {
    one.becomes(true, SOON).await;
    two.becomes(true, SOON).await;
    assert_is_shared(one, two).await;
}

#[tokio::test]
async fn while_redis_is_dead_this_servers_clients_are_served_at_once() {
    let mut redis = Redis::start();
    let (mut one, mut two) = pair(&redis).await;
    redis.kill();
    one.becomes(false, SOON).await;
    let server = one.server();

    let (delivery, took) = timed(server.emit_event(&News(1))).await;
    assert!(took < AT_ONCE, "{took:?}");
    assert!(delivery.unwrap().shared.is_err());
    assert_eq!(one.got().await, news(1));

    let (asked, took) = timed(server.emit_with_ack::<_, String>("question", &1)).await;
    assert!(took < AT_ONCE, "{took:?}");
    let asked = asked.unwrap();
    assert!(asked.shared().is_err());
    let answers = asked.all().await;
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0].1.as_deref().unwrap(), "one");
    one.client.clear();

    let (joined, took) = timed(server.join("cellar")).await;
    assert!(matches!(joined, Err(EmitError::Adapter(_))) && took < AT_ONCE);
    server
        .to("cellar")
        .local()
        .emit_event(&News(2))
        .await
        .unwrap()
        .shared
        .unwrap();
    assert_eq!(one.got().await, news(2));
    let (left, took) = timed(server.leave("cellar")).await;
    assert!(matches!(left, Err(EmitError::Adapter(_))) && took < AT_ONCE);
    server.to("cellar").emit_event(&News(3)).await.unwrap();

    let (rooms, took) = timed(server.rooms()).await;
    assert!(matches!(rooms, Err(EmitError::Adapter(_))) && took < AT_ONCE);
    let (sockets, took) = timed(server.fetch_sockets()).await;
    assert!(matches!(sockets, Err(EmitError::Adapter(_))) && took < AT_ONCE);
    let (count, took) = timed(server.server_count()).await;
    assert!(matches!(count, Err(EmitError::Adapter(_))) && took < AT_ONCE);
    assert_eq!(server.local().fetch_sockets().await.unwrap().len(), 1);

    assert!(one.got_nothing_more().await && two.got_nothing_more().await);
    redis.restart();
    is_shared_again(&mut one, &mut two).await;

    redis.kill();
    one.becomes(false, SOON).await;
    let (disconnected, took) = timed(one.server().disconnect()).await;
    assert!(matches!(disconnected, Err(EmitError::Adapter(_))) && took < AT_ONCE);
    assert_eq!(one.got().await, "41/shared,");
}

#[tokio::test]
async fn a_silent_redis_is_waited_for_once_and_is_noticed_by_those_who_only_receive() {
    let redis = Redis::start();
    let (mut one, mut two) = pair(&redis).await;
    log::start();
    redis.pause();
    let (delivery, took) = timed(one.server().emit_event(&News(1))).await;
    assert!(took < Duration::from_millis(800), "{took:?}");
    assert!(delivery.unwrap().shared.is_err());
    for number in 2..20 {
        let (delivery, took) = timed(one.server().emit_event(&News(number))).await;
        assert!(delivery.unwrap().shared.is_err());
        assert!(took < AT_ONCE, "{took:?}");
    }
    for number in 1..20 {
        assert_eq!(one.got().await, news(number));
    }
    two.becomes(false, SOON).await;
    // Long enough to give up the connections.
    sleep(Duration::from_secs(4)).await;
    redis.resume();
    two.becomes(true, SOON).await;
    one.becomes(true, SOON).await;
    // What Redis had when it was stopped is there once, or not at all; nothing else is.
    let late = two.client.all(QUIET).await;
    assert!(late.is_empty() || late == [news(1)], "{late:?}");
    is_shared_again(&mut one, &mut two).await;

    let lines = log::about_sharing();
    assert_eq!(lines.len(), 4, "two for each server: {lines:#?}");
    let of = |level: &str| lines.iter().filter(|line| line.contains(level)).count();
    assert_eq!((of("WARN"), of("INFO")), (2, 2), "{lines:#?}");
    let told = lines.iter().filter(|line| line.contains("not_shared=19"));
    assert_eq!(told.count(), 1, "{lines:#?}");
}

/// A connection that is only slow is kept, and with it what was underway.
#[tokio::test]
async fn a_short_silence_loses_nothing() {
    let redis = Redis::start();
    let (mut one, mut two) = pair(&redis).await;
    redis.pause();
    one.server().emit_event(&News(1)).await.unwrap();
    one.becomes(false, SOON).await;
    two.becomes(false, SOON).await;
    sleep(QUIET).await;
    redis.resume();
    assert_eq!(two.got().await, news(1));
    assert!(two.got_nothing_more().await);
    is_shared_again(&mut one, &mut two).await;
}

#[tokio::test]
async fn nothing_arrives_twice_however_often_redis_comes_and_goes() {
    let mut redis = Redis::start();
    let (mut one, mut two) = pair(&redis).await;
    log::start();
    let traffic = traffic(&one, 800);
    for round in 0_u64..3 {
        sleep(Duration::from_millis(500)).await;
        redis.pause();
        sleep(Duration::from_millis(300 + 1400 * round)).await;
        redis.resume();
        sleep(Duration::from_millis(500)).await;
        redis.kill();
        sleep(Duration::from_millis(300)).await;
        redis.restart();
    }
    check_traffic(traffic.await.unwrap(), &mut one, &mut two).await;
    is_shared_again(&mut one, &mut two).await;
    let lines = log::about_sharing();
    assert!(
        lines.len() <= 2 * 2 * 6,
        "two for each server and outage: {lines:#?}"
    );
}

#[tokio::test]
async fn who_asks_is_told_when_redis_goes_away_in_between() {
    let mut redis = Redis::start();
    let (one, _two) = pair(&redis).await;
    // One that is counted and never answers, neither for the namespace nor for the server.
    let deaf = redis.subscribe(&format!("{PREFIX}-request#/shared#"));
    let deaf_server = redis.subscribe(&format!("{PREFIX}-request#servers#"));
    assert_eq!(one.server().server_count().await.unwrap(), 3);
    let server = one.server();
    let rooms = tokio::spawn(async move { timed(server.rooms()).await });
    let server = one.server();
    let sockets = tokio::spawn(async move { timed(server.fetch_sockets()).await });
    sleep(QUIET).await;
    redis.kill();
    let (answer, took) = rooms.await.unwrap();
    assert!(matches!(answer, Err(EmitError::Adapter(_))), "{answer:?}");
    assert!(took < Duration::from_secs(2), "{took:?}");
    let (answer, took) = sockets.await.unwrap();
    assert!(matches!(answer, Err(EmitError::Adapter(_))), "{answer:?}");
    assert!(took < Duration::from_secs(2), "{took:?}");
    drop((deaf, deaf_server));
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_waited_for_as_long_as_the_caller_says() {
    let redis = Redis::start();
    let (one, two) = pair(&redis).await;
    let deaf = redis.subscribe(&format!("{PREFIX}-request#/shared#"));
    let deaf_server = redis.subscribe(&format!("{PREFIX}-request#servers#"));
    let patient = one.server().timeout(Duration::from_millis(500));
    let (sockets, took) = timed(patient.clone().fetch_sockets()).await;
    let ids: Vec<_> = sockets.unwrap().iter().map(RemoteSocket::id).collect();
    assert!(took < Duration::from_secs(2), "{took:?}");
    assert!(
        ids.contains(&one.id()) && ids.contains(&two.id()),
        "{ids:?}"
    );
    let (count, took) = timed(patient.count()).await;
    assert!(took < Duration::from_secs(2), "{took:?}");
    assert_eq!(count.unwrap(), 2);
    drop((deaf, deaf_server));
}

#[tokio::test]
async fn an_emitter_and_a_server_find_redis_again() {
    let mut redis = Redis::start();
    let mut node = Node::start(&redis, "one").await;
    let emitter = emitter(&redis).await;
    let server = emitter.server::<Shared>();
    redis.kill();
    while emitter.health().is_up() {
        sleep(Duration::from_millis(10)).await;
    }
    let (delivery, took) = timed(server.emit_event(&News(1))).await;
    assert!(took < AT_ONCE && delivery.unwrap().shared.is_err());
    redis.restart();
    node.becomes(true, SOON).await;
    timeout(SOON, async {
        while !emitter.health().is_up() {
            emitter.health().changed().await;
        }
    })
    .await
    .expect("it is back");
    server.emit_event(&News(2)).await.unwrap().shared.unwrap();
    assert_eq!(node.got().await, news(2));
}
