//! A stream without an end ends with its client, or with the app.

use std::time::Duration;

use gateway_runtime::testing::End;

use super::join;
use crate::{
    told::told,
    way::{Way, over_each_way},
};

over_each_way!(
    while_time_stands:
    a_stream_without_an_end_is_dropped_when_the_client_leaves,
    a_stream_is_dropped_when_the_connection_is_closed,
    a_stream_that_disconnects_its_client_ends_with_it,
    a_shutdown_ends_streams_and_says_so,
);

async fn a_stream_without_an_end_is_dropped_when_the_client_leaves(way: Way) {
    let (app, client, notes) = join(way).await;
    client.emit("endless", &());
    for number in 1..=3 {
        assert_eq!(client.event_named::<u32>("tick").await, number);
    }
    assert_eq!((notes.all().len(), app.in_work()), (0, 1));
    client.disconnect().await;
    assert_eq!((notes.all(), app.in_work()), (vec!["dropped".into()], 0));
}

async fn a_stream_is_dropped_when_the_connection_is_closed(way: Way) {
    let (app, client, notes) = join(way).await;
    client.emit("endless", &());
    assert_eq!(client.event_named::<u32>("tick").await, 1);
    client.close_connection();
    app.settled().await;
    assert_eq!((notes.all(), app.in_work()), (vec!["dropped".into()], 0));
}

async fn a_stream_that_disconnects_its_client_ends_with_it(way: Way) {
    let (app, client, notes) = join(way).await;
    client.emit("kicks", &());
    assert_eq!(client.ended().await, End::ByServer);
    app.settled().await;
    assert_eq!((notes.all(), app.in_work()), (vec!["dropped".into()], 0));
}

async fn a_shutdown_ends_streams_and_says_so(way: Way) {
    let (app, client, notes) = join(way).await;
    let answer = client.ask::<()>("endless", &());
    assert_eq!(client.event_named::<u32>("tick").await, 1);
    app.shutdown(Duration::from_secs(9)).await;
    let error = answer.await.unwrap_err();
    assert_eq!(error, told("unavailable", error.message(), "endless"));
    assert_eq!(notes.all(), ["dropped"]);
}
