//! Requests that are wrong get the errors of Engine.IO's server on Node, which looks for mistakes in the
//! same order.

mod support;

use std::{net::SocketAddr, time::Duration};

use gateway_runtime::{Cors, GatewayAppBuilder, ServerOptions, Transport, prelude::*};
use support::{
    http::{HANDSHAKE, Response, UPGRADE, handshake, request, request_with_body},
    running::Running,
};
use tokio::net::TcpListener;

#[websocket_gateway(namespace = "asked")]
struct Asked;

/// Offers WebSockets alone.
#[websocket_gateway(namespace = "sockets")]
struct Sockets;

/// Offers polling alone.
#[websocket_gateway(namespace = "polls")]
struct Polls;

fn app() -> GatewayAppBuilder {
    let only = |path, transport| ServerOptions::new().path(path).transports([transport]);
    GatewayApp::builder()
        .only::<(Asked, Sockets, Polls)>()
        .gateway_options::<Sockets>(only("/sockets", Transport::Websocket))
        .gateway_options::<Polls>(only("/polls", Transport::Polling))
}

const UNKNOWN_TRANSPORT: &str = r#"{"code":0,"message":"Transport unknown"}"#;
const UNKNOWN_SESSION: &str = r#"{"code":1,"message":"Session ID unknown"}"#;
const HANDSHAKE_METHOD: &str = r#"{"code":2,"message":"Bad handshake method"}"#;
const BAD_REQUEST: &str = r#"{"code":3,"message":"Bad request"}"#;
const FORBIDDEN: &str = r#"{"code":4,"message":"Forbidden"}"#;
const UNSUPPORTED_VERSION: &str = r#"{"code":5,"message":"Unsupported protocol version"}"#;

#[track_caller]
fn assert_refused(response: &Response, status: u16, body: &str, what: &str) {
    assert_eq!((response.status, &*response.body), (status, body), "{what}");
    assert_eq!(
        response.header("content-type"),
        Some("application/json"),
        "{what}"
    );
}

/// The path of the session that a handshake begins.
async fn begin(running: &Running) -> String {
    let answer = handshake(running.own(), HANDSHAKE, &[]).await;
    format!("{HANDSHAKE}&sid={}", answer.session())
}

type Mistake = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
);

const EMPTY: &[(&str, &str)] = &[("Content-Length", "0")];

/// Method, path, headers and what is answered.
const MISTAKES: [Mistake; 19] = [
    ("GET", "/socket.io/", &[], UNKNOWN_TRANSPORT),
    ("GET", "/socket.io/?EIO=4", &[], UNKNOWN_TRANSPORT),
    (
        "GET",
        "/socket.io/?EIO=4&transport=",
        &[],
        UNKNOWN_TRANSPORT,
    ),
    (
        "GET",
        "/socket.io/?EIO=4&transport=tcp",
        &[],
        UNKNOWN_TRANSPORT,
    ),
    (
        "POST",
        "/socket.io/?EIO=9&transport=tcp&sid=1",
        EMPTY,
        UNKNOWN_TRANSPORT,
    ),
    (
        "GET",
        "/sockets/?EIO=4&transport=polling",
        &[],
        UNKNOWN_TRANSPORT,
    ),
    (
        "GET",
        "/polls/?EIO=4&transport=websocket",
        &UPGRADE,
        UNKNOWN_TRANSPORT,
    ),
    (
        "GET",
        "/socket.io/?EIO=4&transport=polling&sid=AAAAAAAAAAAAAAHs",
        &[],
        UNKNOWN_SESSION,
    ),
    (
        "GET",
        "/socket.io/?EIO=4&transport=polling&sid=",
        &[],
        UNKNOWN_SESSION,
    ),
    (
        "POST",
        "/socket.io/?EIO=4&transport=polling&sid=%C3%A4",
        EMPTY,
        UNKNOWN_SESSION,
    ),
    (
        "GET",
        "/socket.io/?EIO=4&transport=websocket&sid=AAAAAAAAAAAAAAHs",
        &UPGRADE,
        UNKNOWN_SESSION,
    ),
    ("POST", HANDSHAKE, EMPTY, HANDSHAKE_METHOD),
    ("PUT", HANDSHAKE, EMPTY, HANDSHAKE_METHOD),
    (
        "GET",
        "/socket.io/?EIO=4&transport=websocket",
        &[],
        BAD_REQUEST,
    ),
    // Without the key of a WebSocket.
    (
        "GET",
        "/socket.io/?EIO=4&transport=websocket",
        UPGRADE.split_at(3).0,
        BAD_REQUEST,
    ),
    (
        "GET",
        "/socket.io/?EIO=2&transport=polling",
        &[],
        UNSUPPORTED_VERSION,
    ),
    (
        "GET",
        "/socket.io/?EIO=44&transport=polling",
        &[],
        UNSUPPORTED_VERSION,
    ),
    (
        "GET",
        "/socket.io/?transport=polling",
        &[],
        UNSUPPORTED_VERSION,
    ),
    (
        "GET",
        "/socket.io/?transport=websocket",
        &UPGRADE,
        UNSUPPORTED_VERSION,
    ),
];

#[tokio::test]
async fn each_mistake_has_the_code_that_it_has_on_node() {
    let running = Running::start(app()).await;
    for (method, path, headers, body) in MISTAKES {
        let answer = request(running.own(), method, path, headers).await;
        assert_refused(&answer, 400, body, &format!("{method} {path} {headers:?}"));
    }
    let foreign = [("Origin", "https://evil.example")];
    let answer = request(running.own(), "GET", HANDSHAKE, &foreign).await;
    assert_refused(&answer, 403, FORBIDDEN, "a page of a foreign origin");
}

#[tokio::test]
async fn mistakes_within_a_session_have_codes_too() {
    let running = Running::start(app()).await;
    let session = begin(&running).await;
    let empty = [("Content-Length", "0")];
    let answer = request(running.own(), "DELETE", &session, &empty).await;
    assert_refused(&answer, 400, BAD_REQUEST, "a method that there is not");
    let socket = session.replace("polling", "websocket");
    let answer = request(running.own(), "GET", &socket, &[]).await;
    assert_refused(&answer, 400, BAD_REQUEST, "an upgrade without its header");
    let answer = request_with_body(running.own(), "POST", &session, &[], "x").await;
    assert_refused(&answer, 400, BAD_REQUEST, "a body that is no packet");
    let answer = request_with_body(running.own(), "POST", &session, &[], "1").await;
    assert_refused(&answer, 400, UNKNOWN_SESSION, "a session that has ended");
}

#[tokio::test]
async fn two_polls_at_once_end_a_session() {
    let running = Running::start(app()).await;
    let session = begin(&running).await;
    // The first gets the ping that is there at once, the second waits.
    let first = request(running.own(), "GET", &session, &[]).await;
    assert_eq!((first.status, &*first.body), (200, "2"));
    let address = running.own();
    let waiting = tokio::spawn({
        let session = session.clone();
        async move { request(address, "GET", &session, &[]).await }
    });
    // Until the one that waits is there, this one is it.
    let refused = loop {
        let answer = tokio::time::timeout(
            Duration::from_millis(200),
            request(running.own(), "GET", &session, &[]),
        );
        if let Ok(answer) = answer.await {
            break answer;
        }
    };
    let waited = waiting.await.expect("no panic");
    let answers = [refused, waited];
    assert!(
        answers.iter().any(|answer| answer.body == BAD_REQUEST),
        "{answers:?}"
    );
}

#[tokio::test]
async fn a_body_may_have_as_many_bytes_as_a_message() {
    let running = Running::start(app().max_payload(100)).await;
    let session = begin(&running).await;
    let body = |length: usize| format!("4{}", "x".repeat(length - 1));
    let joined = request_with_body(running.own(), "POST", &session, &[], "40/asked,").await;
    assert_eq!((joined.status, &*joined.body), (200, "ok"));
    // It is no packet of Socket.IO, which ends the session, but not before it was read as a whole.
    let longest = request_with_body(running.own(), "POST", &session, &[], &body(100)).await;
    assert_eq!(longest.status, 200, "{longest:?}");
    let session = begin(&running).await;
    let longer = request_with_body(running.own(), "POST", &session, &[], &body(101)).await;
    let too_long = r#"{"code":3,"message":"Payload too large"}"#;
    assert_refused(&longer, 413, too_long, "one byte more");
    let after = request(running.own(), "GET", &session, &[]).await;
    assert_refused(&after, 400, UNKNOWN_SESSION, "the session has ended");
}

#[tokio::test]
async fn pages_of_other_origins_can_read_why_they_are_refused() {
    let running = Running::start(app().cors(Cors::origins(["https://example.com"]))).await;
    let page = [("Origin", "https://example.com")];
    let unknown = format!("{HANDSHAKE}&sid=AAAAAAAAAAAAAAHs");
    let answer = request(running.own(), "GET", &unknown, &page).await;
    assert_refused(&answer, 400, UNKNOWN_SESSION, "a page's poll");
    let allowed = answer.header("access-control-allow-origin");
    assert_eq!(allowed, Some("https://example.com"));
}

#[tokio::test]
async fn a_server_without_websockets_offers_no_upgrade() {
    let running = Running::start(app()).await;
    let path = "/polls/?EIO=4&transport=polling";
    let answer = handshake(running.own(), path, &[]).await;
    assert!(answer.body.contains(r#""upgrades":[]"#), "{answer:?}");
    let answer = handshake(running.own(), HANDSHAKE, &[]).await;
    assert!(
        answer.body.contains(r#""upgrades":["websocket"]"#),
        "{answer:?}"
    );
}

/// The version of the client that the other tests run with; empty if it is not found, and then no text has the address.
fn tested_version() -> &'static str {
    let packages = include_str!("../js/package.json");
    let version = packages.split("\"socket.io-client\": \"").nth(1);
    version
        .and_then(|version| version.split('"').next())
        .unwrap_or_default()
}

/// Asks for the client as pages of tutorials do, with the `Origin` of a foreign page or without.
async fn assert_names_the_remedy(server: SocketAddr, path: &str, file: &str) {
    for headers in [&[][..], &[("Origin", "https://evil.example")]] {
        let answer = request(server, "GET", &format!("{path}/{file}"), headers).await;
        assert_eq!(answer.status, 404, "{path}/{file}");
        assert_eq!(
            answer.header("content-type"),
            Some("text/plain; charset=utf-8")
        );
        assert_eq!(answer.header("access-control-allow-origin"), None);
        let cdn = format!("https://cdn.socket.io/{}/{file}", tested_version());
        let rest = format!("not below {path}\n");
        let serving = ".serve_client(\"node_modules/socket.io-client/dist\")";
        for words in [serving, &*cdn, "npm install socket.io-client", &*rest] {
            assert!(answer.body.contains(words), "{}", answer.body);
        }
    }
}

#[tokio::test]
async fn a_page_that_wants_the_client_from_the_server_is_told_where_to_get_it() {
    let running = Running::start(app()).await;
    for path in ["/socket.io", "/sockets", "/polls"] {
        for file in ["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js"] {
            assert_names_the_remedy(running.own(), path, file).await;
        }
    }
    let map = request(running.own(), "GET", "/polls/socket.io.js.map", &[]).await;
    assert_eq!(map.status, 404);

    // In a server of others too.
    let app = app().build().await.expect("starts");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    let router = axum::Router::new().layer(app.layer());
    let serving = tokio::spawn(axum::serve(listener, router).into_future());
    assert_names_the_remedy(address, "/socket.io", "socket.io.js").await;
    serving.abort();
}
