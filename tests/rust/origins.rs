//! The pages that may connect: CORS for polling, and the same rule for WebSockets.

mod support;

use axum::{Router, routing::get};
use gateway_runtime::{Cors, GatewayAppBuilder, prelude::*};
use support::{
    http::{HANDSHAKE, Response, UPGRADE, request},
    running::Running,
};

#[websocket_gateway(namespace = "open")]
struct Open;

fn app() -> GatewayAppBuilder {
    GatewayApp::builder()
        .only::<(Open,)>()
        .router(Router::new().route("/own", get(async || "own")))
}

/// What a page of `origin` gets: the answer to its poll and the status of its WebSocket.
async fn as_page(running: &Running, origin: &str) -> (Response, u16) {
    let address = running.own();
    let poll = request(address, "GET", HANDSHAKE, &[("Origin", origin)]).await;
    let mut headers = UPGRADE.to_vec();
    headers.push(("Origin", origin));
    let path = "/socket.io/?EIO=4&transport=websocket";
    let socket = request(address, "GET", path, &headers).await;
    (poll, socket.status)
}

#[tokio::test]
async fn without_cors_only_pages_of_the_servers_own_origin_may_connect() {
    let running = Running::start(app()).await;
    let own = format!("http://{}", running.own());
    let (poll, socket) = as_page(&running, &own).await;
    assert_eq!((poll.status, socket), (200, 101));
    for foreign in ["https://evil.example", "null", "http://127.0.0.1", "\u{e4}"] {
        let (poll, socket) = as_page(&running, foreign).await;
        assert_eq!((poll.status, socket), (403, 403), "{foreign}");
        assert_eq!(poll.body, r#"{"code":4,"message":"Forbidden"}"#);
        assert_eq!(poll.header("access-control-allow-origin"), None);
    }
    // Two origins, of which one is its own.
    let both = [("Origin", &*own), ("Origin", "https://evil.example")];
    assert_eq!(
        request(running.own(), "GET", HANDSHAKE, &both).await.status,
        403
    );
    // Ordinary routes are not concerned.
    let headers = [("Origin", "https://evil.example")];
    let page = request(running.own(), "GET", "/own", &headers).await;
    assert_eq!((page.status, &*page.body), (200, "own"));
}

#[tokio::test]
async fn the_allow_list_of_cors_holds_for_polling_and_for_websockets() {
    let cors = Cors::origins(["https://Example.com:443", "http://localhost:5173"]).credentials();
    let running = Running::start(app().cors(cors)).await;
    for allowed in ["https://example.com", "http://localhost:5173"] {
        let (poll, socket) = as_page(&running, allowed).await;
        assert_eq!((poll.status, socket), (200, 101), "{allowed}");
        assert_eq!(poll.header("access-control-allow-origin"), Some(allowed));
        assert_eq!(
            poll.header("access-control-allow-credentials"),
            Some("true")
        );
    }
    let own = format!("http://{}", running.own());
    let (poll, socket) = as_page(&running, &own).await;
    assert_eq!((poll.status, socket), (200, 101));
    for foreign in [
        "https://example.com.evil.example",
        "http://example.com",
        "https://sub.example.com",
        "http://localhost:5174",
    ] {
        let (poll, socket) = as_page(&running, foreign).await;
        assert_eq!((poll.status, socket), (403, 403), "{foreign}");
        assert_eq!(poll.header("access-control-allow-origin"), None);
    }
}

#[tokio::test]
async fn browsers_may_ask_before_they_post() {
    let running = Running::start(app().cors(Cors::origins(["https://example.com"]))).await;
    let preflight = async |origin| {
        let headers = [
            ("Origin", origin),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type,x-token"),
        ];
        request(running.own(), "OPTIONS", HANDSHAKE, &headers).await
    };
    let allowed = preflight("https://example.com").await;
    assert_eq!(allowed.status, 200);
    for (header, value) in [
        ("access-control-allow-origin", "https://example.com"),
        ("access-control-allow-methods", "GET,POST"),
        ("access-control-allow-headers", "content-type,x-token"),
    ] {
        assert_eq!(allowed.header(header), Some(value), "{header}");
    }
    let refused = preflight("https://evil.example").await;
    assert_eq!(refused.header("access-control-allow-origin"), None);
    // Ordinary routes have no CORS of ours.
    let headers = [("Origin", "https://example.com")];
    let page = request(running.own(), "GET", "/own", &headers).await;
    assert_eq!(page.header("access-control-allow-origin"), None);
}

#[tokio::test]
async fn with_any_origin_every_page_may_connect() {
    let running = Running::start(app().cors(Cors::any())).await;
    for origin in ["https://anywhere.example", "null"] {
        let (poll, socket) = as_page(&running, origin).await;
        assert_eq!((poll.status, socket), (200, 101), "{origin}");
        assert_eq!(poll.header("access-control-allow-origin"), Some("*"));
    }
}
