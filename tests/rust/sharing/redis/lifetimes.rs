//! Connections to Redis begin and end with those who need them.

use std::time::{Duration, Instant};

use gateway_runtime::{Emitter, RedisAdapter, prelude::*};
use tokio::time::sleep;

use crate::{
    Node, Redis,
    node::{SOON, Shared},
};

async fn all_connections_end(redis: &Redis) {
    let deadline = Instant::now() + SOON;
    loop {
        let left = redis.connections();
        if left.is_empty() {
            return;
        }
        assert!(Instant::now() < deadline, "are left: {left:#?}");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_connection_ends_with_its_last_owner() {
    let redis = Redis::start();
    let (one, two) = (
        Node::start(&redis, "one").await,
        Node::start(&redis, "two").await,
    );
    let id = two.id();
    let emitter = Emitter::connect(redis.url()).await.unwrap();
    let handle = emitter.of("/shared");
    drop(emitter);
    handle
        .to(id)
        .emit("news", &1)
        .await
        .unwrap()
        .shared
        .unwrap();
    assert_eq!(redis.connections().len(), 3);
    drop(handle);
    one.app.shutdown(SOON).await;
    two.app.shutdown(SOON).await;
    drop((one, two));
    all_connections_end(&redis).await;
}

/// Also if the app was never shut down.
#[tokio::test]
async fn an_app_that_fails_to_start_leaves_no_connection() {
    #[websocket_gateway(namespace = "failing")]
    struct Failing;

    #[websocket_gateway]
    impl Failing {
        #[on_gateway_init]
        fn fails(&self) -> Result<(), String> {
            Err("it fails".into())
        }
    }

    let redis = Redis::start();
    let adapter = RedisAdapter::connect(redis.url()).await.unwrap();
    let builder = GatewayApp::builder()
        .only::<(Failing, Shared)>()
        .adapter(adapter);
    assert!(builder.build().await.is_err());
    all_connections_end(&redis).await;
}

#[tokio::test]
async fn redis_that_is_gone_before_the_app_is_built_is_a_start_up_error() {
    let mut redis = Redis::start();
    let adapter = RedisAdapter::connect(redis.url()).await.unwrap();
    redis.kill();
    let started = Instant::now();
    let builder = GatewayApp::builder().only::<(Shared,)>().adapter(adapter);
    let built = builder.build().await;
    let took = started.elapsed();
    let text = built.expect_err("there is no Redis").to_string();
    assert!(text.contains("/shared"), "{text}");
    assert!(took < Duration::from_secs(4), "{took:?}");
}
