//! Requests that are wrong get the errors of Engine.IO's server on Node, which looks for mistakes in the
//! same order.

mod support;

use std::time::Duration;

use gateway_runtime::{Cors, GatewayAppBuilder, ServerOptions, Transport, prelude::*};
use support::{
    http::{HANDSHAKE, Response, UPGRADE, handshake, request, request_with_body},
    running::Running,
};

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
