//! An emitter, which is no server, reaches the clients of servers.

use std::io::Read as _;

use gateway_runtime::{Emitter, prelude::*};

use crate::{
    EVENTS, Node, PACKED_NEWS, Redis,
    language::{adapter, emitter},
    node::{NAMESPACE, News, QUIET, Shared, news},
    options,
};

#[websocket_gateway(namespace = "of/{many}")]
struct Many;

#[tokio::test]
async fn an_emitter_tells_the_clients_of_all_servers() {
    let redis = Redis::start();
    let mut one = Node::start(&redis, "one").await;
    let mut two = Node::start(&redis, "two").await;
    let emitter = emitter(&redis).await;
    let server = emitter.server::<Shared>();
    let untyped = emitter.of("shared");
    // The handles keep what they need.
    drop(emitter);

    server.emit_event(&News(1)).await.unwrap().shared.unwrap();
    untyped.to("everybody").emit("news", &2).await.unwrap();
    let id = two.id();
    server.to(id).emit_event(&News(3)).await.unwrap();
    server.except(id).emit_event(&News(4)).await.unwrap();
    server.local().emit_event(&News(5)).await.unwrap();
    for expected in [news(1), news(2), news(4)] {
        assert_eq!(one.got().await, expected);
    }
    for expected in [news(1), news(2), news(3)] {
        assert_eq!(two.got().await, expected);
    }

    server.to(id).join("vault").await.unwrap();
    server.to("vault").emit_event(&News(6)).await.unwrap();
    assert_eq!(two.got().await, news(6));
    server.to(id).leave("vault").await.unwrap();
    server.to("vault").emit_event(&News(7)).await.unwrap();
    server.to(id).disconnect().await.unwrap();
    assert_eq!(two.got().await, format!("41{NAMESPACE},"));
    assert!(one.got_nothing_more().await);
}

#[tokio::test]
async fn an_emitter_is_no_server_and_cannot_ask() {
    let redis = Redis::start();
    let node = Node::start(&redis, "one").await;
    let emitter = emitter(&redis).await;
    let server = emitter.server::<Shared>();
    assert!(matches!(server.rooms().await, Err(EmitError::CannotAsk)));
    assert!(matches!(
        server.fetch_sockets().await,
        Err(EmitError::CannotAsk)
    ));
    assert!(matches!(server.count().await, Err(EmitError::CannotAsk)));
    let asked = server.emit_with_ack::<_, u8>("question", &1).await;
    assert!(matches!(asked, Err(EmitError::CannotAsk)));
    assert_eq!(server.sockets().unwrap().len(), 0);
    assert_eq!(server.server_count().await.unwrap(), 1);
    // It ends with its handles, not before.
    tokio::select! {
        biased;
        () = server.closed() => panic!("nothing has been closed"),
        () = std::future::ready(()) => {}
    }
    assert_eq!(node.server().server_count().await.unwrap(), 1);
    assert_eq!(server.namespace(), Some(NAMESPACE));
}

#[tokio::test]
async fn an_emitter_reaches_no_dynamic_namespace() {
    let redis = Redis::start();
    let emitter = emitter(&redis).await;
    let many = emitter.server::<Many>();
    assert!(matches!(
        many.emit("e", &1).await,
        Err(EmitError::NoNamespace)
    ));
    let one = many.of("/of/7");
    assert!(matches!(
        one.emit("e", &1).await,
        Err(EmitError::NoNamespace)
    ));
    let impossible = emitter.of("/a#b");
    assert!(matches!(
        impossible.emit("e", &1).await,
        Err(EmitError::NoNamespace)
    ));
}

#[tokio::test]
async fn an_emitter_has_the_prefix_of_its_servers() {
    let redis = Redis::start();
    let mut node = Node::start(&redis, "one").await;
    let options = options().prefix("elsewhere");
    let emitter = Emitter::connect_with(redis.url(), options)
        .await
        .expect("connects");
    emitter
        .server::<Shared>()
        .emit_event(&News(1))
        .await
        .unwrap();
    assert!(node.client.next(QUIET).await.is_none());
}

/// A packet of one format is nothing to clients of the other.
#[tokio::test]
async fn an_emitter_writes_what_the_servers_clients_read() {
    use gateway_runtime::Parser;

    let redis = Redis::start();
    let adapter = adapter(&redis).await;
    let app = GatewayApp::builder()
        .only::<(Shared,)>()
        .parser(Parser::Msgpack)
        .adapter(adapter)
        .build();
    let app = app.await.expect("starts");
    let options = options().parser(Parser::Msgpack);
    let emitter = Emitter::connect_with(redis.url(), options)
        .await
        .expect("connects");
    for server in [app.server::<Shared>(), emitter.server::<Shared>()] {
        let mut listener = redis.subscribe(EVENTS);
        server.emit_event(&News(1)).await.unwrap();
        let mut message = [0; 1024];
        let length = listener.read(&mut message).unwrap();
        let message = &message[..length];
        let is_packed = message
            .windows(PACKED_NEWS.len())
            .any(|part| part == PACKED_NEWS);
        assert!(is_packed, "{}", message.escape_ascii());
    }
}
