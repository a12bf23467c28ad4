//! Ports, paths, origins and adapters: which servers an app has, and who decides what they are like.

#![expect(
    clippy::expect_used,
    reason = "clippy does not see that this file is a test"
)]

mod http;
mod running;

use std::time::Duration;

use axum::{Router, routing::get};
use gateway_runtime::{Cors, ServerOptions, Sharing, Transport, WebSocketAdapter, prelude::*};
use http::{HANDSHAKE, handshake, request};
use running::Running;
use tokio::net::TcpListener;

#[websocket_gateway(namespace = "chat")]
struct Chat;

#[websocket_gateway(namespace = "payment")]
struct Payments;

#[websocket_gateway(namespace = "quotes")]
struct Quotes;

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

type Builder = gateway_runtime::GatewayAppBuilder;

fn all() -> Builder {
    GatewayApp::builder()
        .only::<(Chat, Payments, Quotes)>()
        .router(Router::new().route("/own", get(async || "own")))
}

fn port(port: u16) -> ServerOptions {
    ServerOptions::new().port(port)
}

async fn problems(builder: Builder) -> Vec<String> {
    let error = builder.build().await.expect_err("it cannot start");
    error.problems().to_vec()
}

/// Two ports that are free at the moment, so that options can name them.
async fn free_ports() -> (u16, u16) {
    let bind = async || TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let (one, two) = (bind().await, bind().await);
    let port = |listener: &TcpListener| listener.local_addr().expect("bound").port();
    (port(&one), port(&two))
}

#[tokio::test]
async fn a_gateway_with_a_port_has_a_listener_of_its_own_beside_the_apps() {
    let running = Running::start(all().gateway_options::<Payments>(port(0))).await;
    let (own, payments) = (
        running.own(),
        running.app.gateway_addr::<Payments>().expect("bound"),
    );
    assert_ne!(own, payments);
    assert_eq!(own.ip(), payments.ip());
    assert_eq!(running.app.gateway_addr::<Chat>(), Some(own));
    for address in [own, payments] {
        handshake(address, HANDSHAKE, &[]).await;
    }
    assert_eq!(request(own, "GET", "/own", &[]).await.body, "own");
    assert_eq!(request(payments, "GET", "/own", &[]).await.status, 404);

    // The shutdown ends both.
    running.app.shutdown(Duration::from_secs(1)).await;
    for address in [own, payments] {
        http::until_refused(address).await;
    }
}

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
    assert_eq!(problem.matches("servers.rs:").count(), 2, "{problem}");
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
    assert_eq!(
        request(address, "GET", socket, &http::UPGRADE).await.status,
        400
    );

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
async fn a_gateway_may_name_the_port_that_is_the_apps_own() {
    let (own, other) = free_ports().await;
    let options = port(own).path("/payments");
    let app = all()
        .gateway_options::<Payments>(options)
        .build()
        .await
        .expect("starts");
    app.bind(("127.0.0.1", own)).await.expect("one listener");
    assert_eq!(app.gateway_addr::<Payments>(), app.local_addr());
    let serving = tokio::spawn({
        let app = app.clone();
        async move { app.serve().await }
    });
    let address = app.local_addr().expect("bound");
    handshake(address, HANDSHAKE, &[]).await;
    handshake(address, "/payments/?EIO=4&transport=polling", &[]).await;
    serving.abort();

    // With the same path there would be two servers in one place.
    let app = all()
        .gateway_options::<Payments>(port(other))
        .build()
        .await
        .expect("starts");
    let error = app.bind(("127.0.0.1", other)).await.expect_err("a clash");
    let error = error.to_string();
    let words = format!(
        "port {other} and path `/socket.io` belong to `Payments`, by its `port`, and to `Chat` and `Quotes`"
    );
    assert!(error.contains(&words), "{error}");
}

#[tokio::test]
async fn every_port_that_is_in_use_is_named_and_none_is_bound() {
    let taken = [
        TcpListener::bind("127.0.0.1:0").await.expect("a free port"),
        TcpListener::bind("127.0.0.1:0").await.expect("a free port"),
    ];
    let [payments, quotes] = taken
        .each_ref()
        .map(|listener| listener.local_addr().expect("bound").port());
    let app = all()
        .gateway_options::<Payments>(port(payments))
        .gateway_options::<Quotes>(port(quotes))
        .build()
        .await
        .expect("starts");
    let (own, _) = free_ports().await;
    let error = app.bind(("127.0.0.1", own)).await.expect_err("in use");
    assert_eq!(error.problems().len(), 2, "{error}");
    for (port, gateway) in [(payments, "`Payments`"), (quotes, "`Quotes`")] {
        let words = format!("127.0.0.1:{port}, the port of {gateway}: ");
        assert!(error.to_string().contains(&words), "{error}");
    }
    assert_eq!(app.local_addr(), None);
    TcpListener::bind(("127.0.0.1", own))
        .await
        .expect("given back");

    // The app's own is among them, and would be that of another gateway too.
    let address = taken[0].local_addr().expect("bound");
    let error = app.bind(address).await.expect_err("in use");
    assert_eq!(error.problems().len(), 3, "{error}");
    drop(taken);
    app.bind("127.0.0.1:0")
        .await
        .expect("a second try may succeed");
}

/// The seed's custom adapter: port and CORS for all gateways.
struct AppAdapter;

impl WebSocketAdapter for AppAdapter {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        options.port(0).cors(Cors::any()).max_payload(10)
    }
}

/// One that extends another.
struct Longer<A>(A);

impl<A: WebSocketAdapter> WebSocketAdapter for Longer<A> {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        self.0.configure(options).max_payload(20)
    }

    fn sharing(&self) -> Sharing {
        self.0.sharing()
    }
}

#[tokio::test]
async fn a_custom_adapter_sets_port_and_cors_for_all_gateways() {
    let running = Running::start(all().adapter(AppAdapter)).await;
    let gateways = running.app.gateway_addr::<Chat>().expect("bound");
    assert_eq!(running.app.gateway_addr::<Payments>(), Some(gateways));
    assert_eq!(running.app.gateway_addr::<Quotes>(), Some(gateways));
    assert_ne!(gateways, running.own());
    let foreign = [("Origin", "https://anywhere.example")];
    let answer = handshake(gateways, HANDSHAKE, &foreign).await;
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    // The app's own port has the routes alone.
    assert_eq!(request(running.own(), "GET", "/own", &[]).await.body, "own");
    assert_eq!(
        request(running.own(), "GET", HANDSHAKE, &[]).await.status,
        404
    );
}

#[tokio::test]
async fn an_adapter_may_extend_another_or_be_chosen_at_run_time() {
    let limit = async |builder: Builder| {
        let running = Running::start(builder).await;
        let address = running.app.gateway_addr::<Chat>().expect("bound");
        let answer = handshake(address, HANDSHAKE, &[]).await;
        let (_, rest) = answer.body.split_once("\"maxPayload\":").expect("a limit");
        let digits = rest.chars().take_while(char::is_ascii_digit);
        digits.collect::<String>()
    };
    assert_eq!(limit(all().adapter(Longer(AppAdapter))).await, "20");
    let boxed: Box<dyn WebSocketAdapter> = Box::new(Longer(AppAdapter));
    assert_eq!(limit(all().adapter(boxed)).await, "20");
    assert_eq!(limit(all().adapter(Some(AppAdapter))).await, "10");
    assert_eq!(limit(all().adapter(None::<AppAdapter>)).await, "1000000");

    // The builder has the last word: for all gateways, and after it for one.
    let builder = all().adapter(AppAdapter).max_payload(30);
    assert_eq!(limit(builder).await, "30");
    let options: ServerOptions =
        serde_json::from_str(r#"{ "max_payload": 31 }"#).expect("a configuration");
    assert_eq!(
        limit(all().adapter(AppAdapter).options(options)).await,
        "31"
    );
    let builder = all()
        .gateway_options::<Chat>(port(0).path("/socket.io").max_payload(40))
        .gateway_options::<Payments>(port(0).max_payload(40))
        .gateway_options::<Quotes>(port(0).max_payload(40))
        .adapter(AppAdapter)
        .max_payload(30);
    assert_eq!(limit(builder).await, "40");
}

#[tokio::test]
async fn options_that_cannot_be_used_are_named_with_their_servers() {
    let builder = all()
        .gateway_options::<Payments>(port(0).cors(Cors::origins(["example.com"])))
        .gateway_options::<Quotes>(ServerOptions::new().path("/").transports([]))
        .only::<(Payments, Quotes)>();
    let problems = problems(builder).await;
    for (problem, words) in problems.iter().zip([
        "the server of `Quotes`: `transports` is empty",
        "the server of `Quotes`: `path` is `/`",
        "the server of `Payments`: `cors`: `example.com` is no origin",
    ]) {
        assert!(problem.starts_with(words), "{problem}");
    }
    assert_eq!(problems.len(), 3, "{problems:#?}");
}

#[tokio::test]
async fn options_of_a_gateway_that_is_not_in_the_app_are_named() {
    let builder = GatewayApp::builder()
        .only::<(Chat,)>()
        .gateway_options::<Quotes>(port(0));
    let problems = problems(builder).await;
    assert!(
        problems[0].contains("the server of `Quotes` were given")
            && problems[0].contains("add it to `only`"),
        "{problems:#?}"
    );
}

#[tokio::test]
async fn transports_can_be_limited() {
    let status = async |transports: &[Transport], headers: &[(&str, &str)], path| -> u16 {
        let builder = all().transports(transports.iter().copied());
        let running = Running::start(builder).await;
        request(running.own(), "GET", path, headers).await.status
    };
    let socket = "/socket.io/?EIO=4&transport=websocket";
    let upgrade: &[(&str, &str)] = &http::UPGRADE;
    let both = [Transport::Polling, Transport::Websocket];
    assert_eq!(status(&both, &[], HANDSHAKE).await, 200);
    assert_eq!(status(&both, upgrade, socket).await, 101);
    assert_eq!(status(&[Transport::Polling], &[], HANDSHAKE).await, 200);
    assert_eq!(status(&[Transport::Polling], upgrade, socket).await, 400);
    assert_eq!(status(&[Transport::Websocket], &[], HANDSHAKE).await, 400);
    assert_eq!(status(&[Transport::Websocket], upgrade, socket).await, 101);
}
