//! The pages that may connect: CORS for polling, and the same rule for WebSockets.

mod support;

use axum::{Router, routing::get};
use gateway_runtime::{Cors, GatewayAppBuilder, ServerOptions, WebSocketAdapter, prelude::*};
use support::{
    http::{HANDSHAKE, Response, UPGRADE, request},
    running::Running,
};

#[websocket_gateway(namespace = "open")]
struct Open;

#[websocket_gateway(namespace = "beside")]
struct Beside;

#[websocket_gateway(
    namespace = "subdomains",
    cors(origin = ["https://*.example.com", "http://*.localhost:5173", "https://other.example"], credentials)
)]
struct Subdomains;

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

/// A preflight request of a page that wants to poll.
async fn preflight(running: &Running, origin: &str) -> Response {
    let headers = [
        ("Origin", origin),
        ("Access-Control-Request-Method", "POST"),
    ];
    request(running.own(), "OPTIONS", HANDSHAKE, &headers).await
}

/// Whether pages of `origin` may connect: the same for a poll, its preflight request and a WebSocket.
async fn may_connect(running: &Running, origin: &str) -> bool {
    let (poll, socket) = as_page(running, origin).await;
    let preflight = preflight(running, origin).await;
    let allowed = poll.status == 200;
    assert_eq!(socket, if allowed { 101 } else { 403 }, "{origin:?}");
    assert_eq!(poll.status, if allowed { 200 } else { 403 }, "{origin:?}");
    let reflected = allowed.then_some(origin);
    for response in [&poll, &preflight] {
        assert_eq!(
            response.header("access-control-allow-origin"),
            reflected,
            "{origin:?}: {response:?}"
        );
    }
    if allowed {
        for response in [&poll, &preflight] {
            assert_eq!(
                response.header("access-control-allow-credentials"),
                Some("true")
            );
            let vary = response.header("vary").unwrap_or_default();
            assert!(vary.contains("origin"), "{vary}");
        }
    }
    allowed
}

#[tokio::test]
async fn a_pattern_lets_the_subdomains_of_a_domain_connect_and_nobody_else() {
    let declared = GatewayApp::builder().only::<(Subdomains,)>();
    let cors = Cors::origins([
        "HTTPS://*.Example.com:443",
        "http://*.localhost:5173",
        "https://other.example",
    ]);
    let read: ServerOptions = serde_json::from_str(
        r#"{ "cors": {
            "origin": ["https://*.example.com", "http://*.localhost:5173", "https://other.example"],
            "credentials": true
        } }"#,
    )
    .expect("options");
    for builder in [
        declared,
        app().cors(cors.credentials()),
        app().options(read),
    ] {
        let running = Running::start(builder).await;
        for ours in [
            "https://app.example.com",
            "https://xn--bcher-kva.example.com",
            "http://app.localhost:5173",
            "https://other.example",
        ] {
            assert!(may_connect(&running, ours).await, "{ours}");
        }
        for foreign in FOREIGN {
            assert!(!may_connect(&running, foreign).await, "{foreign}");
        }
    }
}

/// What somebody may try who is not below `example.com`.
const FOREIGN: [&str; 24] = [
    "https://example.com",
    "https://evil-example.com",
    "https://evilexample.com",
    "https://.example.com",
    "https://example.com.evil",
    "https://app.example.com.evil",
    "https://a.b.example.com",
    "https://app.example.com.",
    "https://app.example.com:8443",
    "https://app.example.com:443",
    "http://app.example.com",
    "https://APP.example.com",
    "https://app.EXAMPLE.com",
    "https://b\u{fc}cher.example.com",
    "https://evil@app.example.com",
    "https://app.example.com@evil",
    "https://evil/.example.com",
    "https://evil?.example.com",
    "https://evil#.example.com",
    "https://*.example.com",
    "https://app.example.com, https://evil",
    "http://app.localhost:5174",
    "null",
    "*",
];

#[tokio::test]
async fn malformed_patterns_are_named_when_the_app_is_built() {
    let cors = Cors::origins([
        "https://*",
        "https://*.com",
        "https://a.*.com",
        "*.example.com",
    ]);
    let error = app().cors(cors).build().await.expect_err("no patterns");
    let problems = error.problems();
    for (problem, words) in problems.iter().zip([
        "`cors`: `*.example.com` is no pattern of origins; write the scheme",
        "`cors`: `https://*` is no pattern of origins; it would stand for the whole web",
        "`cors`: `https://*.com` is no pattern of origins; it would stand for the domains of everybody",
        "`cors`: `https://a.*.com` is no pattern of origins; a `*` stands for the whole first label",
    ]) {
        assert!(problem.starts_with(words), "{problem}");
    }
    assert_eq!(problems.len(), 4, "{problems:#?}");
}

#[tokio::test]
async fn credentials_for_any_origin_are_refused_with_the_remedy() {
    let cors = Cors::any().credentials();
    let error = app().cors(cors).build().await.expect_err("any origin");
    let error = error.to_string();
    for words in [
        "NestJS's `origin: true`",
        "name the origins",
        "`https://*.example.com`",
    ] {
        assert!(error.contains(words), "{error}");
    }
}

#[tokio::test]
async fn a_function_decides_about_origins() {
    let cors = Cors::matching(|origin| {
        let host = origin.strip_prefix("https://");
        host.is_some_and(|host| host.ends_with(".example.com"))
    });
    let running = Running::start(app().cors(cors.credentials())).await;
    for ours in ["https://app.example.com", "https://a.b.example.com"] {
        assert!(may_connect(&running, ours).await, "{ours}");
    }
    for foreign in [
        "http://app.example.com",
        "https://evil-example.com",
        "https://b\u{fc}cher.example.com",
        "null",
    ] {
        assert!(!may_connect(&running, foreign).await, "{foreign}");
    }
    // It is not asked about the server's own pages, nor about clients that are no browsers.
    let own = format!("http://{}", running.own());
    let (poll, socket) = as_page(&running, &own).await;
    assert_eq!((poll.status, socket), (200, 101));
    assert_eq!(poll.header("access-control-allow-origin"), None);
    let program = request(running.own(), "GET", HANDSHAKE, &[]).await;
    assert_eq!(program.status, 200);
}

/// Of several origins each has to be one that may connect.
#[tokio::test]
async fn a_second_origin_does_not_hide_behind_the_first() {
    let running = Running::start(app().cors(Cors::origins(["https://*.example.com"]))).await;
    let own = format!("http://{}", running.own());
    for (first, second, status) in [
        ("https://a.example.com", "https://b.example.com", 200),
        ("https://a.example.com", &*own, 200),
        ("https://a.example.com", "https://evil.example", 403),
        ("https://evil.example", "https://a.example.com", 403),
    ] {
        let both = [("Origin", first), ("Origin", second)];
        let poll = request(running.own(), "GET", HANDSHAKE, &both).await;
        assert_eq!(poll.status, status, "{first} {second}");
    }
}

#[tokio::test]
async fn a_function_that_panics_refuses_the_page_and_nobody_else() {
    let cors = Cors::matching(|origin| {
        assert_ne!(origin, "https://evil.example", "a bug in a function");
        true
    });
    let running = Running::start(app().cors(cors.credentials())).await;
    for _ in 0..3 {
        assert!(!may_connect(&running, "https://evil.example").await);
        assert!(may_connect(&running, "https://other.example").await);
    }
}

/// An adapter that writes a function into the options of each gateway.
struct ByFunction {
    /// The same for all.
    kept: Option<Cors>,
    /// Made for each.
    domain: Option<&'static str>,
}

impl WebSocketAdapter for ByFunction {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        options.cors(match (&self.kept, self.domain) {
            (Some(kept), _) => kept.clone(),
            (None, Some(domain)) => Cors::matching(move |origin| origin == domain),
            (None, None) => Cors::matching(|origin| origin == "https://a.example"),
        })
    }
}

#[tokio::test]
async fn an_adapter_gives_all_gateways_the_same_function() {
    let app = || GatewayApp::builder().only::<(Open, Beside)>();
    let (kept, domain) = ("https://a.example".to_owned(), "https://a.example");
    let kept = Cors::matching(move |origin| origin == kept);
    for (kept, domain) in [(Some(kept), None), (None, None)] {
        let running = Running::start(app().adapter(ByFunction { kept, domain })).await;
        let (poll, socket) = as_page(&running, "https://a.example").await;
        assert_eq!((poll.status, socket), (200, 101));
        let (poll, socket) = as_page(&running, "https://b.example").await;
        assert_eq!((poll.status, socket), (403, 403));
    }
    // Nobody can tell whether two functions with values decide alike.
    let adapter = ByFunction {
        kept: None,
        domain: Some(domain),
    };
    let error = app().adapter(adapter).build().await.expect_err("two");
    let error = error.to_string();
    assert!(
        error.contains("contradict each other in `cors`") && error.contains("make the `Cors` once"),
        "{error}"
    );
}
