//! The gateways serve in servers of others: nested in axum, in bare hyper, in a stack of tower layers.

#![expect(
    clippy::expect_used,
    reason = "clippy does not see that this file is a test"
)]

mod support;

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{Router, routing::get};
use gateway_runtime::{Cors, ServerOptions, prelude::*};
use http_body_util::Full;
use hyper::{Request, Response, body::Incoming, server::conn::http1};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use support::http::{HANDSHAKE, UPGRADE, handshake, request};
use tokio::{net::TcpListener, task::JoinHandle};
use tower::{Layer as _, Service, ServiceBuilder, limit::ConcurrencyLimitLayer, service_fn};

#[websocket_gateway(namespace = "mounted")]
struct Mounted;

#[websocket_gateway(namespace = "elsewhere")]
struct Elsewhere;

fn builder() -> gateway_runtime::GatewayAppBuilder {
    GatewayApp::builder().only::<(Mounted, Elsewhere)>()
}

async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    (listener, address)
}

/// A server of hyper's and nothing else.
async fn serve<S, B>(service: S) -> (SocketAddr, JoinHandle<()>)
where
    S: Service<Request<Incoming>, Response = Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    B: hyper::body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (listener, address) = listener().await;
    let serving = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = TowerToHyperService::new(service.clone());
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            tokio::spawn(connection.with_upgrades());
        }
    });
    (address, serving)
}

/// The gateways answer below their path, and the routes beside it.
async fn assert_serves(address: SocketAddr, own: &str) {
    handshake(address, HANDSHAKE, &[]).await;
    let socket = "/socket.io/?EIO=4&transport=websocket";
    assert_eq!(request(address, "GET", socket, &UPGRADE).await.status, 101);
    let foreign = [("Origin", "https://evil.example")];
    assert_eq!(
        request(address, "GET", HANDSHAKE, &foreign).await.status,
        403
    );
    assert_eq!(request(address, "GET", own, &[]).await.body, "own");
}

#[tokio::test]
async fn the_gateways_serve_beside_the_routes_of_an_axum_application() {
    let app = builder().build().await.expect("starts");
    let router = Router::new()
        .route("/own", get(async || "own"))
        .layer(app.layer());
    let (listener, address) = listener().await;
    let listener = app.listener(listener);
    let serving = tokio::spawn(axum::serve(listener, router).into_future());
    assert_serves(address, "/own").await;
    serving.abort();
}

#[tokio::test]
async fn the_gateways_serve_in_bare_hyper() {
    let app = builder().build().await.expect("starts");
    let own = service_fn(async |_: Request<Incoming>| {
        Ok::<_, Infallible>(Response::new(Full::new(Bytes::from("own"))))
    });
    let (address, serving) = serve(app.layer().layer(own)).await;
    assert_serves(address, "/anything").await;
    serving.abort();
}

/// Signals are the business of whoever serves.
#[tokio::test]
async fn an_app_that_is_served_by_others_listens_to_no_signal() {
    let app = builder().build().await.expect("starts");
    let (address, serving) = serve(app.router()).await;
    handshake(address, HANDSHAKE, &[]).await;
    // Where the system tells. No app of this file has listeners of its own, which would begin such a thread.
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten();
    for thread in threads.flatten() {
        let name = std::fs::read_to_string(thread.path().join("comm")).unwrap_or_default();
        // Those of other tests are named after the tests.
        assert!(!name.starts_with("gateway-"), "{name}");
    }
    app.shutdown(Duration::from_secs(1)).await;
    serving.abort();
}

#[tokio::test]
async fn the_gateways_serve_under_a_stack_of_tower_layers() {
    let app = builder().build().await.expect("starts");
    let own = service_fn(async |_: Request<Incoming>| {
        Ok::<_, Infallible>(Response::new(Full::new(Bytes::from("own"))))
    });
    let stack = ServiceBuilder::new()
        .layer(ConcurrencyLimitLayer::new(10))
        .layer(app.layer())
        // A service with one place, which requests to the gateways must not take.
        .layer(ConcurrencyLimitLayer::new(1))
        .service(own);
    let (address, serving) = serve(stack).await;
    for _ in 0..3 {
        assert_serves(address, "/anything").await;
    }
    serving.abort();
}

#[tokio::test]
async fn gateways_with_a_port_of_their_own_have_a_layer_of_their_own() {
    let options = ServerOptions::new().port(81).max_payload(7);
    let app = builder()
        .gateway_options::<Elsewhere>(options)
        .build()
        .await
        .expect("starts");
    assert!(app.layer_of_port(82).is_none());
    let layer = app.layer_of_port(81).expect("a gateway has it");
    let mut limits = Vec::new();
    for layer in [app.layer(), layer] {
        let router = Router::new().layer(layer);
        let (address, serving) = serve(router).await;
        let answer = handshake(address, HANDSHAKE, &[]).await;
        limits.push(answer.body.contains("\"maxPayload\":7}"));
        serving.abort();
    }
    assert_eq!(limits, [false, true]);
}

/// What a client has begun at one of them it can go on with at the other.
#[tokio::test]
async fn all_layers_of_an_app_are_one_server() {
    let app = builder().cors(Cors::any()).build().await.expect("starts");
    let mut addresses = Vec::new();
    for _ in 0..2 {
        let (address, _serving) = serve(app.router()).await;
        addresses.push(address);
    }
    let answer = handshake(addresses[0], HANDSHAKE, &[]).await;
    let path = format!("{HANDSHAKE}&sid={}", answer.session());
    let headers = [("Content-Length", "0")];
    let known = request(addresses[1], "POST", &path, &headers).await;
    assert!(!known.body.contains("unknown"), "{}", known.body);
    let unknown = format!("{HANDSHAKE}&sid=AAAAAAAAAAAAAAHs");
    let unknown = request(addresses[1], "POST", &unknown, &headers).await;
    assert!(unknown.body.contains("unknown"), "{}", unknown.body);
    app.shutdown(Duration::from_secs(1)).await;
}
