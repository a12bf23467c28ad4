//! Several gateways share one namespace, and agree about its sockets (docs/guarantees.md, 5 and docs/guarantees.md, 6).

use gateway_runtime::{
    prelude::*,
    testing::{End, TestApp},
};
use gateway_tests::gate::Gate;

use crate::{
    journal::Journal,
    way::{Way, over_each_way},
};

#[websocket_gateway(namespace = "shared")]
struct Alpha {
    #[inject]
    journal: Journal,
}

#[websocket_gateway]
impl Alpha {
    /// Slow, so that a `Beta` that did not wait would come first.
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket) -> Result<(), WsError> {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        socket.emit("joined", "Alpha")?;
        Ok(())
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket) {
        self.journal.note(format!("Alpha left by {}", socket.id()));
    }

    #[subscribe_message("alpha")]
    fn alpha(&self) -> &'static str {
        "Alpha"
    }
}

#[websocket_gateway(namespace = "/shared")]
struct Beta {
    #[inject]
    journal: Journal,
}

#[websocket_gateway]
impl Beta {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) -> Result<(), WsError> {
        socket.emit("joined", "Beta")?;
        Ok(())
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket) {
        self.journal.note(format!("Beta left by {}", socket.id()));
    }

    #[subscribe_message("beta")]
    fn beta(&self) -> &'static str {
        "Beta"
    }
}

#[websocket_gateway(namespace = "half")]
struct First {
    #[inject]
    journal: Journal,
}

#[websocket_gateway]
impl First {
    #[on_gateway_connection]
    fn joined(&self) {
        self.journal.note("First joined");
    }

    #[on_gateway_disconnect]
    fn left(&self, reason: DisconnectReason) {
        self.journal.note(format!("First left: {reason}"));
    }

    #[subscribe_message("first")]
    fn first(&self) {
        self.journal.note("First handled");
    }
}

/// Refuses what the first has accepted.
#[websocket_gateway(namespace = "half")]
struct Second {
    #[inject]
    gate: Gate,
    #[inject]
    journal: Journal,
}

#[websocket_gateway]
impl Second {
    #[on_gateway_connection]
    async fn joined(&self) -> Result<(), WsError> {
        self.gate.pass().await;
        Err(WsError::forbidden("the second says no"))
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        self.journal.note("Second left");
    }
}

#[websocket_gateway(namespace = "half")]
struct Third {
    #[inject]
    journal: Journal,
}

#[websocket_gateway]
impl Third {
    #[on_gateway_connection]
    fn joined(&self) {
        self.journal.note("Third joined");
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        self.journal.note("Third left");
    }
}

over_each_way!(
    each_answers_its_own_events,
    their_connection_hooks_run_one_after_the_other_in_name_order_before_any_message,
    their_disconnect_hooks_run_once_each,
    when_one_refuses_those_before_it_are_told_and_those_after_it_never_know_of_the_socket,
);

async fn shared(way: Way) -> (TestApp, Journal) {
    let journal: Journal = Journal::default();
    let builder = GatewayApp::builder()
        .provide(journal.clone())
        .only::<(Alpha, Beta)>();
    (way.start(builder).await, journal)
}

async fn each_answers_its_own_events(way: Way) {
    let (app, _) = shared(way).await;
    let client = way.join::<Alpha>(&app).await;
    assert_eq!(client.ask::<String>("alpha", &()).await.unwrap(), "Alpha");
    assert_eq!(client.ask::<String>("beta", &()).await.unwrap(), "Beta");
    let error = client.ask::<()>("gamma", &()).await.unwrap_err();
    assert_eq!(
        (error.code(), error.pattern()),
        ("not_found", Some("gamma"))
    );
}

async fn their_connection_hooks_run_one_after_the_other_in_name_order_before_any_message(way: Way) {
    let (app, _) = shared(way).await;
    let client = way.join::<Beta>(&app).await;
    assert_eq!(client.ask::<String>("beta", &()).await.unwrap(), "Beta");
    let transcript = client.transcript();
    let received = transcript.lines().filter_map(|line| {
        let (_, packet) = line.split_once("<- ")?;
        (!packet.starts_with("0/shared,")).then_some(packet)
    });
    assert_eq!(
        received.collect::<Vec<_>>(),
        [
            r#"2/shared,["joined","Alpha"]"#,
            r#"2/shared,["joined","Beta"]"#,
            r#"3/shared,0["Beta"]"#
        ]
    );
}

async fn their_disconnect_hooks_run_once_each(way: Way) {
    let (app, journal) = shared(way).await;
    let client = way.join::<Alpha>(&app).await;
    let id = client.id();
    client.ask::<String>("beta", &()).await.unwrap();
    client.disconnect().await;
    assert_eq!(
        journal.take(),
        [format!("Alpha left by {id}"), format!("Beta left by {id}")]
    );
}

async fn when_one_refuses_those_before_it_are_told_and_those_after_it_never_know_of_the_socket(
    way: Way,
) {
    let gate = Gate::closed();
    let journal: Journal = Journal::default();
    let builder = GatewayApp::builder()
        .provide(gate.clone())
        .provide(journal.clone())
        .only::<(First, Second, Third)>();
    let app = way.start(builder).await;
    let client = way.join::<First>(&app).await;
    let answer = client.ask::<()>("first", &());
    app.settled().await;
    assert_eq!(journal.take(), ["First joined"]);
    gate.open();
    for (error, pattern) in [
        (answer.await.unwrap_err(), "first"),
        (client.exception().await, "connection"),
    ] {
        assert_eq!(
            (error.code(), error.message(), error.pattern()),
            ("forbidden", "the second says no", Some(pattern))
        );
    }
    assert_eq!(client.ended().await, End::ByServer);
    app.settled().await;
    assert_eq!(journal.take(), ["First left: server namespace disconnect"]);
}
