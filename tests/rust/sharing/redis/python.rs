//! Emitters of Python are heard by each server that has the option, for as long as it is open.

use std::time::Duration;

use gateway_runtime::{Emitter, RedisAdapter, RedisOptions};

use crate::{
    Node, Redis,
    node::{NAMESPACE, SOON, news},
};

/// What python-socketio 5.18 writes.
fn publish(redis: &Redis, channel: &str, number: u32) {
    let message = format!(
        r#"{{"method": "emit", "event": "news", "data": [{number}], "binary": false, "namespace": "{NAMESPACE}", "room": "everybody", "skip_sid": null, "callback": null, "host_id": "1"}}"#
    );
    redis.ask(&["PUBLISH", channel, &message]);
}

/// How many connections listen to a channel.
fn listeners(redis: &Redis, channel: &str) -> String {
    let answer = redis.ask(&["PUBSUB", "NUMSUB", channel]);
    let count = answer.lines().nth(1);
    count.expect("Redis counts").to_owned()
}

#[tokio::test]
async fn each_server_of_a_process_hears_python_once() {
    for options in [
        RedisOptions::new(),
        RedisOptions::new().node_compatible(),
        RedisOptions::new().prefix("shop"),
    ] {
        let redis = Redis::start();
        let options = options.python_emitters();
        let adapter = RedisAdapter::connect_with(redis.url(), options).await;
        let adapter = adapter.expect("connects");
        // The first has the connection that was made before; the second makes its own.
        let mut first = Node::with(adapter.clone(), "first").await;
        let mut second = Node::with(adapter, "second").await;
        assert_eq!(listeners(&redis, "socketio"), "2");
        for number in 1..=3 {
            publish(&redis, "socketio", number);
        }
        for node in [&mut first, &mut second] {
            for number in 1..=3 {
                assert_eq!(node.got().await, news(number));
            }
            assert!(node.got_nothing_more().await);
            assert_eq!(node.server().server_count().await.unwrap(), 2);
        }
        // Who is gone listens no more, and keeps no connection.
        first.app.shutdown(SOON).await;
        second.app.shutdown(Duration::ZERO).await;
        let mut patience = tokio::time::interval(Duration::from_millis(20));
        let gone = async {
            while !redis.connections().is_empty() {
                patience.tick().await;
            }
        };
        tokio::time::timeout(SOON, gone)
            .await
            .expect("the connections are closed");
    }
}

#[tokio::test]
async fn python_is_heard_on_the_channel_that_is_chosen_and_by_nobody_else() {
    let redis = Redis::start();
    let options = RedisOptions::new().python_emitters_on("events");
    let emitter = Emitter::connect_with(redis.url(), options.clone()).await;
    let _emitter = emitter.expect("connects");
    // An emitter has no clients.
    assert_eq!(listeners(&redis, "events"), "0");
    let adapter = RedisAdapter::connect_with(redis.url(), options).await;
    let mut hears = Node::with(adapter.expect("connects"), "hears").await;
    let mut deaf = Node::start(&redis, "deaf").await;
    assert_eq!(listeners(&redis, "events"), "1");
    assert_eq!(listeners(&redis, "socketio"), "0");
    publish(&redis, "socketio", 1);
    publish(&redis, "events", 2);
    assert_eq!(hears.got().await, news(2));
    assert!(hears.got_nothing_more().await && deaf.got_nothing_more().await);
}

#[tokio::test]
async fn who_may_not_listen_to_the_channel_does_not_start() {
    let redis = Redis::start();
    redis.ask(&[
        "ACL",
        "SETUSER",
        "app",
        "on",
        ">secret",
        "+@all",
        "resetchannels",
        "&gateway*",
    ]);
    let url = redis.url().replace("redis://", "redis://app:secret@");
    RedisAdapter::connect(&url).await.expect("connects without");
    let refused = RedisAdapter::connect_with(&url, RedisOptions::new().python_emitters()).await;
    let text = refused.expect_err("is refused").to_string();
    assert!(text.contains("cannot be reached"), "{text}");
    assert!(
        text.contains("channel") && !text.contains("secret"),
        "{text}"
    );
}
