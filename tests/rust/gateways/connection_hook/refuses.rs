//! A hook that returns an error, or panics, refuses its socket: no method of it runs. `Refused` refuses when the test opens
//! its gate, `RefusedAtOnce` without waiting for anything, `RefusedInternally` for a reason that no client may know, and
//! `PanicsAtConnection` panics.

use gateway_runtime::{
    prelude::*,
    testing::{Client, End, TestApp},
};
use gateway_tests::gate::Gate;

use crate::{
    journal::Journal,
    log,
    logged::assert_logged,
    told::{internal, told},
    way::{Way, over_each_way},
};

#[websocket_gateway(namespace = "refused")]
struct Refused {
    #[inject]
    gate: Gate,
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Refused {
    #[on_gateway_connection]
    async fn joined(&self) -> Result<(), WsError> {
        self.gate.pass().await;
        Err(WsError::unauthorized("who are you?").with_details(["token"]))
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        self.notes.note("left");
    }

    #[subscribe_message("knock")]
    fn knock(&self) {
        self.notes.note("handled");
    }

    #[subscribe_message(fallback)]
    fn anything(&self) {
        self.notes.note("handled");
    }
}

#[websocket_gateway(namespace = "refused-at-once")]
struct RefusedAtOnce {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl RefusedAtOnce {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) -> Result<(), WsError> {
        Err(WsError::forbidden(format!(
            "nobody enters {}",
            socket.namespace()
        )))
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        self.notes.note("left");
    }

    #[subscribe_message("knock")]
    fn knock(&self) {
        self.notes.note("handled");
    }
}

#[websocket_gateway(namespace = "refused-internally")]
struct RefusedInternally;

#[websocket_gateway]
impl RefusedInternally {
    #[on_gateway_connection]
    async fn joined(&self) -> Result<(), WsError> {
        tokio::task::yield_now().await;
        Err(WsError::internal("the session store is down"))
    }
}

#[websocket_gateway(namespace = "panics-at-connection")]
struct PanicsAtConnection {
    #[inject]
    gate: Gate,
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl PanicsAtConnection {
    #[on_gateway_connection]
    async fn joined(&self) -> Result<(), WsError> {
        self.gate.pass().await;
        panic!("boom in a connection hook");
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        self.notes.note("left");
    }

    #[subscribe_message("knock")]
    fn knock(&self) {
        self.notes.note("handled");
    }
}

/// Lets everybody in.
#[websocket_gateway(namespace = "open-house")]
struct OpenHouse;

#[websocket_gateway]
impl OpenHouse {
    #[subscribe_message("number")]
    fn number(&self, #[message_body] number: u32) -> u32 {
        number
    }
}

over_each_way!(
    a_refused_client_sees_error_answers_then_exception_then_disconnect_and_no_method_runs,
    a_refusal_at_once_is_seen_the_same_way_and_names_the_namespace_that_refused,
    no_method_runs_for_a_message_that_is_under_way_when_the_client_is_refused,
    a_refusal_in_one_namespace_leaves_the_others_of_the_connection_alone,
    a_refusal_with_an_internal_error_says_no_more_than_that,
    a_hook_that_panics_refuses_with_an_internal_error_and_no_method_and_no_disconnect_hook_runs,
);

async fn app(way: Way) -> (TestApp, Gate, Journal) {
    log::start();
    let (gate, notes) = (Gate::closed(), Journal::<String>::default());
    let builder = GatewayApp::builder()
        .provide(gate.clone())
        .provide(notes.clone())
        .only::<(
            Refused,
            RefusedAtOnce,
            RefusedInternally,
            PanicsAtConnection,
            OpenHouse,
        )>();
    (way.start(builder).await, gate, notes)
}

async fn a_refused_client_sees_error_answers_then_exception_then_disconnect_and_no_method_runs(
    way: Way,
) {
    let (app, gate, notes) = app(way).await;
    let client = way.join::<Refused>(&app).await;
    let events = ["knock", "anything", "knock"];
    let answers = events.map(|event| client.ask::<()>(event, &()));
    client.emit("knock", &());
    app.settled().await;
    assert_eq!(came(&client), ["0"]);
    gate.open();
    assert_eq!(client.ended().await, End::ByServer);
    for (answer, event) in answers.into_iter().zip(events) {
        let error = told("unauthorized", "who are you?", event);
        assert_eq!(answer.await, Err(error));
    }
    // Of the message for which nobody waits, then of the connection itself.
    let error = told("unauthorized", "who are you?", "knock");
    assert_eq!(client.exception().await, error);
    let error = client.exception().await;
    assert_eq!(error.pattern(), Some("connection"));
    assert_eq!(
        (error.code(), error.message()),
        ("unauthorized", "who are you?")
    );
    assert_eq!(error.details::<[String; 1]>(), Some(["token".to_owned()]));
    client.no_event().await;
    // CONNECT, three acknowledgements, twice `exception`, DISCONNECT.
    assert_eq!(came(&client), ["0", "3", "3", "3", "2", "2", "1"]);
    assert_eq!((notes.all().len(), app.open_sockets()), (0, 0));
}

/// The types of the packets that have come.
fn came(client: &Client) -> Vec<String> {
    let transcript = client.transcript();
    let lines = transcript.lines();
    let came = lines.filter_map(|line| line.split_once("<- ")?.1.split_once('/'));
    came.map(|(packet, _)| packet.to_owned()).collect()
}

async fn a_refusal_at_once_is_seen_the_same_way_and_names_the_namespace_that_refused(way: Way) {
    let (app, _, notes) = app(way).await;
    let client = way.join::<RefusedAtOnce>(&app).await;
    let error = told("forbidden", "nobody enters /refused-at-once", "connection");
    assert_eq!(client.exception().await, error);
    assert_eq!(client.ended().await, End::ByServer);
    assert_eq!(came(&client), ["0", "2", "1"]);
    assert_eq!((notes.all().len(), app.open_sockets()), (0, 0));
}

/// The message may reach the app when the socket is gone: then the protocol library closes the whole connection.
async fn no_method_runs_for_a_message_that_is_under_way_when_the_client_is_refused(way: Way) {
    let (app, _, notes) = app(way).await;
    let client = way.join::<RefusedAtOnce>(&app).await;
    client.emit("knock", &());
    assert_ne!(client.ended().await, End::ByClient);
    app.settled().await;
    assert_eq!((notes.all().len(), app.open_sockets()), (0, 0));
}

async fn a_refusal_in_one_namespace_leaves_the_others_of_the_connection_alone(way: Way) {
    let (app, ..) = app(way).await;
    let client = way.join::<OpenHouse>(&app).await;
    // It may try again.
    for number in 0..2 {
        let refused = client.join_namespace("refused-at-once").await.unwrap();
        assert_eq!(refused.exception().await.code(), "forbidden");
        assert_eq!(refused.ended().await, End::ByServer);
        assert_eq!(client.ask::<u32>("number", &number).await, Ok(number));
    }
}

async fn a_refusal_with_an_internal_error_says_no_more_than_that(way: Way) {
    let (app, ..) = app(way).await;
    let client = way.join::<RefusedInternally>(&app).await;
    assert_eq!(client.exception().await, internal("connection"));
    assert_logged(&["the session store is down"]);
}

async fn a_hook_that_panics_refuses_with_an_internal_error_and_no_method_and_no_disconnect_hook_runs(
    way: Way,
) {
    let (app, gate, notes) = app(way).await;
    let client = way.join::<PanicsAtConnection>(&app).await;
    let answer = client.ask::<()>("knock", &());
    app.settled().await;
    gate.open();
    assert_eq!(answer.await, Err(internal("knock")));
    assert_eq!(client.exception().await, internal("connection"));
    assert_eq!(client.ended().await, End::ByServer);
    assert_logged(&["boom in a connection hook"]);
    let other = way.join::<OpenHouse>(&app).await;
    assert_eq!(other.ask::<u32>("number", &7).await, Ok(7));
    assert_eq!((notes.all().len(), app.open_sockets()), (0, 1));
}
