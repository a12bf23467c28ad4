//! Shutdown hooks: when they run, in which order, and what ends them (docs/guarantees.md, 7).

use std::{
    future::pending,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use gateway_runtime::{GatewayAppBuilder, prelude::*};

use super::{
    notes::{Notes, PATIENCE},
    support::{log, polling::Client},
};

#[derive(Clone)]
struct Ended(&'static str);

#[websocket_gateway(namespace = "zoo")]
struct Zoo {
    #[inject]
    notes: Notes,
}

#[websocket_gateway]
impl Zoo {
    #[on_gateway_disconnect]
    fn left(&self) {
        self.notes.add("left");
    }

    #[on_gateway_shutdown]
    async fn bye(&self, why: Shutdown, #[inject] events: Events, server: Server<Zoo>) {
        tokio::task::yield_now().await;
        self.notes.add(format!("Zoo {why:?}"));
        let delivery = server.emit("bye", &1).await;
        assert!(delivery.is_ok(), "{delivery:?}");
        assert!(matches!(events.emit(Ended("Zoo")).await, Ok(2)));
    }

    #[on_event]
    async fn ended(&self, Ended(who): Ended) {
        tokio::task::yield_now().await;
        self.notes.add(format!("{who} has ended"));
    }
}

#[websocket_gateway(namespace = "aviary")]
struct Aviary {
    #[inject]
    notes: Notes,
}

#[websocket_gateway]
impl Aviary {
    #[on_gateway_shutdown]
    fn bye(&self, server: Server, why: Shutdown) -> Result<(), String> {
        self.notes.add("Aviary");
        assert_eq!(why.signal(), None);
        Err(format!("{:?} is closed", server.namespace()))
    }

    #[on_event]
    fn ended(&self, _: Ended) {}
}

#[expect(clippy::panic, reason = "that it panics is the point")]
fn panics() {
    panic!("out of luck");
}

fn zoo(notes: &Notes) -> GatewayAppBuilder {
    let builder = GatewayApp::builder().only::<(Zoo, Aviary)>();
    builder.provide(notes.clone())
}

#[tokio::test]
async fn hooks_run_after_the_last_disconnect_hook_gateways_by_name_then_services_once() {
    log::start();
    let notes = Notes::default();
    let [first, second] = [notes.clone(), notes.clone()];
    let app = zoo(&notes)
        .on_shutdown(async move |why| first.add(format!("first {why}")))
        .on_shutdown(async |_| Err::<(), _>(std::io::Error::other("the disk is full")))
        .on_shutdown(async |_| panics())
        .on_shutdown(async move |_| second.add("second"))
        .build()
        .await
        .expect("starts");
    let _client = Client::connect(app.router(), "/zoo", "client").await;
    let server = app.server::<Zoo>();
    tokio::join!(app.shutdown(PATIENCE), app.shutdown(PATIENCE));
    app.shutdown(PATIENCE).await;
    let expected = [
        "left",
        "Aviary",
        "Zoo Call",
        "Zoo has ended",
        "first a call of `shutdown`",
        "second",
    ];
    assert_eq!(notes.all(), expected);
    assert!(matches!(
        server.emit("e", &1).await,
        Err(EmitError::NotRunning)
    ));
    let lines = log::lines_with("a shutdown hook");
    let file = "on_shutdown (tests/rust/life/shutdown.rs:";
    for words in [
        ["failed", "Aviary::bye", "is closed"],
        ["failed", file, "the disk is full"],
        ["panicked", file, "out of luck"],
    ] {
        let has_all = |line: &&String| words.iter().all(|word| line.contains(word));
        assert_eq!(lines.iter().filter(has_all).count(), 1, "{lines:#?}");
    }
    assert_eq!(lines.len(), 3, "{lines:#?}");
}

#[tokio::test]
async fn hooks_that_never_end_are_cut_off_and_named_with_those_that_could_not_begin() {
    log::start();
    let notes = Notes::default();
    let [first, second] = [notes.clone(), notes.clone()];
    let app = zoo(&notes)
        .on_shutdown(async move |_| {
            first.add("first");
            pending::<()>().await;
        })
        .on_shutdown(async move |_| second.add("second"))
        .build()
        .await
        .expect("starts");
    app.shutdown(Duration::from_secs(1)).await;
    assert_eq!(
        notes.all(),
        ["Aviary", "Zoo Call", "Zoo has ended", "first"]
    );
    let lines =
        log::lines_with("shutdown hooks or listeners that have not ended, which are cut off");
    assert_eq!(lines.len(), 1, "{lines:#?}");
    for words in [
        "in_work=on_shutdown (tests/rust/life/shutdown.rs:",
        "not_begun=\"on_shutdown (tests/rust/life/shutdown.rs:",
    ] {
        assert!(lines[0].contains(words), "{lines:#?}");
    }
}

#[tokio::test]
async fn with_no_time_the_end_comes_all_the_same() {
    let notes = Notes::default();
    let app = zoo(&notes).build().await.expect("starts");
    app.shutdown(Duration::ZERO).await;
    assert!(matches!(
        app.events().emit(Ended("test")).await,
        Err(EmitError::NotRunning)
    ));
}

#[tokio::test]
async fn a_call_goes_on_where_another_was_given_up() {
    let notes = Notes::default();
    let (tell, told) = tokio::sync::oneshot::channel::<()>();
    let told = Mutex::new(Some(told));
    let [first, second] = [notes.clone(), notes.clone()];
    let app = zoo(&notes)
        .on_shutdown(async move |_| {
            first.add("first");
            let told = told.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(told) = told {
                let _ = told.await;
            }
            first.add("told");
        })
        .on_shutdown(async move |_| second.add("second"))
        .build()
        .await
        .expect("starts");
    let given_up = tokio::spawn({
        let app = app.clone();
        async move { app.shutdown(PATIENCE).await }
    });
    notes.until("first", 1).await;
    given_up.abort();
    assert!(given_up.await.is_err());
    tell.send(()).expect("it waits");
    app.shutdown(PATIENCE).await;
    assert_eq!(notes.all()[3..], ["first", "told", "second"]);
}

#[websocket_gateway(namespace = "starts-not")]
struct StartsNot {
    #[inject]
    notes: Notes,
}

#[websocket_gateway]
impl StartsNot {
    #[on_gateway_init]
    fn start(&self) -> Result<(), &'static str> {
        self.notes.add("init");
        Err("no")
    }

    #[interval("1ms")]
    fn tick(&self) {
        self.notes.add("tick");
    }

    #[on_gateway_shutdown]
    fn bye(&self) {
        self.notes.add("bye");
    }
}

#[tokio::test]
async fn an_app_that_does_not_start_or_is_dropped_runs_no_hook() {
    let notes = Notes::default();
    let service = notes.clone();
    let builder = GatewayApp::builder()
        .only::<(StartsNot,)>()
        .provide(notes.clone())
        .on_shutdown(async move |_| service.add("service"));
    assert!(builder.build().await.is_err());
    let dropped = zoo(&notes).build().await.expect("starts");
    drop(dropped);
    tokio::time::sleep(Duration::from_millis(10)).await;
    assert_eq!(notes.all(), ["init"]);
}
