//! When a namespace comes and when it goes, and how many there may be.

use std::time::Duration;

use gateway_runtime::testing::{Client, End, TestApp};
use serde_json::json;

use super::{Chat, GOES, builder, namespaces};
use crate::way::{Way, over_each_way};

over_each_way!(
    a_client_that_comes_back_at_once_finds_its_namespace,
    refused_clients_leave_nothing_behind,
);

async fn join(app: &TestApp, namespace: &str) -> Client {
    let connect = app.connect::<Chat>();
    connect.namespace(namespace).await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_namespace_goes_some_time_after_its_last_client_and_comes_again() {
    let app = TestApp::start(builder()).await.unwrap();
    let _watching = join(&app, "/chat/watching").await;
    let first = join(&app, "/chat/goes").await;
    let second = join(&app, "/chat/goes").await;
    assert_eq!(namespaces(&app), ["/chat/goes", "/chat/watching"]);
    first.disconnect().await;
    app.advance(GOES * 2).await;
    assert_eq!(namespaces(&app), ["/chat/goes", "/chat/watching"]);
    second.disconnect().await;
    app.advance(Duration::from_millis(900)).await;
    assert_eq!(namespaces(&app), ["/chat/goes", "/chat/watching"]);
    app.advance(Duration::from_millis(200)).await;
    assert_eq!(namespaces(&app), ["/chat/watching"]);
    let again = join(&app, "/chat/goes").await;
    assert_eq!(
        again.ask("where-am-i", &()).await,
        Ok(json!(["/chat/goes", "/chat/goes", "goes"]))
    );
}

#[tokio::test(start_paused = true)]
async fn a_kept_handle_reaches_its_namespace_when_the_namespace_has_come_again() {
    let app = TestApp::start(builder()).await.unwrap();
    let watching = join(&app, "/chat/watching").await;
    let first = join(&app, "/chat/kept").await;
    first.ask::<()>("keep", &()).await.unwrap();
    first.disconnect().await;
    app.advance(GOES).await;
    assert_eq!(namespaces(&app), ["/chat/watching"]);
    assert_eq!(watching.ask("say-through-kept", "nobody").await, Ok(()));
    let again = join(&app, "/chat/kept").await;
    assert_eq!(watching.ask("say-through-kept", "hello").await, Ok(()));
    assert_eq!(again.event_named::<String>("said").await, "hello");
}

async fn a_client_that_comes_back_at_once_finds_its_namespace(way: Way) {
    let app = way.start(builder()).await;
    let join = async |namespace| {
        let connect = way.connect::<Chat>(&app);
        connect.namespace(namespace).await.unwrap()
    };
    let watching = join("/chat/watching").await;
    for _ in 0..20 {
        let client = join("/chat/back").await;
        client
            .ask::<serde_json::Value>("where-am-i", &())
            .await
            .unwrap();
        client.disconnect().await;
    }
    assert_eq!(watching.end(), None);
}

async fn refused_clients_leave_nothing_behind(way: Way) {
    let app = way.start(builder()).await;
    let _watching = join(&app, "/chat/watching").await;
    // The hook refuses this room.
    for _ in 0..5 {
        let connect = way.connect::<Chat>(&app);
        let client = connect.namespace("/chat/closed").await.unwrap();
        let error = client.exception().await;
        let said = (error.code(), error.pattern());
        assert_eq!(said, ("forbidden", Some("connection")));
        assert_eq!(client.ended().await, End::ByServer);
    }
    app.settled().await;
    assert_eq!(namespaces(&app), ["/chat/watching"]);
}

#[tokio::test]
async fn the_number_of_namespaces_is_capped_and_those_that_exist_are_not_affected() {
    const LIMIT: usize = 64;
    let app = TestApp::start(builder().max_dynamic_namespaces(LIMIT));
    let app = app.await.unwrap();
    let first = join(&app, "/chat/0").await;
    let mut others = Vec::new();
    for number in 1..LIMIT {
        let namespace = format!("/chat/{number}");
        others.push(first.join_namespace(&namespace).await.unwrap());
    }
    for time in 0..100 {
        let over = format!("/chat/over-{time}");
        assert_eq!(
            first.join_namespace(&over).await.unwrap_err().message(),
            "there are too many namespaces; try again later"
        );
    }
    assert_eq!(namespaces(&app).len(), LIMIT);
    // Known names are no new ones.
    let known = join(&app, "/chat/63").await;
    assert_eq!(
        known.ask("where-am-i", &()).await,
        Ok(json!(["/chat/63", "/chat/63", "63"]))
    );
}
