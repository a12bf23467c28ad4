//! A `timeout` tells the client, and cannot end the method: the method still has its place.

use futures_util::FutureExt as _;

use super::{builder, join};
use crate::told::told;

#[tokio::test]
async fn a_method_whose_time_is_over_has_its_place_until_it_returns() {
    let (builder, lock, notes) = builder();
    let (app, client) = join(builder.max_blocking(1)).await;
    let error = told("timeout", "the handler did not answer in time", "limited");
    assert_eq!(client.ask::<u32>("limited", &1).await, Err(error));
    lock.holds(1).await;
    assert_eq!(app.in_work(), 0);
    // It is not cut off, and the only place is taken.
    let mut waiting = client.ask::<u32>("note", &2);
    assert_eq!(client.ask::<u32>("pass", &3).await, Ok(3));
    assert_eq!((app.in_work(), (&mut waiting).now_or_never()), (1, None));
    lock.open();
    assert_eq!(waiting.await, Ok(2));
    assert_eq!(notes.all(), ["1 after its time", "2"]);
    client.no_event().await;
}

#[tokio::test]
async fn a_method_whose_time_is_over_before_it_has_a_place_does_not_run() {
    let (builder, lock, notes) = builder();
    let (app, client) = join(builder.max_blocking(1)).await;
    let held = client.ask::<u32>("hold", &1);
    lock.holds(1).await;
    let error = client.ask::<u32>("limited", &2).await.unwrap_err();
    assert_eq!((error.code(), app.in_work()), ("timeout", 1));
    lock.open();
    assert_eq!(held.await, Ok(1));
    assert_eq!(client.ask::<u32>("note", &3).await, Ok(3));
    assert_eq!(notes.all(), ["1", "3"]);
}
