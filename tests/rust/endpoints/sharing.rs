//! Gateways that share an endpoint agree about its options; those of different endpoints need not.

use gateway_runtime::{Cors, ServerOptions, prelude::*};

use super::{
    Chat, Payments, Quotes, all, port, problems,
    support::{
        http::{HANDSHAKE, UPGRADE, handshake, request},
        running::Running,
    },
};

/// With a server of its own, said in the attribute.
#[websocket_gateway(
    namespace = "news",
    port = 0,
    path = "news",
    max_payload = 5,
    transports(polling)
)]
struct News;

#[websocket_gateway(
    namespace = "weather",
    port = 0,
    path = "/news",
    max_payload = 6,
    cors(origin = ["https://example.com"], credentials)
)]
struct Weather;

#[tokio::test]
async fn gateways_with_equal_port_and_path_share_a_server() {
    let builder = all()
        .gateway_options::<Payments>(port(0))
        .gateway_options::<Quotes>(port(0).max_payload(7));
    let running = Running::start(builder).await;
    let app = &running.app;
    assert_eq!(app.gateway_addr::<Payments>(), app.gateway_addr::<Quotes>());
    // What only one of them says holds for both.
    let shared = app.gateway_addr::<Payments>().expect("bound");
    let answer = handshake(shared, HANDSHAKE, &[]).await;
    assert!(answer.body.contains("\"maxPayload\":7"), "{}", answer.body);
    let answer = handshake(running.own(), HANDSHAKE, &[]).await;
    assert!(
        answer.body.contains("\"maxPayload\":1000000"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn each_path_of_a_port_is_a_server_of_its_own() {
    let builder = all()
        .gateway_options::<Chat>(ServerOptions::new().path("chat").max_payload(1))
        .gateway_options::<Quotes>(ServerOptions::new().path("/chat/quotes/").max_payload(2));
    let running = Running::start(builder).await;
    for (path, max_payload) in [("/chat", 1), ("/chat/quotes", 2), ("/socket.io", 1_000_000)] {
        let path = format!("{path}/?EIO=4&transport=polling");
        let answer = handshake(running.own(), &path, &[]).await;
        let limit = format!("\"maxPayload\":{max_payload}");
        assert!(answer.body.contains(&limit), "{path}: {}", answer.body);
    }
    for path in [
        "/chats/?EIO=4&transport=polling",
        "/?EIO=4&transport=polling",
    ] {
        assert_eq!(request(running.own(), "GET", path, &[]).await.status, 404);
    }
}

#[tokio::test]
async fn options_that_contradict_each_other_on_one_server_name_both_gateways() {
    let builder = all()
        .gateway_options::<Chat>(ServerOptions::new().max_payload(1).cors(Cors::any()))
        .gateway_options::<Quotes>(ServerOptions::new().max_payload(2));
    let problems = problems(builder).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    let problem = &problems[0];
    for part in [
        "`Chat` (",
        "`Quotes` (",
        "share the server with path `/socket.io`",
        "in `max_payload`",
    ] {
        assert!(problem.contains(part), "{problem}");
    }
    assert_eq!(problem.matches("main.rs:").count(), 2, "{problem}");
}

#[tokio::test]
async fn attributes_say_options_and_can_contradict_each_other() {
    let path = "/news/?EIO=4&transport=polling";
    let running = Running::start(GatewayApp::builder().only::<(News, Chat)>()).await;
    let address = running.app.gateway_addr::<News>().expect("bound");
    assert_ne!(address, running.own());
    let answer = handshake(address, path, &[]).await;
    assert!(answer.body.contains("\"maxPayload\":5}"), "{}", answer.body);
    let socket = "/news/?EIO=4&transport=websocket";
    assert_eq!(request(address, "GET", socket, &UPGRADE).await.status, 400);

    let running = Running::start(GatewayApp::builder().only::<(Weather,)>()).await;
    let address = running.app.gateway_addr::<Weather>().expect("bound");
    let allowed = [("Origin", "https://example.com")];
    let answer = handshake(address, path, &allowed).await;
    assert_eq!(
        answer.header("access-control-allow-credentials"),
        Some("true")
    );

    let both = || GatewayApp::builder().only::<(News, Weather)>();
    let problems = problems(both()).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    let words =
        "share the server with port 0 and path `/news` and contradict each other in `max_payload`";
    assert!(problems[0].contains(words), "{problems:#?}");

    // What the builder says holds for both, so there is no contradiction left.
    let app = both().max_payload(7).build().await;
    app.expect("starts");
}

#[tokio::test]
async fn the_same_options_are_no_contradiction_on_another_server() {
    let builder = all()
        .gateway_options::<Chat>(ServerOptions::new().max_payload(1))
        .gateway_options::<Quotes>(ServerOptions::new().max_payload(2).path("/quotes"))
        .gateway_options::<Payments>(port(0).max_payload(3));
    builder.build().await.expect("starts");
}
