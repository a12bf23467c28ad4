//! Handles before the app is built.

use gateway_runtime::prelude::*;

use super::{
    clock::Clock,
    not_running::{assert_server_is_not_running, is_not_running},
    watched::Tick,
};

#[tokio::test]
async fn before_the_app_is_built_every_verb_says_not_running() {
    let builder = GatewayApp::builder().only::<(Clock,)>();
    let server = builder.server::<Clock>();
    assert_server_is_not_running(&server).await;
    assert!(is_not_running(server.emit_event(&Tick(1)).await));
    assert_eq!(server.namespace(), None);
    let chosen = server.to("room");

    let app = builder.build().await.expect("starts");
    assert!(server.emit("e", &1).await.is_ok());
    assert!(chosen.emit("e", &1).await.is_ok());
    assert_eq!(server.namespace(), Some("/"));
    assert!(app.server::<Clock>().emit_event(&Tick(2)).await.is_ok());
}
