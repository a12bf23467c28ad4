//! The tests of the chat: clients in memory, which send and receive what browsers do.

use axum::http::Request;
use gateway_runtime::Payload;
use gateway_runtime::testing::{Client, TestApp};
use serde_json::json;

use crate::builder;
use crate::gateway::{ChatGateway, ReceiveMessage, SendMessage};

fn named(name: &str) -> SendMessage {
    SendMessage {
        name: name.to_owned(),
    }
}

#[tokio::test]
async fn everyone_is_greeted_and_the_sender_gets_the_message_back() {
    let app = TestApp::start(builder()).await.unwrap();
    let an = app.connect::<ChatGateway>().await.unwrap();
    let bo = app.connect::<ChatGateway>().polling().await.unwrap();

    assert_eq!(
        an.ask::<SendMessage>("send-message", &named("An"))
            .await
            .unwrap(),
        named("An")
    );
    for client in [&an, &bo] {
        let greeting = ReceiveMessage {
            data: "Hello An".into(),
        };
        assert_eq!(client.event::<ReceiveMessage>().await, greeting);
        client.no_event().await;
    }
}

#[tokio::test]
async fn a_greeting_needs_no_acknowledgement() {
    let app = TestApp::start(builder()).await.unwrap();
    let an = app.connect::<ChatGateway>().await.unwrap();

    an.emit("send-message", &named("An"));
    let greeting = ReceiveMessage {
        data: "Hello An".into(),
    };
    assert_eq!(an.event::<ReceiveMessage>().await, greeting);
}

#[tokio::test]
async fn a_message_without_a_name_is_answered_with_the_reason() {
    let app = TestApp::start(builder()).await.unwrap();
    let client = app.connect::<ChatGateway>().await.unwrap();

    let error = client
        .ask::<SendMessage>("send-message", &json!({}))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (
            "bad_request",
            "invalid body of `send-message`: missing field `name`"
        )
    );
    for body in [json!(null), json!({ "name": 7 }), json!("An")] {
        refused(&client, &body).await;
    }
    refused(&client, &()).await;
    client.emit("send-message", &json!({ "name": 7 }));
    assert_eq!(client.exception().await.code(), "bad_request");
    // The connection lives on.
    client
        .ask::<SendMessage>("send-message", &named("An"))
        .await
        .unwrap();
}

async fn refused(client: &Client, body: &impl Payload) {
    let error = client.ask::<SendMessage>("send-message", body).await;
    let error = error.unwrap_err();
    assert_eq!(
        (error.code(), error.pattern()),
        ("bad_request", Some("send-message"))
    );
}

#[tokio::test]
async fn an_event_that_nobody_handles_is_answered_with_an_error() {
    let app = TestApp::start(builder()).await.unwrap();
    let client = app.connect::<ChatGateway>().await.unwrap();

    let error = client.ask::<SendMessage>("send-mesage", &named("An")).await;
    let error = error.unwrap_err();
    assert_eq!(
        (error.code(), error.pattern()),
        ("not_found", Some("send-mesage"))
    );
}

#[tokio::test]
async fn who_has_left_is_greeted_no_more() {
    let app = TestApp::start(builder()).await.unwrap();
    let an = app.connect::<ChatGateway>().await.unwrap();
    let bo = app.connect::<ChatGateway>().await.unwrap();

    an.disconnect().await;
    assert_eq!(app.open_sockets(), 1);
    bo.emit("send-message", &named("Bo"));
    bo.event::<ReceiveMessage>().await;
}

#[tokio::test]
async fn the_page_is_served() {
    let app = TestApp::start(builder()).await.unwrap();
    let answer = app.request(Request::get("/").body("").unwrap()).await;
    assert_eq!(answer.status(), 200);
    assert!(String::from_utf8_lossy(answer.body()).contains("chat.js"));
}
