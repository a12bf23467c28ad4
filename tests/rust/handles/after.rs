//! Handles after the end of the app, and while the app shuts down.

use super::{
    not_running::{
        assert_broadcast_is_not_running, assert_server_is_over, assert_socket_is_over,
        is_not_running, is_ready,
    },
    support::polling::{Client, is_let_in},
    watched::{Dynamic, Failing, Fixture, NAMESPACE, PATIENCE, Watched},
};

#[tokio::test]
async fn after_the_shutdown_every_verb_of_every_handle_says_not_running() {
    let Fixture {
        builder,
        mut reports,
        ..
    } = Fixture::new();
    let early = builder.server::<Watched>();
    let app = builder.build().await.expect("starts");
    let _client = Client::connect(app.router(), NAMESPACE, "client").await;
    let gateway = app.gateway::<Watched>();
    let dynamic = app.server::<Dynamic>();
    let pattern = dynamic.broadcast();
    let chosen = [early.to("room"), early.except("room")];
    // On both sides of the choice: everyone, nobody, and nobody who is there.
    let emits = [
        early.emit("e", &1),
        early.to(Vec::<String>::new()).emit("e", &1),
        dynamic.of("/rooms/7").emit("e", &1),
    ];
    let absent = app.server::<Failing>();
    assert!(early.emit("e", &1).await.is_ok());
    assert!(dynamic.of("/rooms/7").emit("e", &1).await.is_ok());

    app.shutdown(PATIENCE).await;
    assert_server_is_over(&early).await;
    assert_server_is_over(&early.untyped()).await;
    assert_server_is_over(&early.of(NAMESPACE)).await;
    assert_server_is_over(&early.of("/elsewhere")).await;
    assert_server_is_over(&app.server::<Watched>()).await;
    assert_server_is_over(&gateway.server).await;
    assert_server_is_over(&dynamic).await;
    assert_server_is_over(&dynamic.of("/rooms/7")).await;
    assert_server_is_over(&absent).await;
    assert_broadcast_is_not_running(&pattern).await;
    for chosen in &chosen {
        assert_broadcast_is_not_running(chosen).await;
    }
    for emit in emits {
        assert!(is_not_running(emit.await));
    }
    assert_socket_is_over(&gateway.socket()).await;
    assert_eq!(early.namespace(), Some(NAMESPACE));
    assert_eq!(reports.recv().await, Some("left"));
}

#[tokio::test]
async fn while_the_app_shuts_down_verbs_work_for_messages_in_work_and_hooks() {
    let Fixture {
        builder,
        mut reports,
        go_on,
    } = Fixture::new();
    let app = builder.build().await.expect("starts");
    let server = app.server::<Watched>();
    let mut client = Client::connect(app.router(), NAMESPACE, "client").await;
    client.emit("hold").await;
    assert_eq!(reports.recv().await, Some("holding"));
    let shutdown = tokio::spawn({
        let app = app.clone();
        async move { app.shutdown(PATIENCE).await }
    });
    // From then on nobody is let in: it has begun.
    while is_let_in(&app.router(), "/rooms/7").await {}
    assert!(!is_ready(server.closed()).await);
    assert!(server.emit("tick", &0).await.is_ok());
    assert_eq!(server.sockets().expect("it runs").len(), 1);
    go_on.send(()).expect("it waits");
    shutdown.await.expect("no panic");
    assert_eq!(reports.recv().await, Some("held"));
    assert_eq!(reports.recv().await, Some("left"));
    assert!(is_ready(server.closed()).await);
    for number in 0..3 {
        let tick = client.next(PATIENCE).await;
        let expected = format!("42{NAMESPACE},[\"tick\",{number}]");
        assert_eq!(tick.as_deref(), Some(&*expected));
    }
}
