//! Methods that run at an interval.

use std::{
    future::pending,
    sync::{
        Weak,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use gateway_runtime::prelude::*;
use tokio::{sync::Notify, time::sleep};

use super::{
    notes::{Notes, PATIENCE, wait_until},
    support::log,
};

#[websocket_gateway(namespace = "timers")]
struct Timers {
    #[inject]
    notes: Notes,
    running: AtomicUsize,
    has_overlapped: AtomicBool,
}

#[websocket_gateway]
impl Timers {
    #[on_gateway_init]
    async fn init(&self) {
        // Longer than the periods below.
        sleep(Duration::from_millis(20)).await;
        self.notes.add("init");
    }

    #[interval("1ms")]
    fn often(&self, server: Server, #[inject] notes: Notes) {
        assert_eq!(server.namespace(), Some("/timers"));
        notes.add("often");
    }

    #[interval("2ms")]
    async fn slow(&self, server: Server<Timers>) -> Result<(), EmitError> {
        let running = self.running.fetch_add(1, SeqCst);
        self.has_overlapped.fetch_or(running > 0, SeqCst);
        sleep(Duration::from_millis(7)).await;
        server.emit("slow", &1).await?;
        self.running.fetch_sub(1, SeqCst);
        self.notes.add("slow");
        Ok(())
    }

    #[interval("1h")]
    fn seldom(&self) {
        self.notes.add("seldom");
    }
}

#[tokio::test]
async fn timers_run_after_all_init_hooks_again_and_again_and_never_beside_themselves() {
    let notes = Notes::default();
    let app = GatewayApp::builder()
        .only::<(Timers,)>()
        .provide(notes.clone())
        .build()
        .await
        .expect("starts");
    assert_eq!(notes.all()[0], "init");
    notes.until("often", 3).await;
    notes.until("slow", 3).await;
    app.shutdown(PATIENCE).await;
    assert!(!app.gateway::<Timers>().has_overlapped.load(SeqCst));
    // What has begun before the end has ended.
    assert_eq!(app.gateway::<Timers>().running.load(SeqCst), 0);
    let count = notes.all().len();
    sleep(Duration::from_millis(20)).await;
    assert_eq!(notes.all().len(), count);
    assert_eq!(notes.count("seldom"), 0);
}

#[websocket_gateway(namespace = "failing-timers")]
struct FailingTimers {
    #[inject]
    notes: Notes,
}

#[websocket_gateway]
impl FailingTimers {
    #[interval("1ms")]
    fn fails(&self) -> Result<(), std::io::Error> {
        self.notes.add("fails");
        Err(std::io::Error::other("the disk is full"))
    }

    #[interval("1ms")]
    #[expect(clippy::panic, reason = "that it panics is the point")]
    fn panics(&self) {
        self.notes.add("panics");
        panic!("out of luck");
    }
}

#[tokio::test]
async fn errors_and_panics_are_logged_with_the_name_and_the_timer_goes_on() {
    log::start();
    let notes = Notes::default();
    let app = GatewayApp::builder()
        .only::<(FailingTimers,)>()
        .provide(notes.clone())
        .build()
        .await
        .expect("starts");
    notes.until("fails", 2).await;
    notes.until("panics", 2).await;
    app.shutdown(PATIENCE).await;
    let lines = log::lines();
    for words in [
        ["a timer failed", "FailingTimers::fails", "the disk is full"],
        ["a timer panicked", "FailingTimers::panics", "out of luck"],
    ] {
        let has_all = |line: &&String| words.iter().all(|word| line.contains(word));
        assert!(lines.iter().filter(has_all).count() >= 2, "{lines:#?}");
    }
    let introduced = lines.iter().any(|line| line.contains("no hooks, 2 timers"));
    assert!(
        !introduced,
        "only an app that serves introduces its gateways"
    );
}

#[websocket_gateway(namespace = "held-timer")]
struct HeldTimer {
    #[inject]
    notes: Notes,
    #[inject]
    go_on: Arc<Notify>,
    _watched: Arc<()>,
}

#[websocket_gateway]
impl HeldTimer {
    #[interval("1ms")]
    async fn tick(&self) {
        self.notes.add("tick");
        self.go_on.notified().await;
        self.notes.add("tock");
    }

    #[on_gateway_shutdown]
    fn bye(&self) {
        self.notes.add("bye");
    }
}

/// An app whose timer runs and waits, with what lets the timer go on, and what shows whether the gateway is alive.
async fn held(notes: &Notes) -> (GatewayApp, Arc<Notify>, Weak<()>) {
    let go_on = Arc::new(Notify::new());
    let watched = Arc::new(());
    let seen = Arc::downgrade(&watched);
    let gateway = HeldTimer {
        notes: notes.clone(),
        go_on: Arc::clone(&go_on),
        _watched: watched,
    };
    let builder = GatewayApp::builder().only::<(HeldTimer,)>();
    let app = builder.gateway(gateway).build().await.expect("starts");
    notes.until("tick", 1).await;
    (app, go_on, seen)
}

#[tokio::test]
async fn the_end_waits_for_a_call_that_runs_and_none_begins_any_more() {
    let notes = Notes::default();
    let (app, go_on, seen) = held(&notes).await;
    let shutdown = tokio::spawn({
        let app = app.clone();
        async move { app.shutdown(PATIENCE).await }
    });
    // Several periods, and as often as the end looks.
    sleep(Duration::from_millis(30)).await;
    assert!(!shutdown.is_finished());
    go_on.notify_one();
    shutdown.await.expect("no panic");
    assert_eq!(notes.all(), ["tick", "tock", "bye"]);
    drop(app);
    wait_until(|| seen.strong_count() == 0).await;
}

#[tokio::test]
async fn a_call_that_never_ends_is_cut_off_by_name_and_the_shutdown_hooks_run_all_the_same() {
    log::start();
    let notes = Notes::default();
    let (app, _go_on, seen) = held(&notes).await;
    app.shutdown(Duration::from_secs(1)).await;
    assert_eq!(notes.all(), ["tick", "bye"]);
    let lines = log::lines_with("cut off");
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(
        lines[0].contains("in_work=HeldTimer::tick (timer) (1)"),
        "{lines:#?}"
    );
    drop(app);
    wait_until(|| seen.strong_count() == 0).await;
}

#[tokio::test]
async fn an_app_that_is_dropped_ends_its_timers_and_runs_no_shutdown_hook() {
    let notes = Notes::default();
    let (app, _go_on, seen) = held(&notes).await;
    drop(app);
    wait_until(|| seen.strong_count() == 0).await;
    assert_eq!(notes.all(), ["tick"]);
}

#[websocket_gateway(namespace = "beyond")]
struct Beyond;

#[websocket_gateway]
impl Beyond {
    #[interval("18446744073709551615ms")]
    async fn never(&self) {
        pending::<()>().await;
    }
}

#[tokio::test]
async fn a_period_that_no_clock_can_show_is_no_panic() {
    let app = GatewayApp::builder().only::<(Beyond,)>().build().await;
    let app = app.expect("starts");
    tokio::task::yield_now().await;
    app.shutdown(PATIENCE).await;
}
