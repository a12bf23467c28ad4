//! Time that only the test moves.

use std::time::Duration;

use gateway_runtime::testing::End;
use tokio::time::Instant;

use crate::chat::{Chat, app};

#[tokio::test(start_paused = true)]
async fn a_client_that_answers_no_ping_is_gone_after_45_s() {
    let app = app().await;
    for is_polling in [false, true] {
        let connect = app.connect::<Chat>();
        let client = if is_polling {
            connect.polling()
        } else {
            connect
        }
        .await
        .unwrap();
        client.answer_pings(false);
        app.advance(Duration::from_secs(44)).await;
        assert_eq!(app.open_sockets(), 1);
        app.advance(Duration::from_secs(1)).await;
        assert_eq!(app.open_sockets(), 0);
        assert_eq!(client.ended().await, End::ConnectionLost);
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_answers_stays_for_a_day() {
    let app = app().await;
    let client = app.connect::<Chat>().await.unwrap();
    let poller = app.connect::<Chat>().polling().await.unwrap();
    app.advance(Duration::from_hours(24)).await;
    assert_eq!(
        (client.end(), poller.end()),
        (None, None),
        "{}",
        poller.transcript()
    );
}

#[tokio::test(start_paused = true)]
async fn a_handler_times_out() {
    let app = app().await;
    let client = app.connect::<Chat>().await.unwrap();
    let answer = client.ask::<()>("hang", &());
    app.advance(Duration::from_secs(11)).await;
    assert_eq!(answer.await.unwrap_err().code(), "timeout");
    // To wait is to let time pass, too; for five seconds at the most.
    let begin = Instant::now();
    client.emit("sleepy", &());
    let _: String = client.event_named("done").await;
    assert!(begin.elapsed() >= Duration::from_secs(3));
}

#[tokio::test(start_paused = true)]
async fn timers_ring_in_their_order() {
    let app = app().await;
    let client = app.connect::<Chat>().await.unwrap();
    client.emit("ticks", &());
    app.settled().await;
    assert_eq!(client.event_named::<u32>("tick").await, 0);
    client.no_event().await;
    app.advance(Duration::from_secs(3)).await;
    for number in 1..=3 {
        assert_eq!(client.event_named::<u32>("tick").await, number);
    }
    client.no_event().await;
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_has_its_deadline() {
    let app = app().await;
    let client = app.connect::<Chat>().await.unwrap();
    client.emit("gated", &());
    app.settled().await;
    let begin = Instant::now();
    app.shutdown(Duration::from_secs(10)).await;
    assert!(
        (9..=10).contains(&begin.elapsed().as_secs()),
        "{:?}",
        begin.elapsed()
    );
    client.ended().await;
}

#[tokio::test]
#[should_panic(expected = "the clock runs, and `advance` moves one that stands")]
async fn a_clock_that_runs_is_not_moved() {
    app().await.advance(Duration::from_secs(1)).await;
}
