//! Clients over WebSocket, by polling, and with an upgrade.

use std::time::Duration;

use gateway_runtime::{
    Args, Bytes,
    testing::{Client, Connect, End, TestApp},
};
use serde_json::json;

use crate::chat::{Chat, Login, Picture, Rooms, Said, UNUSUAL, app};

/// All that a client can do, over one transport.
async fn tour(app: &TestApp, way: fn(Connect<'_>) -> Connect<'_>) {
    let an = way(app.connect::<Chat>())
        .auth(&Login::new("an"))
        .header("x-kit", "yes")
        .query("a b", "c&d");
    let an = an.await.unwrap();
    let bo = way(app.connect_to("chat"))
        .auth(&json!({ "token": "bo" }))
        .address("10.1.2.3".parse().unwrap())
        .await
        .unwrap();
    assert_ne!(an.id(), bo.id());

    let said = Said::new("hi");
    assert_eq!(an.ask::<Said>("say", &said).await.unwrap(), said);
    assert_eq!(bo.event::<Said>().await, said);
    an.no_event().await;

    let error = an.ask::<()>("say", &7).await.unwrap_err();
    assert_eq!(error.code(), "bad_request");
    assert_eq!(error.pattern(), Some("say"));
    an.emit("say", &7);
    assert_eq!(an.exception().await.code(), "bad_request");

    let picture = Picture {
        name: "cat".into(),
        bytes: Bytes::from_static(b"\0\xff\x01"),
    };
    let answer: Picture = an.ask("picture", &picture).await.unwrap();
    assert_eq!((&*answer.name, &answer.bytes), ("cat!", &picture.bytes));
    assert_eq!(an.event_named::<Picture>("picture").await, answer);

    assert_eq!(
        an.ask::<Args<(u32, u32)>>("add", &Args((3, 4)))
            .await
            .unwrap(),
        Args((7, 12))
    );
    assert_eq!(
        an.event_named::<Args<(u32, u32, u32)>>("added").await,
        Args((3, 4, 7))
    );
    assert_eq!(
        an.ask::<(u32, String)>("pair", &(1, "a")).await.unwrap(),
        (1, "a".into())
    );

    let who: Vec<String> = an.ask("who", &()).await.unwrap();
    assert_eq!((&*who[0], &*who[2]), ("127.0.0.1", "yes"));
    assert!(who[3].ends_with("&a+b=c%26d"), "{who:?}");
    let who: Vec<String> = bo.ask("who", &()).await.unwrap();
    assert_eq!((&*who[0], &*who[2]), ("10.1.2.3", "none"));

    bo.answer_to("double", |number: u32| number * 2);
    assert_eq!(bo.ask::<u32>("question", &()).await.unwrap(), 42);

    let other = an.join_namespace("other").await.unwrap();
    assert_eq!(other.ask::<String>("ping", &()).await.unwrap(), "pong");
    assert_eq!(other.namespace(), "/other");
    assert_eq!(
        an.join_namespace("/nowhere").await.unwrap_err().message(),
        "Invalid namespace"
    );

    // The app's own handle of a client.
    app.socket::<Chat>(&an)
        .unwrap()
        .emit_event(&Said::new("to you"))
        .unwrap();
    assert_eq!(an.event::<Said>().await, Said::new("to you"));

    app.settled().await;
    assert_eq!(app.open_sockets(), 3);
    bo.disconnect().await;
    assert_eq!(app.open_sockets(), 2);
    assert_eq!(other.end(), None);
    leave(an).await;
    assert_eq!(other.ask::<String>("ping", &()).await.unwrap(), "pong");
    other.disconnect().await;
    assert_eq!(app.open_sockets(), 0);
}

async fn leave(client: Client) {
    client.emit("leave", &());
    assert_eq!(client.ended().await, End::ByServer);
}

macro_rules! over_each_transport {
    ($($name:ident: $way:ident, $transport:literal;)*) => {
        $(mod $name {
            use super::*;

            #[tokio::test]
            async fn while_time_runs() {
                tour(&app().await, $way).await;
            }

            #[tokio::test(start_paused = true)]
            async fn while_time_stands() {
                tour(&app().await, $way).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_several_threads() {
                tour(&app().await, $way).await;
            }

            #[tokio::test]
            async fn the_app_sees_the_transport() {
                let app = app().await;
                let client = $way(app.connect::<Chat>()).await.unwrap();
                assert_eq!(client.ask::<Vec<String>>("who", &()).await.unwrap()[1], $transport);
            }
        })*
    };
}

fn over_websocket(connect: Connect<'_>) -> Connect<'_> {
    connect
}

fn by_polling(connect: Connect<'_>) -> Connect<'_> {
    connect.polling()
}

fn with_upgrade(connect: Connect<'_>) -> Connect<'_> {
    connect.upgrading()
}

over_each_transport! {
    websocket: over_websocket, "websocket";
    polling: by_polling, "polling";
    upgrade: with_upgrade, "websocket";
}

#[tokio::test]
async fn a_refusal_is_that_of_the_namespace_or_of_the_endpoint() {
    let app = app().await;
    let refused = app
        .connect::<Chat>()
        .origin("https://evil.example")
        .await
        .unwrap_err();
    assert_eq!(
        refused.status().map(|status| status.as_u16()),
        Some(403),
        "{refused}"
    );
    let refused = app.connect_to("/nowhere").await.unwrap_err();
    assert_eq!(
        (refused.status(), refused.message()),
        (None, "Invalid namespace")
    );
    assert!(
        app.connect::<Chat>()
            .origin("http://localhost")
            .await
            .is_ok(),
        "it is the server's own origin"
    );
}

/// A connection hook refuses who was let in.
#[tokio::test]
async fn a_client_that_a_hook_refuses_gets_an_exception_and_the_end() {
    let app = app().await;
    let client = app
        .connect::<Chat>()
        .auth(&Login::new("nobody"))
        .await
        .unwrap();
    let error = client.exception().await;
    assert_eq!((error.code(), error.message()), ("unauthorized", "who?"));
    assert_eq!(client.ended().await, End::ByServer);
}

#[tokio::test]
async fn a_gateway_is_found_at_its_port_and_path() {
    let app = app().await;
    let client = app.connect::<Rooms>().namespace("/rooms/7").await.unwrap();
    assert_eq!(
        client.ask::<(u32, String)>("where", &()).await.unwrap(),
        (7, "/far/".into())
    );
    let client = app.connect_to("rooms/8").polling().await.unwrap();
    assert_eq!(
        client.ask::<(u32, String)>("where", &()).await.unwrap().0,
        8
    );
    assert_eq!(
        app.server::<Rooms>()
            .of("/rooms/8")
            .sockets()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_lost_connection_is_noticed() {
    let app = app().await;
    let (an, bo) = (
        app.connect::<Chat>().await.unwrap(),
        app.connect::<Chat>().await.unwrap(),
    );
    drop(an);
    app.settled().await;
    assert_eq!(app.open_sockets(), 1);
    bo.lose_connection();
    assert_eq!(bo.ended().await, End::ConnectionLost);
    app.settled().await;
    assert_eq!(app.open_sockets(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_polling_client_that_vanishes_is_missed_by_the_heartbeat() {
    let app = app().await;
    drop(app.connect::<Chat>().polling().await.unwrap());
    app.settled().await;
    assert_eq!(app.open_sockets(), 1);
    app.advance(Duration::from_secs(45)).await;
    assert_eq!(app.open_sockets(), 0);
}

#[tokio::test]
async fn what_breaks_the_protocol_ends_the_connection() {
    let app = app().await;
    let client = app.connect::<Chat>().await.unwrap();
    client.send_text("nonsense");
    assert_eq!(client.ended().await, End::ConnectionLost);
}

#[tokio::test]
async fn a_client_comes_back_over_the_same_connection() {
    let app = app().await;
    let an = app.connect::<Chat>().await.unwrap();
    let other = an.join_namespace("other").await.unwrap();
    let id = an.id();
    an.emit("flood", &());
    an.disconnect().await;
    let again = other.join_namespace("chat").await.unwrap();
    assert_eq!(again.id(), id);
    again.no_event().await;
    assert_eq!(
        again
            .ask::<(u32, String)>("pair", &(1, "a"))
            .await
            .unwrap()
            .0,
        1
    );
}

#[tokio::test]
async fn the_app_can_be_shut_down_with_clients() {
    let app = app().await;
    let client = app.connect::<Chat>().await.unwrap();
    let poller = app.connect::<Chat>().polling().await.unwrap();
    app.shutdown(Duration::from_secs(5)).await;
    for client in [client, poller] {
        client.ended().await;
    }
    assert!(app.connect::<Chat>().await.is_err());
}

#[tokio::test]
async fn an_event_may_have_an_unusual_name() {
    let app = app().await;
    let an = app.connect::<Chat>().await.unwrap();
    an.emit("unusual", &());
    for name in UNUSUAL {
        assert_eq!(an.event_named::<u32>(name).await, 1);
    }
}

/// As the official client: the server ends a connection whose request is above `max_payload`.
#[tokio::test]
async fn a_client_that_polls_sends_no_more_at_once_than_the_server_takes() {
    let app = app().await;
    let an = app.connect::<Chat>().polling().await.unwrap();
    let answers: Vec<_> = (0..12)
        .map(|_| an.ask::<Said>("say", &Said::new(&"y".repeat(90_000))))
        .collect();
    for answer in answers {
        assert_eq!(answer.await.unwrap().text.len(), 90_000);
    }
}
