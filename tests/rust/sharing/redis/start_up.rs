//! Addresses that lead nowhere are errors at the start-up, without their passwords.

use std::time::{Duration, Instant};

use gateway_runtime::{Emitter, RedisAdapter, RedisClusterAdapter, RedisOptions, prelude::*};

use crate::{Redis, redis::free_port};

#[tokio::test]
async fn an_address_that_leads_nowhere_is_named_without_credentials() {
    let port = free_port();
    let url = format!("redis://shop:secret@127.0.0.1:{port}/0");
    let started = Instant::now();
    let error = RedisAdapter::connect(&url)
        .await
        .expect_err("nobody is there");
    assert!(started.elapsed() < Duration::from_secs(3));
    let text = error.to_string();
    assert!(
        text.contains(&format!("redis://***@127.0.0.1:{port}/0")),
        "{text}"
    );
    assert!(!text.contains("secret") && !text.contains("shop"), "{text}");

    let error = Emitter::connect("http://shop:secret@cache").await;
    let text = error.expect_err("is no Redis").to_string();
    assert!(
        text.contains("http://***@cache") && !text.contains("secret"),
        "{text}"
    );
}

#[tokio::test]
async fn a_wrong_password_is_an_error_that_does_not_show_it() {
    let redis = Redis::start_with(&["--requirepass", "right"]);
    let wrong = format!("redis://:wr0ng@127.0.0.1:{}", redis.port());
    let text = RedisAdapter::connect(wrong)
        .await
        .expect_err("is refused")
        .to_string();
    assert!(text.contains("***@") && !text.contains("wr0ng"), "{text}");
    // RESP3 is not for the address to decide.
    let right = format!("redis://:right@127.0.0.1:{}/0?protocol=resp2", redis.port());
    RedisAdapter::connect(right).await.expect("connects");
}

#[tokio::test]
async fn a_silent_server_does_not_hold_up_the_start() {
    let redis = Redis::start();
    redis.pause();
    let started = Instant::now();
    let text = RedisAdapter::connect(redis.url())
        .await
        .expect_err("is silent")
        .to_string();
    assert!(started.elapsed() < Duration::from_secs(4));
    assert!(text.contains("does not answer"), "{text}");
}

#[tokio::test]
async fn tls_that_is_not_compiled_in_says_what_to_do() {
    let text = RedisAdapter::connect("rediss://:secret@cache:6379").await;
    let text = text.expect_err("is not compiled in").to_string();
    assert!(text.contains("tokio-rustls-comp"), "{text}");
    assert!(text.contains("rediss://***@cache:6379"), "{text}");
}

#[tokio::test]
async fn a_cluster_cannot_have_the_language_of_node() {
    // Nobody is asked: the error comes first.
    let nodes = ["redis://127.0.0.1:1"];
    for (options, name) in [
        (RedisOptions::new().node_compatible(), "node_compatible"),
        (
            RedisOptions::new().node_compatible_sharded(),
            "node_compatible_sharded",
        ),
    ] {
        let adapter = RedisClusterAdapter::connect_with(nodes, options.clone()).await;
        let emitter = Emitter::connect_cluster_with(nodes, options).await;
        for error in [
            adapter.expect_err("is refused"),
            emitter.expect_err("is refused"),
        ] {
            let text = error.to_string();
            let refused = format!("`RedisOptions::{name}` is not for a Redis Cluster");
            assert!(text.contains(&refused), "{text}");
            assert!(text.contains("use `RedisAdapter`"), "{text}");
        }
    }
}

#[tokio::test]
async fn a_cluster_cannot_hear_emitters_of_python() {
    // Nobody is asked: the error comes first.
    let nodes = ["redis://127.0.0.1:1"];
    for options in [
        RedisOptions::new().python_emitters(),
        RedisOptions::new().python_emitters_on("events"),
    ] {
        let adapter = RedisClusterAdapter::connect_with(nodes, options.clone()).await;
        let text = adapter.expect_err("is refused").to_string();
        for part in [
            "rooms cannot be shared between servers",
            "`RedisOptions::python_emitters` is not for a Redis Cluster",
            "use `RedisAdapter`",
        ] {
            assert!(text.contains(part), "{text}");
        }
        // An emitter listens to nobody, so that nothing but the address is wrong.
        let emitter = Emitter::connect_cluster_with(nodes, options).await;
        let text = emitter.expect_err("reaches nobody").to_string();
        assert!(text.contains("cannot be reached"), "{text}");
    }
}

/// A namespace for each room, which the other servers would not know.
#[websocket_gateway(namespace = "rooms/{room}")]
struct Rooms;

#[tokio::test]
async fn dynamic_namespaces_are_not_shared_in_any_language() {
    let redis = Redis::start();
    for options in [
        RedisOptions::new(),
        RedisOptions::new().node_compatible(),
        RedisOptions::new().node_compatible_sharded(),
    ] {
        let adapter = RedisAdapter::connect_with(redis.url(), options).await;
        let app = GatewayApp::builder()
            .only::<(Rooms,)>()
            .adapter(adapter.expect("connects"));
        let text = app.build().await.expect_err("is refused").to_string();
        assert!(
            text.contains("is dynamic, and rooms are shared between servers"),
            "{text}"
        );
        assert!(text.contains("with a room for each"), "{text}");
    }
}
