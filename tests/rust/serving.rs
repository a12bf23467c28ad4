//! The gateways serve in a server of the application's own: as a layer, as a router, beside other routes.

use std::{net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, StatusCode},
    routing::get,
    serve::ListenerExt as _,
};
use gateway_runtime::{prelude::*, serve::WriteDeadline};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Notify,
    time::sleep,
};
use tower::ServiceExt as _;

mod support;

use support::{http::HANDSHAKE, running::Running};

#[websocket_gateway(namespace = "served")]
struct Served;

#[websocket_gateway]
impl Served {
    #[subscribe_message("event")]
    fn event(&self) {}
}

/// What a service answers to a GET: the status and the text.
#[expect(
    clippy::unwrap_used,
    reason = "clippy does not see that this file is a test"
)]
async fn answer(router: &Router, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 10_000).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn own_routes() -> Router {
    Router::new().route("/own", get(async || "own"))
}

#[tokio::test]
async fn a_layer_serves_the_gateways_before_the_inner_service() {
    let app = GatewayApp::builder().build().await.expect("starts");
    let router = own_routes().layer(app.layer());
    // Whoever serves keeps the app alive.
    drop(app);
    assert_eq!(
        answer(&router, "/own").await,
        (StatusCode::OK, "own".into())
    );
    let (status, handshake) = answer(&router, HANDSHAKE).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        handshake.starts_with("0{") && handshake.contains("\"sid\""),
        "{handshake}"
    );
    assert_eq!(answer(&router, "/elsewhere").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_router_has_the_gateways_and_the_routes_of_the_builder() {
    let app = GatewayApp::builder()
        .router(own_routes())
        .build()
        .await
        .expect("starts");
    let router = app.router();
    assert_eq!(answer(&router, "/own").await.1, "own");
    assert!(answer(&router, HANDSHAKE).await.1.starts_with("0{"));
}

#[tokio::test]
async fn two_apps_in_one_process_do_not_know_of_each_other() {
    let (one, two) = (
        GatewayApp::builder().build().await.expect("starts"),
        GatewayApp::builder().build().await.expect("starts"),
    );
    assert!(!Arc::ptr_eq(
        &one.gateway::<Served>(),
        &two.gateway::<Served>()
    ));
    one.shutdown(Duration::from_secs(1)).await;
    assert!(answer(&two.router(), HANDSHAKE).await.1.starts_with("0{"));
}

#[tokio::test]
async fn a_bound_app_serves_until_it_is_shut_down() {
    let app = GatewayApp::builder()
        .router(own_routes())
        .build()
        .await
        .expect("starts");
    assert_eq!(app.local_addr(), None);
    app.bind("127.0.0.1:0").await.expect("a free port");
    assert!(app.local_addr().is_some_and(|address| address.port() != 0));
    let mut running = Running::serve(app.clone());
    app.shutdown(Duration::from_secs(1)).await;
    running.ended().await;
}

/// A request that is under way when the app shuts down is answered, also if nobody is connected.
#[tokio::test]
async fn ordinary_requests_may_finish() {
    let began = Arc::new(Notify::new());
    let route = get({
        let began = Arc::clone(&began);
        async move || {
            began.notify_one();
            sleep(Duration::from_millis(300)).await;
            "finished"
        }
    });
    let app = GatewayApp::builder().router(Router::new().route("/slow", route));
    let mut running = Running::start(app).await;
    let mut stream = TcpStream::connect(running.own())
        .await
        .expect("is accepted");
    let request = "GET /slow HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.expect("is sent");
    began.notified().await;
    running.app.shutdown(Duration::from_secs(1)).await;
    let mut response = String::new();
    stream.read_to_string(&mut response).await.expect("text");
    assert!(
        response.starts_with("HTTP/1.1 200") && response.ends_with("finished"),
        "{response}"
    );
    running.ended().await;
}

#[tokio::test]
async fn clients_are_told_the_heartbeat_of_the_builder() {
    let app = GatewayApp::builder()
        .ping_interval(Duration::from_secs(3))
        .ping_timeout(Duration::from_millis(1_500));
    let router = app.build().await.expect("starts").router();
    let (_, handshake) = answer(&router, HANDSHAKE).await;
    assert!(
        handshake.contains("\"pingInterval\":3000") && handshake.contains("\"pingTimeout\":1500"),
        "{handshake}"
    );
}

async fn asker(ConnectInfo(address): ConnectInfo<SocketAddr>) -> String {
    address.to_string()
}

/// Asks the server over a connection of its own for the client's address, and compares it with the
/// true one.
#[expect(
    clippy::unwrap_used,
    reason = "clippy does not see that this file is a test"
)]
async fn assert_knows_its_client(server: SocketAddr) {
    let mut stream = TcpStream::connect(server).await.unwrap();
    let own = stream.local_addr().unwrap().to_string();
    let request = "GET /asker HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 200 "), "{response}");
    assert!(response.ends_with(&format!("\r\n\r\n{own}")), "{response}");
}

#[tokio::test]
async fn handlers_know_the_address_of_the_client() {
    let app = GatewayApp::builder().router(Router::new().route("/asker", get(asker)));
    let mut running = Running::start(app).await;
    assert_knows_its_client(running.own()).await;
    running.app.shutdown(Duration::from_secs(1)).await;
    running.ended().await;
}

#[tokio::test]
async fn servers_of_ones_own_can_have_the_apps_listener_or_a_deadline_of_their_own() {
    let app = GatewayApp::builder()
        .router(Router::new().route("/asker", get(asker)))
        .build()
        .await
        .expect("starts");
    let bind = async || TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let service = || {
        app.router()
            .into_make_service_with_connect_info::<SocketAddr>()
    };

    let listener = bind().await;
    let address = listener.local_addr().expect("bound");
    let serving = tokio::spawn(axum::serve(app.listener(listener), service()).into_future());
    assert_knows_its_client(address).await;
    serving.abort();

    let listener = bind().await;
    let address = listener.local_addr().expect("bound");
    let listener = WriteDeadline::new(listener, Duration::from_secs(1)).tap_io(|_| {});
    let serving = tokio::spawn(axum::serve(listener, service()).into_future());
    assert_knows_its_client(address).await;
    serving.abort();
}

#[tokio::test]
async fn listen_binds_and_serves_in_one() {
    let bound = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = bound.local_addr().expect("bound");
    drop(bound);
    let router = Router::new().route("/asker", get(asker));
    let serving = tokio::spawn(async move {
        GatewayApp::builder()
            .router(router)
            .listen(address)
            .await
            .map_err(|error| error.to_string())
    });
    while TcpStream::connect(address).await.is_err() {
        assert!(!serving.is_finished(), "{:?}", serving.await);
        sleep(Duration::from_millis(5)).await;
    }
    assert_knows_its_client(address).await;
    serving.abort();
}

#[tokio::test]
async fn a_layer_of_the_builder_is_around_gateways_and_routes() {
    async fn stamp(
        request: axum::extract::Request,
        next: axum::middleware::Next,
    ) -> impl axum::response::IntoResponse {
        ([("x-stamp", "stamped")], next.run(request).await)
    }
    let app = GatewayApp::builder()
        .router(own_routes())
        .layer(axum::middleware::from_fn(stamp))
        .build()
        .await
        .expect("starts");
    for path in ["/own", HANDSHAKE, "/nowhere"] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let response = app.router().oneshot(request).await.expect("infallible");
        assert_eq!(
            response
                .headers()
                .get("x-stamp")
                .map(axum::http::HeaderValue::as_bytes),
            Some(&b"stamped"[..]),
            "{path}"
        );
    }
}

#[tokio::test]
async fn serving_what_was_not_bound_is_an_error() {
    let app = GatewayApp::builder().build().await.expect("starts");
    let error = app.serve().await.expect_err("nothing is bound");
    assert!(error.to_string().contains("call `bind` first"), "{error}");
}

#[tokio::test]
async fn asking_for_a_gateway_that_was_left_out_has_an_answer() {
    let app = GatewayApp::builder()
        .only::<()>()
        .build()
        .await
        .expect("starts");
    assert!(app.try_gateway::<Served>().is_none());
    assert!(matches!(
        app.server::<Served>().emit("e", &1).await,
        Err(EmitError::NotRunning)
    ));
}
