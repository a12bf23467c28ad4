//! What runs without a client: timers, listeners for events of the app, and shutdown hooks (docs/guarantees.md, 7).

use std::{
    future::{pending, ready},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::{Router, extract::Path, http::Request, routing::post};
use gateway_runtime::{prelude::*, testing::TestApp};
use gateway_tests::gate::Gate;

use crate::{
    journal::Journal,
    log,
    way::{Way, over_each_way},
};

/// Longer than any shutdown of these tests takes.
const PATIENCE: Duration = Duration::from_secs(5);

/// A timer that does something while a client watches.
#[websocket_gateway(namespace = "ticking")]
struct Ticking {
    #[websocket_server]
    server: Server<Ticking>,
    #[inject]
    gate: Gate,
    #[inject]
    journal: Journal,
    /// The client that the timer's call is held for.
    held: Mutex<Option<Socket>>,
}

#[websocket_gateway]
impl Ticking {
    #[subscribe_message("watch")]
    fn watch(&self, socket: Socket) {
        socket.join("watching");
    }

    #[subscribe_message("hold")]
    fn hold(&self, socket: Socket) {
        *self.held.lock().unwrap() = Some(socket);
    }

    #[interval("10ms")]
    async fn tick(&self) -> Result<(), EmitError> {
        self.server.to("watching").emit("tick", &()).await?;
        let held = self
            .held
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(socket) = held {
            socket.emit("held", &())?;
            self.gate.pass().await;
            self.journal.note("Ticking has ticked");
        }
        Ok(())
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        self.journal.note("Ticking is left");
    }

    #[on_gateway_shutdown]
    async fn bye(&self, why: Shutdown, #[inject] events: Events) -> Result<(), EmitError> {
        self.journal.note(format!("Ticking ends: {why}"));
        self.server.emit("bye", &why.to_string()).await?;
        events.emit(Ordered { id: 0 }).await?;
        Ok(())
    }
}

/// What one gateway tells another.
#[derive(Clone)]
struct Ordered {
    id: u64,
}

#[websocket_gateway(namespace = "orders-of-the-app")]
struct Orders {
    #[inject]
    events: Events,
}

#[websocket_gateway]
impl Orders {
    #[subscribe_message("order")]
    async fn order(&self, #[message_body] id: u64) -> Result<usize, WsError> {
        Ok(self.events.emit(Ordered { id }).await?)
    }
}

/// What the kitchen does at the end.
#[derive(Clone, Copy)]
enum AtEnd {
    Close,
    Fail,
    Panic,
    NeverEnd,
}

#[websocket_gateway(namespace = "kitchen")]
struct Kitchen {
    #[inject]
    journal: Journal,
    #[inject]
    at_end: AtEnd,
}

#[websocket_gateway]
impl Kitchen {
    #[on_event]
    async fn ordered(&self, order: Ordered, server: Server<Kitchen>) -> Result<(), EmitError> {
        server.emit("cook", &order.id).await?;
        Ok(())
    }

    #[on_event]
    fn burn(&self, _: Ordered) {
        panic!("the kitchen burns");
    }

    #[on_gateway_shutdown]
    async fn close(&self) -> Result<(), String> {
        match self.at_end {
            AtEnd::Close => {}
            AtEnd::Fail => return Err("the kitchen is a mess".to_owned()),
            AtEnd::Panic => panic!("the kitchen burns at the end"),
            AtEnd::NeverEnd => pending().await,
        }
        self.journal.note("Kitchen is closed");
        Ok(())
    }
}

over_each_way!(
    a_timer_reaches_the_clients_again_and_again,
    what_one_gateway_tells_the_app_another_tells_its_clients_although_a_listener_panics,
    what_an_http_handler_tells_the_app_a_gateway_tells_its_clients,
    the_end_waits_for_a_call_of_a_timer_and_runs_the_hooks_after_the_last_client_has_left,
);

/// The gateways with a service that listens and takes part in the end, and `POST /orders/{id}`.
async fn app(way: Way, at_end: AtEnd) -> (TestApp, Gate, Journal) {
    let (gate, journal) = (Gate::closed(), Journal::default());
    let [hears, ends, is_late] = [(); 3].map(|()| journal.clone());
    let builder = GatewayApp::builder()
        .only::<(Ticking, Orders, Kitchen)>()
        .provide(gate.clone())
        .provide(journal.clone())
        .provide(at_end);
    let (events, late) = (builder.events(), builder.events());
    let order = async move |Path(id): Path<u64>| {
        let listeners = events.emit(Ordered { id }).await;
        listeners.unwrap().to_string()
    };
    let builder = builder
        .router(Router::new().route("/orders/{id}", post(order)))
        .on_event(move |order: Ordered| {
            hears.note(format!("service hears of {}", order.id));
            ready(())
        })
        .on_shutdown(async move |why: Shutdown| ends.note(format!("service ends: {why}")))
        .on_shutdown(async move |_| {
            tokio::spawn(async move {
                while late.emit(1_u8).await.is_ok() {
                    tokio::task::yield_now().await;
                }
                is_late.note("no events any more");
            });
        });
    (way.start(builder).await, gate, journal)
}

async fn a_timer_reaches_the_clients_again_and_again(way: Way) {
    let (app, ..) = app(way, AtEnd::Close).await;
    let client = way.join::<Ticking>(&app).await;
    client.ask::<()>("watch", &()).await.unwrap();
    for _ in 0..3 {
        client.event_named::<()>("tick").await;
    }
}

async fn what_one_gateway_tells_the_app_another_tells_its_clients_although_a_listener_panics(
    way: Way,
) {
    log::start();
    let (app, _, journal) = app(way, AtEnd::Close).await;
    let kitchen = way.join::<Kitchen>(&app).await;
    let orders = way.join::<Orders>(&app).await;
    assert_eq!(orders.ask::<usize>("order", &7).await, Ok(3));
    assert_eq!(kitchen.event_named::<u64>("cook").await, 7);
    app.settled().await;
    assert_eq!(journal.take(), ["service hears of 7"]);
    let panics = log::lines_with("a listener panicked");
    assert_eq!(panics.len(), 1, "{panics:?}");
    for words in [
        "ERROR",
        "Kitchen::burn (listener for Ordered)",
        "the kitchen burns",
    ] {
        assert!(panics[0].contains(words), "{panics:?}");
    }
}

async fn what_an_http_handler_tells_the_app_a_gateway_tells_its_clients(way: Way) {
    let (app, ..) = app(way, AtEnd::Close).await;
    let kitchen = way.join::<Kitchen>(&app).await;
    let answer = app.request(Request::post("/orders/8").body("").unwrap());
    assert_eq!(answer.await.body(), "3");
    assert_eq!(kitchen.event_named::<u64>("cook").await, 8);
}

async fn the_end_waits_for_a_call_of_a_timer_and_runs_the_hooks_after_the_last_client_has_left(
    way: Way,
) {
    log::start();
    let (app, gate, journal) = app(way, AtEnd::Close).await;
    let ticking = way.join::<Ticking>(&app).await;
    let kitchen = way.join::<Kitchen>(&app).await;
    ticking.ask::<()>("hold", &()).await.unwrap();
    ticking.event_named::<()>("held").await;
    tokio::join!(app.shutdown(PATIENCE), async {
        app.settled().await;
        // The shutdown has begun.
        assert!(way.connect::<Kitchen>(&app).await.is_err());
        assert_eq!(journal.take(), [""; 0]);
        gate.open();
    });
    let why = "a call of `shutdown`";
    assert_eq!(ticking.event_named::<String>("bye").await, why);
    assert_eq!(kitchen.event_named::<u64>("cook").await, 0);
    app.settled().await;
    assert_eq!(
        journal.take(),
        [
            "Ticking has ticked",
            "Ticking is left",
            "Kitchen is closed",
            "Ticking ends: a call of `shutdown`",
            "service hears of 0",
            "service ends: a call of `shutdown`",
            "no events any more"
        ]
    );
    assert_eq!(log::lines_with("cut off"), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_hook_that_fails_or_panics_is_logged_and_the_next_ones_run() {
    for (at_end, words) in [
        (
            AtEnd::Fail,
            [
                "a shutdown hook failed",
                "Kitchen::close",
                "the kitchen is a mess",
            ],
        ),
        (
            AtEnd::Panic,
            [
                "a shutdown hook panicked",
                "Kitchen::close",
                "the kitchen burns at the end",
            ],
        ),
    ] {
        log::start();
        let (app, _, journal) = app(Way::USUAL, at_end).await;
        app.shutdown(PATIENCE).await;
        let lines = log::lines_with(words[0]);
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(
            words.iter().all(|words| lines[0].contains(words)),
            "{lines:?}"
        );
        assert!(lines[0].contains("ERROR"), "{lines:?}");
        app.settled().await;
        assert_eq!(
            journal.take(),
            [
                "Ticking ends: a call of `shutdown`",
                "service hears of 0",
                "service ends: a call of `shutdown`",
                "no events any more"
            ]
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_hook_that_never_ends_is_cut_off_and_the_log_names_it_with_those_that_could_not_begin() {
    log::start();
    let (app, _, journal) = app(Way::USUAL, AtEnd::NeverEnd).await;
    app.shutdown(Duration::from_secs(2)).await;
    let lines = log::lines_with("cut off");
    assert_eq!(lines.len(), 1, "{lines:?}");
    for words in [
        "WARN",
        "in_work=Kitchen::close (shutdown hook) (1)",
        "not_begun=\"Ticking::bye (shutdown hook), on_shutdown (",
        "without_client.rs:",
    ] {
        assert!(lines[0].contains(words), "{lines:?}");
    }
    app.settled().await;
    assert_eq!(journal.take(), [""; 0]);
}
