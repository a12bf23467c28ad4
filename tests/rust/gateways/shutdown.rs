//! An app that is asked to stop says goodbye in order (docs/guarantees.md, 7). `Life` has messages that are in work until
//! the test opens their gate. What a process and its signals do is in tests/js/default-only/deadline.test.mjs.

use std::time::Duration;

use gateway_runtime::{
    Parser,
    prelude::*,
    testing::{Client, End, TestApp},
};
use gateway_tests::gate::Gate;
use tokio::time::Instant;

use crate::{
    journal::Journal,
    log,
    told::told,
    way::{Transport, Way, over_each_way},
};

/// What no shutdown here needs.
const DEADLINE: Duration = Duration::from_mins(1);
/// How many answers wait for a client that does not read: more than its buffers take.
const MANY: u32 = 2_000;

#[websocket_gateway(namespace = "life", max_in_flight = 20_000)]
struct Life {
    #[inject]
    gate: Gate,
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Life {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        socket.join("greeted");
    }

    #[on_gateway_disconnect]
    async fn left(&self, socket: Socket, reason: DisconnectReason) {
        self.notes.note("Life is leaving");
        // A shutdown has to wait for it.
        tokio::time::sleep(Duration::from_millis(20)).await;
        let rooms = socket.rooms().join(" ");
        self.notes.note(format!("Life left: {reason}, {rooms}"));
    }

    #[subscribe_message("number")]
    fn number(&self, #[message_body] number: u32) -> u32 {
        number
    }

    #[subscribe_message("hold")]
    async fn hold(&self) -> &'static str {
        self.gate.pass().await;
        "held"
    }

    #[subscribe_message("hold-list")]
    async fn hold_list(&self) -> Vec<WsResponse<u32>> {
        self.gate.pass().await;
        let numbers = 1..=100;
        numbers
            .map(|number| WsResponse::new("number", number))
            .collect()
    }

    #[subscribe_message("long")]
    fn long(&self, #[message_body] number: u32) -> (u32, String) {
        (number, "x".repeat(2_048))
    }
}

/// Shares its namespace.
#[websocket_gateway(namespace = "shared-life")]
struct Alpha {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Alpha {
    #[on_gateway_connection]
    fn joined(&self) {
        self.notes.note("Alpha joined");
    }

    #[on_gateway_disconnect]
    fn left(&self, reason: DisconnectReason) {
        self.notes.note(format!("Alpha left: {reason}"));
    }
}

#[websocket_gateway(namespace = "shared-life")]
struct Beta {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Beta {
    #[on_gateway_disconnect]
    fn left(&self, reason: DisconnectReason) {
        self.notes.note(format!("Beta left: {reason}"));
    }
}

over_each_way!(
    while_time_stands:
    messages_in_work_are_finished_and_answered_later_ones_refused_and_hooks_run,
    a_list_of_events_is_sent_to_its_end,
    no_namespace_can_be_joined_any_more_while_messages_in_work_are_finished,
    every_socket_is_told_in_all_namespaces_and_its_hooks_have_run_at_the_end,
    answers_that_wait_for_a_slow_reader_are_delivered_before_the_connection_is_closed,
);

async fn app(way: Way) -> (TestApp, Gate, Journal) {
    let (gate, notes) = (Gate::closed(), Journal::<String>::default());
    let builder = GatewayApp::builder()
        .max_buffer_size(128)
        .provide(gate.clone())
        .provide(notes.clone())
        .only::<(Life, Alpha, Beta)>();
    (way.start(builder).await, gate, notes)
}

/// Shuts the app down while the test does something: long before the deadline.
async fn end(app: &TestApp, meanwhile: impl Future<Output = ()>) {
    let begin = Instant::now();
    tokio::join!(app.shutdown(DEADLINE), meanwhile);
    let took = begin.elapsed();
    assert!(took < Duration::from_secs(5), "it took {took:?}");
    assert_eq!((app.in_work(), app.open_sockets()), (0, 0));
}

/// What `Life` notes of a client at a shutdown.
fn left(client: &Client) -> String {
    let mut rooms = [client.id().to_string(), "greeted".to_owned()];
    rooms.sort();
    let [one, other] = rooms;
    format!("Life left: server shutting down, {one} {other}")
}

async fn messages_in_work_are_finished_and_answered_later_ones_refused_and_hooks_run(way: Way) {
    let (app, gate, notes) = app(way).await;
    let client = way.join::<Life>(&app).await;
    let held = client.ask::<String>("hold", &());
    app.settled().await;
    end(&app, async {
        app.settled().await;
        let refusal = client.ask::<u32>("number", &0).await.unwrap_err();
        assert_eq!(refusal, told("unavailable", refusal.message(), "number"));
        client.emit("number", &1);
        assert_eq!(client.exception().await, refusal);
        assert_eq!((notes.all().len(), app.in_work()), (0, 1));
        gate.open();
        assert_eq!(held.await, Ok("held".into()));
        assert_ne!(client.ended().await, End::ByClient);
    })
    .await;
    assert_eq!(notes.all(), ["Life is leaving".to_owned(), left(&client)]);
}

async fn a_list_of_events_is_sent_to_its_end(way: Way) {
    let (app, gate, _) = app(way).await;
    let client = way.join::<Life>(&app).await;
    let answer = client.ask::<()>("hold-list", &());
    app.settled().await;
    end(&app, async {
        app.settled().await;
        gate.open();
        assert_eq!(answer.await, Ok(()));
    })
    .await;
    for number in 1..=100 {
        assert_eq!(client.event_named::<u32>("number").await, number);
    }
    assert_eq!(client.waiting_events(), 0);
}

async fn no_namespace_can_be_joined_any_more_while_messages_in_work_are_finished(way: Way) {
    let (app, gate, notes) = app(way).await;
    let client = way.join::<Life>(&app).await;
    let held = client.ask::<String>("hold", &());
    app.settled().await;
    end(&app, async {
        app.settled().await;
        let refused = client.join_namespace("shared-life").await.unwrap_err();
        assert!(refused.message().contains("shutting down"), "{refused}");
        let refused = way.connect::<Life>(&app).await.unwrap_err();
        assert!(refused.message().contains("shutting down"), "{refused}");
        gate.open();
        assert_eq!(held.await, Ok("held".into()));
    })
    .await;
    assert_eq!(notes.all(), ["Life is leaving".to_owned(), left(&client)]);
}

async fn every_socket_is_told_in_all_namespaces_and_its_hooks_have_run_at_the_end(way: Way) {
    let (app, _, notes) = app(way).await;
    let mut clients = Vec::new();
    for _ in 0..20 {
        clients.push(way.join::<Life>(&app).await);
    }
    let shared = clients[0].join_namespace("shared-life").await.unwrap();
    app.settled().await;
    end(&app, async {}).await;
    for client in clients.iter().chain([&shared]) {
        assert_ne!(client.ended().await, End::ByClient);
    }
    let mut notes = notes.all();
    notes.retain(|note| note.contains("left"));
    let mut expected: Vec<_> = clients.iter().map(left).collect();
    expected.extend(["Alpha", "Beta"].map(|name| format!("{name} left: server shutting down")));
    notes.sort();
    expected.sort();
    assert_eq!(notes, expected);
}

async fn answers_that_wait_for_a_slow_reader_are_delivered_before_the_connection_is_closed(
    way: Way,
) {
    let (app, ..) = app(way).await;
    let client = way.join::<Life>(&app).await;
    // The first ping is behind it.
    app.settled().await;
    client.read(false);
    let answers = (0..MANY).map(|number| client.ask::<(u32, String)>("long", &number));
    let answers: Vec<_> = answers.collect();
    app.settled().await;
    assert_eq!(app.in_work(), 0);
    end(&app, async {
        app.settled().await;
        assert_eq!(client.end(), None);
        client.read(true);
        assert_ne!(client.ended().await, End::ByClient);
    })
    .await;
    for (answer, number) in answers.into_iter().zip(0..) {
        assert_eq!(answer.await.unwrap().0, number);
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_has_left_its_namespaces_does_not_hold_up_the_shutdown() {
    let parser = Parser::Common;
    for transport in [Transport::Websocket, Transport::Polling, Transport::Upgrade] {
        let way = Way { transport, parser };
        let (app, _, notes) = app(way).await;
        let client = way.join::<Life>(&app).await;
        assert_eq!(client.ask::<u32>("number", &1).await, Ok(1));
        // A client of the kit that leaves closes its connection.
        client.send_text("1/life,");
        app.advance(Duration::from_millis(20)).await;
        assert_eq!((notes.all().len(), app.open_sockets()), (2, 0));
        log::start();
        end(&app, async {}).await;
        assert_eq!(log::lines_with("cut off"), Vec::<String>::new());
    }
}
