//! What rest is: nothing happens any more by itself.

use std::{sync::Arc, time::Duration};

use tokio::{sync::Semaphore, time::Instant};

use crate::{
    chat::{Chat, Said, app, builder, start},
    failure::failure,
};

/// Handlers that go on by themselves, and such that wait for a timer, a thread or the test.
async fn what_comes_by_itself(is_paused: bool) {
    let gate = Arc::new(Semaphore::new(0));
    let app = start(builder(&gate)).await;
    let an = app.connect::<Chat>().await.unwrap();
    for by_itself in ["blocking", "busy"] {
        an.emit(by_itself, &());
        app.settled().await;
        assert_eq!(an.waiting_events(), 1, "{by_itself}");
        assert_eq!(an.event_named::<String>("done").await, by_itself);
    }
    an.emit("gated", &());
    an.no_event().await;
    assert_eq!(app.in_work(), 1);
    gate.add_permits(1);
    assert_eq!(an.event_named::<String>("done").await, "gated");
    if is_paused {
        an.emit("sleepy", &());
        an.no_event().await;
        app.advance(Duration::from_secs(3)).await;
        assert_eq!(an.event_named::<String>("done").await, "sleepy");
    }
    an.no_event().await;
    assert_eq!(app.in_work(), 0);
}

#[tokio::test]
async fn while_time_runs() {
    what_comes_by_itself(false).await;
}

#[tokio::test(start_paused = true)]
async fn while_time_stands() {
    what_comes_by_itself(true).await;
}

/// A clock that we have stopped must run again.
#[tokio::test]
async fn time_runs_on_after_rest() {
    let app = app().await;
    app.settled().await;
    let begin = Instant::now();
    std::thread::sleep(Duration::from_millis(2));
    assert!(begin.elapsed() >= Duration::from_millis(2));
}

#[tokio::test]
async fn several_may_wait_at_once() {
    let app = app().await;
    let (an, bo) = (
        app.connect::<Chat>().await.unwrap(),
        app.connect::<Chat>().await.unwrap(),
    );
    for _ in 0..50 {
        an.emit("busy", &());
        tokio::join!(app.settled(), bo.no_event(), app.settled());
        assert_eq!(an.waiting_events(), 1);
        an.forget_events();
    }
}

/// An answer that finds no room is sent again after a time, which is no rest.
#[tokio::test]
async fn what_waits_for_room_is_waited_for() {
    let app = app().await;
    let (an, bo) = (
        app.connect::<Chat>().await.unwrap(),
        app.connect::<Chat>().await.unwrap(),
    );
    an.emit("flood", &());
    bo.no_event().await;
    assert_eq!(an.waiting_events(), 1_000);
}

#[tokio::test]
async fn a_client_that_does_not_read_is_not_waited_for() {
    let app = app().await;
    let (an, bo) = (
        app.connect::<Chat>().await.unwrap(),
        app.connect::<Chat>().await.unwrap(),
    );
    // The protocol library ends a connection whose buffer is full when a ping is due, and the first one comes soon.
    app.settled().await;
    an.read(false);
    for _ in 0..10 {
        an.emit("flood", &());
    }
    app.settled().await;
    assert_eq!(
        bo.ask::<Said>("say", &Said::new("hi")).await.unwrap(),
        Said::new("hi")
    );
    an.read(true);
    app.settled().await;
    // A broadcast may pass what waits, and be missed.
    assert!(an.waiting_events() >= 10_000, "{}", an.waiting_events());
}

async fn never_early(app: gateway_runtime::testing::TestApp) {
    let (an, bo) = (
        app.connect::<Chat>().await.unwrap(),
        app.connect::<Chat>().polling().await.unwrap(),
    );
    for _ in 0..100 {
        an.emit("busy", &());
        bo.emit("busy", &());
        app.settled().await;
        assert_eq!(app.in_work(), 0);
        app.server::<Chat>()
            .emit_event(&Said::new("x"))
            .await
            .unwrap();
        app.settled().await;
        for client in [&an, &bo] {
            assert_eq!(client.waiting_events(), 2, "settled too early");
            client.forget_events();
        }
    }
}

#[tokio::test]
async fn rest_is_never_early() {
    never_early(app().await).await;
}

#[tokio::test(start_paused = true)]
async fn rest_is_never_early_while_time_stands() {
    never_early(app().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn rest_is_never_early_on_several_threads() {
    never_early(app().await).await;
}

#[tokio::test]
async fn a_handler_that_never_waits_is_a_failure() {
    let app = app().await;
    let an = app.connect::<Chat>().await.unwrap();
    an.emit("spin", &());
    let text = failure(app.settled()).await;
    assert!(
        text.starts_with("the app does not come to rest: for 5s a task has been running"),
        "{text}"
    );
}

/// Nobody reads what comes, and nobody waits for it.
#[tokio::test]
async fn a_test_that_forgets_to_read_does_not_hang() {
    let app = app().await;
    let an = app.connect::<Chat>().await.unwrap();
    let bo = app.connect::<Chat>().polling().await.unwrap();
    for _ in 0..20 {
        an.emit("flood", &());
        bo.emit("flood", &());
        app.settled().await;
    }
    assert_eq!((an.waiting_events(), bo.waiting_events()), (20_000, 20_000));
    bo.read(false);
    bo.emit("flood", &());
    app.shutdown(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn a_thousand_clients_in_one_test() {
    let app = app().await;
    let mut clients = Vec::new();
    for _ in 0..1_000 {
        clients.push(app.connect::<Chat>().await.unwrap());
    }
    clients[0]
        .ask::<Said>("say", &Said::new("hi"))
        .await
        .unwrap();
    for client in &clients[1..] {
        assert_eq!(client.event::<Said>().await, Said::new("hi"));
    }
    clients[0].no_event().await;
    drop(clients);
    app.settled().await;
    assert_eq!(app.open_sockets(), 0);
}

/// A stream pauses by a timer of ours, which is no rest.
#[tokio::test]
async fn a_long_stream_is_waited_for() {
    let app = app().await;
    let an = app.connect::<Chat>().await.unwrap();
    an.emit("count", &500);
    app.settled().await;
    assert_eq!(an.waiting_events(), 500);
}

#[tokio::test]
#[should_panic(expected = "the app does not come to rest")]
async fn a_stream_without_end_that_never_waits_is_a_failure() {
    let app = app().await;
    let an = app.connect::<Chat>().await.unwrap();
    an.emit("count", &u32::MAX);
    app.settled().await;
}

/// Tokio's clock stands while blocking work is under way, and an expectation fails all the same.
#[tokio::test(start_paused = true)]
#[should_panic(expected = "no event `never`: nothing came within 5s")]
async fn blocking_work_without_end_fails_an_expectation() {
    let app = app().await;
    let an = app.connect::<Chat>().await.unwrap();
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let work = tokio::task::spawn_blocking(move || ended.recv());
    // When the test has failed, the work ends, or the runtime would wait for it.
    let _end = end;
    drop(work);
    let () = an.event_named("never").await;
}

#[test]
#[should_panic(expected = "the app was started in another runtime")]
fn an_app_of_another_runtime_is_a_failure() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let first = runtime();
    let app = first.block_on(app());
    runtime().block_on(app.settled());
}
