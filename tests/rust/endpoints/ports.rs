//! Ports: the app's own, and those of gateways that name one.

use std::time::Duration;

use gateway_runtime::prelude::*;
use tokio::net::TcpListener;

use super::{
    Chat, Payments, Quotes, all, port,
    support::{
        http::{HANDSHAKE, handshake, request, until_refused},
        running::Running,
    },
};

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
        until_refused(address).await;
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
async fn the_apps_own_port_is_named_if_it_is_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = taken.local_addr().expect("bound").to_string();
    let app = all().build().await.expect("starts");
    let error = app.bind(address.clone()).await.expect_err("it is in use");
    assert!(error.to_string().contains(&address), "{error}");
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

#[websocket_gateway(namespace = "quotes", port = 8080)]
struct Bids;

#[websocket_gateway]
impl Bids {
    #[subscribe_message("push")]
    fn push(&self) {}
}

#[websocket_gateway(namespace = "quotes", port = 8081)]
struct Asks;

#[websocket_gateway]
impl Asks {
    #[subscribe_message("push")]
    fn push(&self) {}
}

/// As tests have it: the same namespace and event, at two ports that the system chooses.
#[tokio::test]
async fn port_0_is_one_port_for_each_that_attributes_declare() {
    let builder = || GatewayApp::builder().only::<(Bids, Asks, Chat, Payments)>();
    for builder in [
        builder().options(port(0)),
        builder()
            .gateway_options::<Bids>(port(0))
            .gateway_options::<Asks>(port(0))
            .gateway_options::<Chat>(port(0))
            .gateway_options::<Payments>(port(0)),
    ] {
        let running = Running::start(builder).await;
        let app = &running.app;
        let bids = app.gateway_addr::<Bids>().expect("bound");
        let asks = app.gateway_addr::<Asks>().expect("bound");
        let chat = app.gateway_addr::<Chat>().expect("bound");
        assert_eq!(
            Some(chat),
            app.gateway_addr::<Payments>(),
            "neither has declared a port"
        );
        let mut ports = vec![running.own(), bids, asks, chat];
        for address in &ports {
            assert_ne!(address.port(), 0);
        }
        for address in [bids, asks, chat] {
            handshake(address, HANDSHAKE, &[]).await;
        }
        ports.sort_unstable();
        ports.dedup();
        assert_eq!(ports.len(), 4, "{ports:?}");
        assert!(app.layer_of_port(8080).is_some() && app.layer_of_port(8082).is_none());
    }
}
