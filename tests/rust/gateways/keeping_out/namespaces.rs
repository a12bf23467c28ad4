//! A connection may be in so many namespaces, of all kinds, with names and `auth` that are not longer than anybody needs.

use std::time::Duration;

use gateway_runtime::Parser;

use super::{assert_served, builder};
use crate::{
    log,
    way::{Transport, Way, over_each_way},
};

over_each_way!(
    while_time_stands: one_namespace_more_than_a_connection_may_have_is_refused,
    a_namespace_that_was_refused_does_not_stay,
    a_name_that_is_too_long_is_refused,
    what_was_sent_for_all_namespaces_is_limited_together,
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

async fn a_name_that_is_too_long_is_refused(way: Way) {
    let app = way.start(builder().max_dynamic_namespaces(1)).await;
    let hall = way.join::<super::Hall>(&app).await;
    let honest = way.join::<super::Hall>(&app).await;
    let name = format!("rooms/{}", "n".repeat(8 * 1024));
    let refused = hall.join_namespace(&name).await.unwrap_err();
    // The bodies of requests are looked at before the protocol library reads them.
    if (way.transport, way.parser) == (Transport::Polling, Parser::Common) {
        hall.ended().await;
    } else {
        assert_eq!(refused.message(), "the name of the namespace is too long");
        assert_served(&hall).await;
    }
    assert_served(&honest).await;
    app.advance(Duration::from_secs(1)).await;
    let longest = format!("rooms/{}", "n".repeat(8 * 1024 - "/rooms/".len()));
    let longest = honest.join_namespace(&longest).await;
    assert!(longest.is_ok(), "the refused one takes the place");
}

async fn what_was_sent_for_all_namespaces_is_limited_together(way: Way) {
    let app = way.start(builder().max_payload(10_000)).await;
    let hall = way.join::<super::Hall>(&app).await;
    // As long as a message may be that is sent as base64.
    let auth = "a".repeat(7_000);
    let join = async |number: u32| {
        let namespace = format!("rooms/{number}");
        hall.join_namespace(&namespace).auth(&[&auth]).await
    };
    let mut rooms = Vec::new();
    for number in 0..5 {
        rooms.push(join(number).await.unwrap());
    }
    log::start();
    let refused = join(5).await.unwrap_err();
    assert_eq!(
        refused.message(),
        "this connection has sent too much `auth`; leave another namespace first"
    );
    assert_eq!(log::lines_with("four times `max_payload`").len(), 1);
    assert_served(&hall).await;
    let _small = hall.join_namespace("rooms/6").await.unwrap();

    rooms.pop().unwrap().disconnect().await;
    assert!(join(5).await.is_ok(), "what was sent before is forgotten");
}
