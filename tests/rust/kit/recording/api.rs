//! Every method of the handles, of a recording server.

use std::time::Duration;

use gateway_runtime::{Bytes, SocketId, prelude::*, testing::Order};
use tokio::time::timeout;

use super::{Paid, Payments, now};

const A_SOCKET: &str = "AAAAAAAAAAAAAAHs";

fn a_socket() -> SocketId {
    A_SOCKET.parse().unwrap()
}

/// `Server::{to, within, except, local, volatile, timeout, broadcast, emit, emit_event}` and those of `Broadcast`.
#[test]
fn choices() {
    let (payments, sent) = Server::<Payments>::recording();
    let everyone = payments.broadcast();
    for (choice, text) in [
        (payments.to("a"), r#""a""#),
        (payments.within(vec!["a", "b"]), r#""a", "b""#),
        (payments.to(a_socket()), r#""AAAAAAAAAAAAAAHs""#),
        (payments.except("a"), r#"everyone, except "a""#),
        (payments.local(), "everyone, on this server"),
        (payments.volatile(), "everyone, volatile"),
        (payments.timeout(Duration::from_secs(1)), "everyone"),
        (payments.broadcast(), "everyone"),
        (
            everyone
                .clone()
                .to("a")
                .within("b")
                .except(["c", "d"])
                .local()
                .volatile()
                .timeout(Duration::from_secs(1)),
            r#""a", "b", except "c", "d", on this server, volatile"#,
        ),
    ] {
        let printed = format!("{choice:?}");
        assert!(printed.starts_with("Broadcast"), "{printed}");
        let delivery = now(choice.emit("e", &1)).unwrap();
        assert_eq!(delivery.missed, 0);
        assert!(delivery.shared.is_ok());
        let record = sent.events().pop().unwrap();
        assert_eq!(
            record.to_string(),
            format!(r#"/payments ["e",1] to {text}"#)
        );
    }
    sent.forget_events();
    now(payments.emit("e", &2)).unwrap();
    now(payments.emit_event(&Paid { amount: 3 })).unwrap();
    now(everyone.emit_event(&Paid { amount: 4 })).unwrap();
    assert_eq!(sent.event_named::<u32>("e"), 2);
    assert_eq!(sent.event::<Paid>(), Paid { amount: 3 });
    assert_eq!(sent.event::<Paid>(), Paid { amount: 4 });
    sent.nothing_else();
}

/// `join`, `leave`, `disconnect` and `close` of `Server` and `Broadcast`.
#[test]
fn orders() {
    let (payments, sent) = Server::<Payments>::recording();
    now(async {
        payments.join(["a", "b"]).await?;
        payments.leave("a").await?;
        payments.disconnect().await?;
        payments.close().await?;
        let some = payments.to("a").except(a_socket());
        some.clone().join("c").await?;
        some.clone().leave(["c", "d"]).await?;
        some.clone().local().disconnect().await?;
        some.close().await
    })
    .unwrap();
    let everyone = sent.to_everyone();
    assert_eq!(everyone.order(), Order::Join(vec!["a".into(), "b".into()]));
    assert_eq!(everyone.order(), Order::Leave(vec!["a".into()]));
    assert_eq!(everyone.order(), Order::Disconnect);
    assert_eq!(everyone.order(), Order::Close);
    everyone.no_order();
    let a = sent.to_room("a");
    assert_eq!(a.order(), Order::Join(vec!["c".into()]));
    assert_eq!(a.order(), Order::Leave(vec!["c".into(), "d".into()]));
    assert_eq!(a.order(), Order::Disconnect);
    assert_eq!(a.order(), Order::Close);
    sent.nothing_else();

    let records = sent.records();
    let [.., disconnected, closed] = &*records else {
        panic!("{sent:?}");
    };
    assert_eq!(disconnected.order(), Some(&Order::Disconnect));
    assert!(disconnected.is_local() && !closed.is_local());
    assert_eq!(closed.except(), [A_SOCKET]);
    assert_eq!((closed.event(), closed.server_event()), (None, None));
}

/// `rooms`, `sockets`, `fetch_sockets`, `count` of `Server` and `Broadcast`; `socket`, `server_count`, `namespace` and
/// `namespaces` of `Server`.
#[test]
fn questions_about_sockets() {
    let (payments, sent) = Server::<Payments>::recording();
    now(async {
        payments.join("a").await.unwrap();
        assert!(payments.rooms().await.unwrap().is_empty());
        assert!(payments.to("a").rooms().await.unwrap().is_empty());
        assert!(payments.sockets().unwrap().is_empty());
        assert!(payments.to("a").sockets().unwrap().is_empty());
        assert!(payments.fetch_sockets().await.unwrap().is_empty());
        assert!(payments.to("a").fetch_sockets().await.unwrap().is_empty());
        assert_eq!(payments.count().await.unwrap(), 0);
        assert_eq!(payments.to("a").local().count().await.unwrap(), 0);
        assert_eq!(payments.server_count().await.unwrap(), 1);
    });
    assert!(payments.socket(a_socket()).is_none());
    assert_eq!(payments.namespace(), Some("/payments"));
    assert_eq!(payments.namespaces().unwrap(), ["/payments"]);
    assert_eq!(sent.order(), Order::Join(vec!["a".into()]));
    sent.nothing_else();
}

/// `servers().emit`.
#[test]
fn events_for_other_servers() {
    let (payments, sent) = Server::<Payments>::recording();
    let others = payments.servers();
    assert!(format!("{others:?}").contains("/payments"));
    now(others.emit("changed", &(7, "a \"name\""))).unwrap();
    now(others.clone().emit("\"odd\"", &())).unwrap();
    sent.no_event();
    sent.no_order();
    let record = &sent.records()[0];
    assert_eq!(record.server_event(), Some("changed"));
    let (number, name): (u8, String) = record.payload();
    assert_eq!((number, &*name), (7, "a \"name\""));
    assert_eq!(
        sent.server_event_named::<(u8, String)>("changed"),
        (7, name)
    );
    assert_eq!(
        sent.records()[1].server_event(),
        Some("\"odd\""),
        "names of these may be any"
    );
}

/// `untyped`, `clone` and `Debug` of `Server`: one server, and one record of it.
#[test]
fn handles_to_the_same_server() {
    let (payments, sent) = Server::<Payments>::recording();
    let untyped: Server = payments.untyped();
    now(untyped.emit_event(&Paid { amount: 1 })).unwrap();
    now(payments.clone().emit_event(&Paid { amount: 2 })).unwrap();
    assert_eq!(sent.clone().event::<Paid>(), Paid { amount: 1 });
    assert_eq!(sent.event::<Paid>(), Paid { amount: 2 });
    assert_eq!(format!("{payments:?}"), format!("{untyped:?}"));
}

#[test]
fn two_servers_have_nothing_in_common() {
    let (payments, sent) = Server::<Payments>::recording();
    let (_others, sent_by_others) = Server::<Payments>::recording();
    now(payments.emit("e", &1)).unwrap();
    sent_by_others.nothing_else();
    assert_eq!(sent.events().len(), 1);
}

/// `closed`, and what every method says when the app has ended.
#[tokio::test(start_paused = true)]
async fn the_end_of_the_app() {
    let (payments, sent) = Server::<Payments>::recording();
    let choice = payments.to("a");
    let begun = payments.emit("e", &1);
    let closed = payments.closed();
    let mut closed = std::pin::pin!(closed);
    let waited = timeout(Duration::from_hours(1), closed.as_mut()).await;
    assert!(waited.is_err(), "it ends by the test only");
    sent.end_app();
    closed.await;
    payments.closed().await;

    let errors = [
        begun.await.err(),
        payments.emit("e", &1).await.err(),
        payments.emit_event(&Paid { amount: 1 }).await.err(),
        payments.emit_with_ack::<_, ()>("e", &1).await.err(),
        choice.clone().emit("e", &1).await.err(),
        choice.clone().emit_with_ack::<_, ()>("e", &1).await.err(),
        choice.clone().join("b").await.err(),
        choice.clone().leave("b").await.err(),
        choice.clone().disconnect().await.err(),
        choice.clone().close().await.err(),
        choice.clone().rooms().await.err(),
        choice.clone().sockets().err(),
        choice.clone().fetch_sockets().await.err(),
        choice.count().await.err(),
        payments.servers().emit("e", &1).await.err(),
        payments.server_count().await.err(),
        payments.namespaces().err(),
    ];
    for (index, error) in errors.into_iter().enumerate() {
        assert!(
            matches!(error, Some(EmitError::NotRunning)),
            "{index}: {error:?}"
        );
    }
    assert!(payments.socket(a_socket()).is_none());
    sent.nothing_else();
}

#[test]
fn other_servers_that_are_away() {
    let (payments, sent) = Server::<Payments>::recording();
    sent.other_servers_are_away(true);
    now(async {
        let delivery = payments.emit("e", &1).await.unwrap();
        assert!(delivery.shared.is_err());
        sent.answer_to("q", |(): ()| 7);
        let asked = payments.emit_with_ack::<_, u32>("q", &()).await.unwrap();
        assert!(asked.shared().is_err());
        assert_eq!(asked.all().await.len(), 1);
        for error in [
            payments.join("a").await.err(),
            payments.leave("a").await.err(),
            payments.disconnect().await.err(),
            payments.close().await.err(),
            payments.servers().emit("e", &1).await.err(),
        ] {
            assert!(matches!(error, Some(EmitError::Adapter(_))), "{error:?}");
        }
    });
    assert_eq!(sent.event_named::<u32>("e"), 1);
    assert_eq!(sent.order(), Order::Join(vec!["a".into()]));
    assert_eq!(sent.order(), Order::Leave(vec!["a".into()]));
    assert_eq!(sent.order(), Order::Disconnect);
    assert_eq!(sent.order(), Order::Close);
    // The other servers were not told.
    sent.nothing_else();
    // What is for this server does not concern them.
    now(payments.local().join("a")).unwrap();
    assert!(now(payments.local().emit("e", &1)).unwrap().shared.is_ok());
    sent.other_servers_are_away(false);
    assert!(now(payments.emit("e", &1)).unwrap().shared.is_ok());
}

/// A running server writes the same, and a client of it gets the same.
#[tokio::test]
async fn what_is_recorded_is_what_clients_get() {
    async fn send<G>(server: &Server<G>) -> Result<(), EmitError> {
        let server = server.untyped();
        let bytes = Bytes::from_static(b"\xff");
        server.emit("none", &()).await?;
        server.emit("several", &Args((1, Some("ü\n\"")))).await?;
        server
            .emit("binary", &Args((&bytes, [bytes.clone()])))
            .await?;
        server.to("nowhere").emit("nobody", &1).await?;
        server
            .except("nowhere")
            .emit("last", &[1.5, f64::NAN])
            .await
            .map(drop)
    }
    let app = gateway_runtime::testing::TestApp::start(GatewayApp::builder().only::<(Wire,)>())
        .await
        .unwrap();
    let client = app.connect::<Wire>().await.unwrap();
    send(&app.server::<Wire>()).await.unwrap();
    app.settled().await;
    let (server, sent) = Server::<Wire>::recording();
    send(&server).await.unwrap();

    let transcript = client.transcript();
    let mut got = transcript
        .lines()
        .filter_map(|line| line.split_once("<- 2/wire,"));
    for record in sent.to_everyone().events() {
        let text = record.to_string();
        let (_, packet) = got.next().unwrap_or_else(|| panic!("{text}\n{transcript}"));
        assert!(
            text.starts_with(&format!("/wire {packet} to everyone")),
            "{text}"
        );
    }
    assert_eq!(got.count(), 0, "{transcript}");
}

#[websocket_gateway(namespace = "wire")]
struct Wire;
