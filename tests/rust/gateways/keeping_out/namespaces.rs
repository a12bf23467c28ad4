//! A connection may be in so many namespaces, of all kinds.

use std::time::Duration;

use super::{assert_served, builder};
use crate::{
    log,
    way::{Way, over_each_way},
};

over_each_way!(
    while_time_stands: one_namespace_more_than_a_connection_may_have_is_refused,
    a_namespace_that_was_refused_does_not_stay,
);

const TOO_MANY: &str = "this connection is in too many namespaces; leave another one first";

async fn one_namespace_more_than_a_connection_may_have_is_refused(way: Way) {
    let limited = builder().max_namespaces_per_connection(2);
    let app = way.start(limited).await;
    let hall = way.join::<super::Hall>(&app).await;
    let honest = way.join::<super::Hall>(&app).await;
    let room = hall.join_namespace("rooms/1").await.unwrap();
    log::start();
    for namespace in ["lobby", "rooms/2", "lobby"] {
        let refused = hall.join_namespace(namespace).await.unwrap_err();
        assert_eq!((refused.message(), refused.status()), (TOO_MANY, None));
    }
    let lines = log::lines_with("`max_namespaces_per_connection`");
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(lines[0].contains(&hall.id().to_string()), "{lines:#?}");
    assert_served(&hall).await;
    let _lobby = honest.join_namespace("lobby").await.unwrap();

    room.disconnect().await;
    let lobby = hall.join_namespace("lobby").await.unwrap();
    lobby.disconnect().await;
    let _room = hall.join_namespace("rooms/3").await.unwrap();
    assert!(hall.join_namespace("lobby").await.is_err());
}

async fn a_namespace_that_was_refused_does_not_stay(way: Way) {
    let limited = builder()
        .max_namespaces_per_connection(1)
        .max_dynamic_namespaces(1);
    let app = way.start(limited).await;
    let hall = way.join::<super::Hall>(&app).await;
    assert!(hall.join_namespace("rooms/1").await.is_err());
    app.advance(Duration::from_secs(1)).await;
    let other = way.connect::<super::Rooms>(&app).namespace("rooms/2");
    assert!(other.await.is_ok(), "the refused one takes the place");
}
