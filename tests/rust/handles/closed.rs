//! `Server::closed` tells the loop of a service that the app has ended.

use std::time::Duration;

use gateway_runtime::prelude::*;
use tokio::{task::JoinHandle, time::timeout};

use super::{
    not_running::{assert_server_is_over, is_not_running, is_ready},
    watched::{Dynamic, Failing, Fixture, PATIENCE, Tick, Watched},
};

/// A service: its loop ends with the app.
fn service(server: Server<Watched>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(Duration::from_millis(1));
        loop {
            tokio::select! {
                () = server.closed() => break,
                _ = ticks.tick() => drop(server.emit_event(&Tick(0)).await),
            }
        }
        assert!(is_not_running(server.emit_event(&Tick(0)).await));
    })
}

async fn ended(service: JoinHandle<()>) {
    let ended = timeout(PATIENCE, service).await.expect("its loop ends");
    ended.expect("without a panic");
}

#[tokio::test]
async fn the_loop_of_a_service_ends_with_the_app() {
    let Fixture { builder, .. } = Fixture::new();
    let services = [service(builder.server()), service(builder.server())];
    let app = builder.build().await.expect("starts");
    let late = service(app.server());
    let parts: Vec<_> = (0..10)
        .map(|room| {
            tokio::spawn(
                app.server::<Dynamic>()
                    .of(format!("/rooms/{room}"))
                    .closed(),
            )
        })
        .collect();
    assert!(!is_ready(app.server::<Watched>().closed()).await);
    app.shutdown(PATIENCE).await;
    for service in services.into_iter().chain([late]).chain(parts) {
        ended(service).await;
    }
}

#[tokio::test]
async fn the_loop_ends_too_if_the_app_does_not_start() {
    let builder = GatewayApp::builder().only::<(Failing,)>();
    let server = builder.server::<Failing>();
    let closed = tokio::spawn(server.closed());
    assert!(!is_ready(server.closed()).await);
    assert!(builder.build().await.is_err());
    ended(closed).await;
    assert_server_is_over(&server).await;

    let Fixture { builder, .. } = Fixture::new();
    let waiting = service(builder.server());
    drop(builder);
    ended(waiting).await;
}

#[tokio::test]
async fn the_loop_ends_too_if_the_app_and_all_that_serves_it_are_dropped() {
    let Fixture {
        builder,
        mut reports,
        ..
    } = Fixture::new();
    let app = builder.build().await.expect("starts");
    let waiting = service(app.server());
    let server = app.server::<Watched>();
    let layer = app.layer();
    drop(app);
    assert!(!is_ready(server.closed()).await);
    assert!(server.emit("e", &1).await.is_ok());
    drop(layer);
    ended(waiting).await;
    assert_server_is_over(&server).await;
    // Neither handles nor their futures keep the gateways alive, which hold the sender.
    let closed = server.closed();
    let gone = timeout(PATIENCE, reports.recv()).await;
    assert_eq!(gone.expect("the gateways are dropped"), None);
    drop((server, closed));
}

#[tokio::test]
async fn a_detached_server_never_ends() {
    let server: Server<Watched> = Server::detached();
    let closed = server.closed();
    assert!(server.emit("e", &1).await.is_ok());
    drop(server);
    assert!(!is_ready(closed).await);
}
