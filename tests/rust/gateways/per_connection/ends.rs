//! A value is dropped behind the last hook of its socket.

use std::time::Duration;

use gateway_runtime::testing::End;

use super::{
    Town,
    shops::{ClosedShop, LastMinute, Market, Shop},
};
use crate::way::{Way, over_each_way};

over_each_way!(
    it_is_dropped_once_after_the_disconnect_hook_which_still_gets_it,
    a_disconnect_hook_that_asks_the_socket_makes_none,
    if_the_disconnect_hook_is_the_first_use_it_is_made_there_and_dropped_behind_it,
    it_is_dropped_when_a_connection_hook_has_refused_the_client_and_at_the_shutdown,
    a_client_that_comes_back_has_a_new_one,
    a_message_that_takes_it_when_the_disconnect_hook_is_over_does_not_run,
);

async fn it_is_dropped_once_after_the_disconnect_hook_which_still_gets_it(way: Way) {
    let town = Town::start(way).await;
    let market = way.join::<Market>(&town.app).await;
    assert_eq!(market.ask::<u64>("number", &()).await, Ok(1));
    town.app.settled().await;
    assert_eq!(town.notes.all(), ["made 1"]);
    market.disconnect().await;
    assert_eq!(town.notes.all(), ["made 1", "left with 1", "dropped 1"]);
}

async fn a_disconnect_hook_that_asks_the_socket_makes_none(way: Way) {
    let town = Town::start(way).await;
    let (without, having) = (
        way.join::<Shop>(&town.app).await,
        way.join::<Shop>(&town.app).await,
    );
    assert_eq!(without.ask::<u64>("pay", &1).await, Ok(1));
    assert_eq!(having.ask::<(u64, usize)>("add", "tea").await, Ok((1, 7)));
    without.disconnect().await;
    assert_eq!(town.notes.all(), ["made 1", "left without"]);
    having.disconnect().await;
    assert_eq!(town.notes.all()[2..], ["left with 1", "dropped 1"]);
}

async fn if_the_disconnect_hook_is_the_first_use_it_is_made_there_and_dropped_behind_it(way: Way) {
    let town = Town::start(way).await;
    let client = way.join::<LastMinute>(&town.app).await;
    town.app.settled().await;
    assert_eq!(town.count(""), 0);
    client.disconnect().await;
    assert_eq!(town.notes.all(), ["made 1", "left with 1", "dropped 1"]);
}

async fn it_is_dropped_when_a_connection_hook_has_refused_the_client_and_at_the_shutdown(way: Way) {
    let town = Town::start(way).await;
    let stays = way.join::<Shop>(&town.app).await;
    assert_eq!(stays.ask::<(u64, usize)>("add", "tea").await, Ok((1, 7)));
    let refused = way.join::<ClosedShop>(&town.app).await;
    assert_eq!(refused.exception().await.message(), "not with cart 2");
    assert_eq!(refused.ended().await, End::ByServer);
    town.app.settled().await;
    assert_eq!(town.notes.all(), ["made 1", "made 2", "dropped 2"]);
    town.app.shutdown(Duration::from_secs(9)).await;
    assert_eq!(town.notes.all()[3..], ["left with 1", "dropped 1"]);
}

async fn a_client_that_comes_back_has_a_new_one(way: Way) {
    let town = Town::start(way).await;
    let client = way.join::<Shop>(&town.app).await;
    // Keeps the connection open.
    let other = client.join_namespace("last-minute").await.unwrap();
    assert_eq!(client.ask::<(u64, usize)>("add", "tea").await, Ok((1, 7)));
    client.disconnect().await;
    let client = other.join_namespace("shop").await.unwrap();
    assert_eq!(town.notes.all(), ["made 1", "left with 1", "dropped 1"]);
    assert_eq!(client.ask::<(u64, usize)>("add", "tea").await, Ok((2, 7)));
}

async fn a_message_that_takes_it_when_the_disconnect_hook_is_over_does_not_run(way: Way) {
    let town = Town::start(way).await;
    let client = way.join::<Shop>(&town.app).await;
    client.emit("late", &());
    town.app.settled().await;
    assert_eq!(town.app.in_work(), 1);
    client.disconnect().await;
    assert_eq!(town.notes.all(), ["left without"]);
    town.gate.open();
    town.app.settled().await;
    assert_eq!(town.app.in_work(), 0);
    town.app.shutdown(Duration::from_secs(9)).await;
    assert_eq!(town.notes.all()[..2], ["left without", "passed the gate"]);
    assert_eq!(town.count("late"), 0);
    // Whatever was made was dropped before anybody saw it.
    assert_eq!(town.count("made"), town.count("dropped"));
}
