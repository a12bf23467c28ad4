//! Connections to Redis begin and end with those who need them.

use std::time::{Duration, Instant};

use gateway_runtime::prelude::*;
use tokio::{
    net::TcpListener,
    time::{sleep, timeout},
};

use crate::{
    Node, Redis,
    language::{adapter, emitter},
    node::{QUIET, SOON, Shared},
    support::unread::{fill, unread_websocket},
};

/// Waits until so many connections are open.
async fn connections_become(redis: &Redis, count: usize) {
    let deadline = Instant::now() + SOON;
    loop {
        let open = redis.connections();
        if open.len() == count {
            return;
        }
        assert!(
            Instant::now() < deadline,
            "not {count} connections: {open:#?}"
        );
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
    let emitter = emitter(&redis).await;
    let handle = emitter.of("/shared");
    drop(emitter);
    handle
        .to(id)
        .emit("news", &1)
        .await
        .unwrap()
        .shared
        .unwrap();
    connections_become(&redis, 3).await;
    drop(handle);
    connections_become(&redis, 2).await;
    // The deadline of the second is over before anything is closed.
    one.app.shutdown(SOON).await;
    connections_become(&redis, 1).await;
    two.app.shutdown(Duration::ZERO).await;
    connections_become(&redis, 0).await;
}

/// On a server of the program's own, which cuts nobody off.
#[tokio::test]
async fn a_client_that_does_not_read_keeps_no_connection() {
    let redis = Redis::start();
    let adapter = adapter(&redis).await;
    let builder = GatewayApp::builder()
        .only::<(Shared,)>()
        .adapter(adapter)
        .max_buffer_size(128);
    let app = builder.build().await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = app.router();
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let unread = unread_websocket(address, &["40/shared,"]).await;
    fill(&app.server::<Shared>(), 1).await;
    connections_become(&redis, 1).await;
    app.shutdown(QUIET).await;
    connections_become(&redis, 0).await;
    drop(unread);
    serving.abort();
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
    let adapter = adapter(&redis).await;
    let builder = GatewayApp::builder()
        .only::<(Failing, Shared)>()
        .adapter(adapter);
    assert!(builder.build().await.is_err());
    connections_become(&redis, 0).await;
}

#[tokio::test]
async fn redis_that_is_gone_before_the_app_is_built_is_a_start_up_error() {
    let mut redis = Redis::start();
    let adapter = adapter(&redis).await;
    redis.kill();
    let builder = GatewayApp::builder().only::<(Shared,)>().adapter(adapter);
    let built = timeout(Duration::from_secs(4), builder.build()).await;
    let error = built.expect("Redis is waited for only so long").err();
    let text = error.expect("there is no Redis").to_string();
    assert!(text.contains("/shared"), "{text}");
}
