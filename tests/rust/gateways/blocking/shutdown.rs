//! The end of an app waits for methods on threads, and names those that it cuts off.

use std::time::Duration;

use super::{PATIENCE, builder, join};
use crate::log;

/// Less than the methods take.
const SHORT: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_method_on_a_thread_is_finished_and_answered() {
    let (builder, lock, notes) = builder();
    let (app, client) = join(builder).await;
    let held = client.ask::<u32>("hold", &1);
    lock.holds(1).await;
    let meanwhile = async {
        let refused = client.ask::<u32>("note", &2).await.unwrap_err();
        assert_eq!(refused.code(), "unavailable");
        lock.open();
        assert_eq!(held.await, Ok(1));
    };
    tokio::join!(app.shutdown(PATIENCE), meanwhile);
    assert_eq!((notes.all(), app.in_work()), (vec!["1".to_owned()], 0));
}

#[tokio::test]
async fn a_method_that_nobody_waits_for_any_more_is_waited_for_by_the_shutdown() {
    let (builder, lock, notes) = builder();
    let (app, client) = join(builder).await;
    client.ask::<u32>("limited", &1).await.unwrap_err();
    lock.holds(1).await;
    let meanwhile = async {
        let refused = client.ask::<u32>("note", &2).await.unwrap_err();
        assert_eq!(refused.code(), "unavailable");
        assert_eq!(notes.all(), Vec::<String>::new());
        lock.open();
    };
    tokio::join!(app.shutdown(PATIENCE), meanwhile);
    assert_eq!(notes.all(), ["1 after its time"]);
}

#[tokio::test]
async fn what_is_cut_off_on_threads_is_named() {
    log::start();
    let (builder, lock, _) = builder();
    let (app, client) = join(builder).await;
    client.ask::<u32>("limited", &1).await.unwrap_err();
    client.emit("hold", &2);
    client.emit("hold", &3);
    lock.holds(3).await;
    app.shutdown(SHORT).await;
    let lines = log::lines_with("the time for messages in the shutdown is over");
    assert_eq!(lines.len(), 1, "{lines:?}");
    for named in ["Mill::hold (2)", "Mill::limited (blocking) (1)"] {
        assert!(lines[0].contains(named), "{lines:?}");
    }
    lock.open();
    lock.holds(0).await;
}
