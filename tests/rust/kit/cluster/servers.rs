//! What servers of a cluster are beside that: an emitter, adapters, settling together, order, start-up.

use std::time::Duration;

use gateway_runtime::{
    Cors, Parser, ServerOptions, WebSocketAdapter, prelude::*, testing::TestCluster,
};

use super::gateway::*;

#[tokio::test(start_paused = true)]
async fn an_emitter_is_no_server_and_tells_all() {
    for parser in [Parser::Common, Parser::Msgpack] {
        let cluster = TestCluster::start(2, |_| builder().parser(parser)).await;
        let cluster = cluster.unwrap();
        let clients = clients(&cluster).await;
        let emitter = cluster.emitter().await.unwrap();
        let server = emitter.server::<Shared>();
        server.emit_event(&News(1)).await.unwrap().shared.unwrap();
        server
            .to(clients[1].id())
            .emit_event(&News(2))
            .await
            .unwrap();
        server.servers().emit("told", &3).await.unwrap();
        assert_eq!(clients[0].event::<News>().await, News(1));
        assert_eq!(clients[0].event::<News>().await, News(3));
        assert_eq!(clients[1].event::<News>().await, News(1));
        assert_eq!(clients[1].event::<News>().await, News(2));
        assert_eq!(clients[1].event::<News>().await, News(3));
        nothing_more(&clients).await;
        assert_eq!(server.server_count().await.unwrap(), 2);
        assert!(matches!(server.count().await, Err(EmitError::CannotAsk)));
    }
}

/// An adapter that does not share anything, and decides on something else.
struct AnyOrigin;

impl WebSocketAdapter for AnyOrigin {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        options.cors(Cors::any())
    }
}

#[tokio::test]
async fn everything_else_of_an_adapter_counts() {
    for has_adapter in [true, false] {
        let builder = |_| {
            if has_adapter {
                builder().adapter(AnyOrigin)
            } else {
                builder()
            }
        };
        let cluster = TestCluster::start(2, builder).await.unwrap();
        let client = cluster[0].connect::<Shared>().await.unwrap();
        let page = cluster[1].connect::<Shared>().origin("https://a.example");
        let page = page.await;
        assert_eq!(page.is_ok(), has_adapter);
        client.ask::<bool>("say", &1).await.unwrap();
        let server = cluster[0].server::<Shared>();
        assert_eq!(server.server_count().await.unwrap(), 2);
        assert_eq!(server.count().await.unwrap(), 1 + usize::from(has_adapter));
    }
}

/// To settle is to settle at all servers: what waits on its way to a client of one comes from another.
#[tokio::test(start_paused = true)]
async fn all_servers_settle_together() {
    let small_buffer = |_| builder().max_buffer_size(128);
    let cluster = TestCluster::start(2, small_buffer).await.unwrap();
    let clients = clients(&cluster).await;
    let server = cluster[0].server::<Shared>();
    for settled in [true, false] {
        clients[1].read(false);
        server.servers().emit("flood", &()).await.unwrap();
        // Long enough that the server tries again seldom.
        cluster.advance(Duration::from_millis(200)).await;
        assert!(clients[1].waiting_events() < FLOOD);
        clients[1].read(true);
        if settled {
            cluster[0].settled().await;
        } else {
            clients[0].no_event().await;
        }
        assert_eq!(clients[1].waiting_events(), FLOOD);
        clients[1].forget_events();
    }
}

/// The servers hear messages in the order in which they were sent.
#[tokio::test]
async fn events_from_another_server_come_in_order() {
    let cluster = start(2).await;
    let clients = clients(&cluster).await;
    for number in 0..500 {
        clients[0].emit("say", &number);
    }
    for number in 0..500 {
        assert_eq!(clients[1].event::<News>().await, News(number));
    }
    nothing_more(&clients[1..]).await;
}

#[tokio::test]
async fn a_server_that_does_not_start_is_an_error() {
    let builder = |server| match server {
        0 => builder(),
        _ => GatewayApp::builder().only::<(Shared,)>(),
    };
    let error = TestCluster::start(2, builder).await.unwrap_err();
    assert!(error.to_string().contains("AtomicU32"), "{error}");
}
