//! An app that is about to end lets its clients go little by little (docs/guarantees.md, 7). Real connections, the official
//! client and signals are in tests/js/default-only/drain.test.mjs.

use std::{
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use axum::http::Request;
use gateway_runtime::{
    Drain, GatewayAppBuilder, HealthState,
    prelude::*,
    testing::{Client, End, TestApp},
};
use gateway_tests::gate::Gate;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::{
    journal::{Journal, Left},
    way::{Way, over_each_way},
};

const OVER: Duration = Duration::from_secs(2);
const NOT_READY: Duration = Duration::from_secs(1);

#[websocket_gateway(namespace = "going", rename_all = "kebab-case")]
struct Going {
    #[inject]
    gate: Gate,
    #[inject]
    left: Journal<Left>,
    #[inject]
    handled: Journal,
}

#[websocket_gateway]
impl Going {
    #[subscribe_message]
    async fn echo(&self, #[message_body] value: Value) -> Value {
        self.handled.note("echo");
        // As short as a look into a cache: never done at once.
        sleep(Duration::from_millis(3)).await;
        value
    }

    #[subscribe_message]
    async fn hold(&self) -> &'static str {
        self.gate.pass().await;
        "held"
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        self.left.left("Going", &socket, reason);
    }
}

/// Another namespace of the same clients.
#[websocket_gateway(namespace = "going-too")]
struct GoingToo {
    #[inject]
    left: Journal<Left>,
}

#[websocket_gateway]
impl GoingToo {
    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        self.left.left("GoingToo", &socket, reason);
    }
}

over_each_way!(
    while_time_stands:
    clients_leave_in_even_portions_and_lose_no_answer,
    those_with_work_come_last_and_have_the_time_of_the_shutdown,
    everybody_hears_the_announcement_in_each_namespace_and_is_served_until_it_is_their_turn,
    the_connection_closes_in_all_namespaces_and_hooks_know_why,
);

fn builder(drain: Drain) -> (GatewayAppBuilder, Gate, Journal<Left>) {
    let (gate, left) = (Gate::closed(), Journal::default());
    let builder = GatewayApp::builder()
        .provide(gate.clone())
        .provide(left.clone())
        .provide(Journal::<String>::default())
        .drain(drain)
        .health_path("/health")
        .only::<(Going, GoingToo)>();
    (builder, gate, left)
}

async fn app(way: Way, drain: Drain) -> (TestApp, Gate, Journal<Left>) {
    let (builder, gate, left) = builder(drain);
    (way.start(builder).await, gate, left)
}

/// The state and the status that the app answers with.
async fn health(app: &TestApp) -> (u16, String) {
    let answer = app.request(Request::get("/health").body("").unwrap()).await;
    let body: Value = serde_json::from_slice(answer.body()).unwrap();
    let state = body["state"].as_str().unwrap().to_owned();
    (answer.status().as_u16(), state)
}

async fn clients_leave_in_even_portions_and_lose_no_answer(way: Way) {
    let handled = Journal::<String>::default();
    let (builder, _gate, _left) = builder(Drain::over(OVER));
    let app = way.start(builder.provide(handled.clone())).await;
    let mut clients = Vec::new();
    for _ in 0..40 {
        clients.push(way.join::<Going>(&app).await);
    }
    app.settled().await;
    let begin = Instant::now();
    let answered = AtomicUsize::new(0);
    let talk = async |client: &Client| {
        while client.end().is_none() {
            tokio::select! {
                biased;
                // Of a message that comes too late nothing is heard, and it was not handled either.
                _ = client.ended() => {}
                answer = client.ask::<u32>("echo", &7) => {
                    assert_eq!(answer.unwrap(), 7);
                    answered.fetch_add(1, Relaxed);
                }
            }
            tokio::select! {
                _ = client.ended() => {}
                () = sleep(Duration::from_millis(40)) => {}
            }
        }
        begin.elapsed()
    };
    let talks = futures_util::future::join_all(clients.iter().map(talk));
    let ((), mut times) = tokio::join!(app.drain(), talks);
    times.sort();
    for (number, time) in (1_u32..).zip(&times) {
        // The fortieth of the time for each; what a client says may put its turn off a little.
        let turn = OVER * number / 40;
        let late = Duration::from_millis(150);
        assert!(
            *time + late >= turn && *time <= turn + late,
            "number {number} after {time:?}: {times:?}"
        );
    }
    assert_eq!(handled.take().len(), answered.load(Relaxed));
}

async fn those_with_work_come_last_and_have_the_time_of_the_shutdown(way: Way) {
    let (app, gate, left) = app(way, Drain::over(OVER)).await;
    let busy = way.join::<Going>(&app).await;
    let held = busy.ask::<String>("hold", &());
    let mut idle = Vec::new();
    for _ in 0..4 {
        idle.push(way.join::<Going>(&app).await);
    }
    app.settled().await;
    let held = async {
        for client in &idle {
            assert_eq!(client.ended().await, End::ConnectionLost);
        }
        sleep(OVER).await;
        assert_eq!(busy.end(), None, "it has work");
        gate.open();
        assert_eq!(held.await.unwrap(), "held");
        assert_eq!(busy.ended().await, End::ConnectionLost);
    };
    tokio::join!(app.drain(), held);
    let left = left.take();
    assert_eq!(left.len(), 5);
    assert_eq!(left.last().unwrap().id, busy.id());
}

async fn everybody_hears_the_announcement_in_each_namespace_and_is_served_until_it_is_their_turn(
    way: Way,
) {
    let drain = Drain::over(OVER)
        .announce("server-draining")
        .not_ready_for(NOT_READY);
    let (app, _gate, _left) = app(way, drain).await;
    let client = way.join::<Going>(&app).await;
    let too = client.join_namespace("/going-too").await.unwrap();
    let begin = Instant::now();
    let heard = async {
        sleep(NOT_READY / 2).await;
        assert_eq!(
            client.waiting_events(),
            0,
            "the app is not ready, and no more"
        );
        let late = way.join::<Going>(&app).await;
        for client in [&client, &too, &late] {
            let announced: Value = client.event_named("server-draining").await;
            assert_eq!(
                begin.elapsed().as_millis() / 100,
                NOT_READY.as_millis() / 100
            );
            assert_eq!(announced, json!({ "in": 2_000 }));
        }
        assert_eq!(client.ask::<u32>("echo", &7).await.unwrap(), 7);
        client.ended().await;
    };
    tokio::join!(app.drain(), heard);
}

async fn the_connection_closes_in_all_namespaces_and_hooks_know_why(way: Way) {
    let (app, _gate, left) = app(way, Drain::over(OVER)).await;
    let client = way.join::<Going>(&app).await;
    let too = client.join_namespace("/going-too").await.unwrap();
    // Would the app be shut down by then, all clients would be told in the same way.
    let stays = way.join::<Going>(&app).await;
    let _held = stays.ask::<String>("hold", &());
    app.settled().await;
    let ended = async {
        // Without a DISCONNECT, after which the official client would not come back.
        assert_eq!(client.ended().await, End::ConnectionLost);
        assert_eq!(too.ended().await, End::ConnectionLost);
        app.settled().await;
        let mut left = left.take();
        left.sort_by_key(|left| left.gateway);
        let [one, other] = left.try_into().unwrap();
        assert_eq!((one.gateway, other.gateway), ("Going", "GoingToo"));
        for left in [one, other] {
            assert_eq!(left.id, client.id());
            assert_eq!(left.reason, DisconnectReason::ServerShuttingDown);
        }
        app.shutdown(Duration::from_secs(1)).await;
    };
    tokio::join!(app.drain(), ended);
}

#[tokio::test(start_paused = true)]
async fn first_the_app_is_not_ready_then_new_clients_are_refused_and_the_second_call_waits() {
    let (app, gate, _left) = app(Way::USUAL, Drain::over(OVER).not_ready_for(NOT_READY)).await;
    let client = Way::USUAL.join::<Going>(&app).await;
    let held = client.ask::<String>("hold", &());
    assert_eq!(health(&app).await, (200, "ready".to_owned()));
    let begin = Instant::now();
    let watch = async {
        sleep(NOT_READY / 2).await;
        assert_eq!(health(&app).await, (503, "draining".to_owned()));
        assert_eq!(app.health().state(), HealthState::Draining);
        assert!(app.health().is_live() && !app.health().is_ready());
        let polling = || {
            Request::get("/socket.io/?EIO=4&transport=polling")
                .body("")
                .unwrap()
        };
        assert_eq!(app.request(polling()).await.status(), 200, "still taken");
        sleep(NOT_READY).await;
        let refused = app.request(polling()).await;
        assert_eq!(refused.status(), 503);
        assert!(refused.headers().contains_key("retry-after"));
        app.connect::<Going>().await.unwrap_err();
        // A part of the time is over, and the second call does not begin again.
        app.drain().await;
        begin.elapsed()
    };
    let open = async {
        sleep(NOT_READY + OVER + OVER).await;
        gate.open();
        assert_eq!(held.await.unwrap(), "held");
    };
    let ((), took, ()) = tokio::join!(app.drain(), watch, open);
    assert!(took < NOT_READY + OVER * 3, "{took:?}");
    assert_eq!(app.health().state(), HealthState::Ended);
}

#[tokio::test(start_paused = true)]
async fn an_app_without_clients_ends_as_soon_as_it_was_not_ready_for_long_enough() {
    let (app, _gate, _left) = app(Way::USUAL, Drain::over(OVER).not_ready_for(NOT_READY)).await;
    let begin = Instant::now();
    app.drain().await;
    assert_eq!(begin.elapsed().as_secs(), NOT_READY.as_secs());
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_ends_the_drain() {
    let (app, _gate, _left) = app(Way::USUAL, Drain::over(OVER * 100)).await;
    let client = Way::USUAL.join::<Going>(&app).await;
    let other = Way::USUAL.join::<Going>(&app).await;
    let begin = Instant::now();
    let end = async {
        sleep(OVER).await;
        app.shutdown(OVER).await;
    };
    tokio::join!(app.drain(), end);
    assert!(begin.elapsed() < OVER * 2);
    assert_eq!(client.ended().await, End::ConnectionLost);
    assert_eq!(other.ended().await, End::ConnectionLost);
}

#[tokio::test(start_paused = true)]
async fn a_drain_that_nobody_waits_for_goes_on_and_the_next_call_shuts_down() {
    let (app, _gate, _left) = app(Way::USUAL, Drain::over(OVER).not_ready_for(NOT_READY)).await;
    let client = Way::USUAL.join::<Going>(&app).await;
    let given_up = tokio::time::timeout(NOT_READY / 2, app.drain()).await;
    assert!(given_up.is_err());
    assert_eq!(client.ended().await, End::ConnectionLost);
    assert_eq!(app.health().state(), HealthState::Draining);
    app.connect::<Going>().await.unwrap_err();
    app.drain().await;
    assert_eq!(app.health().state(), HealthState::Ended);
}

#[tokio::test(start_paused = true)]
async fn work_without_an_end_does_not_keep_clients_to_the_end() {
    let (builder, _gate, _left) = builder(Drain::over(OVER));
    let builder = builder.shutdown_deadline(OVER / 4);
    let app = TestApp::start(builder).await.unwrap();
    let mut clients = Vec::new();
    for _ in 0..10 {
        let client = Way::USUAL.join::<Going>(&app).await;
        client.emit("hold", &());
        clients.push(client);
    }
    app.settled().await;
    let begin = Instant::now();
    let ends = futures_util::future::join_all(clients.iter().map(async |client| {
        client.ended().await;
        begin.elapsed()
    }));
    let ((), mut times) = tokio::join!(app.drain(), ends);
    times.sort();
    assert!(
        times[0] > OVER / 5,
        "each has the time of a shutdown: {times:?}"
    );
    assert!(
        times[9] > times[0] + OVER / 4,
        "they go little by little: {times:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn without_a_drain_the_call_is_a_shutdown() {
    let builder = GatewayApp::builder()
        .provide(Gate::closed())
        .provide(Journal::<Left>::default())
        .provide(Journal::<String>::default())
        .only::<(Going, GoingToo)>();
    let app = TestApp::start(builder).await.unwrap();
    let client = Way::USUAL.join::<Going>(&app).await;
    let begin = Instant::now();
    app.drain().await;
    assert!(begin.elapsed() < Duration::from_secs(1));
    assert_eq!(client.ended().await, End::ConnectionLost);
}
