//! All uses of a value in a socket get the same one.

use super::{
    Town,
    shops::{Market, Shop},
};
use crate::{
    log,
    logged::assert_logged,
    told::internal,
    way::{Transport, Way, over_each_way},
};

over_each_way!(
    all_messages_of_a_client_get_the_same_one_and_another_client_gets_another,
    a_value_that_is_clone_is_taken_as_it_is,
    a_client_has_one_in_each_namespace,
    guards_hooks_interceptors_pipes_methods_and_filters_get_the_same_one,
    the_sockets_of_others_show_theirs,
    if_making_it_panics_the_message_fails_and_the_next_one_tries_again,
);

async fn all_messages_of_a_client_get_the_same_one_and_another_client_gets_another(way: Way) {
    let town = Town::start(way).await;
    let (one, other) = (
        way.join::<Shop>(&town.app).await,
        way.join::<Shop>(&town.app).await,
    );
    assert_eq!(one.ask::<(u64, usize)>("add", "tea").await, Ok((1, 7)));
    assert_eq!(one.ask::<(u64, usize)>("add", "milk").await, Ok((1, 14)));
    assert_eq!(one.ask::<u64>("add-later", "sugar").await, Ok(1));
    assert_eq!(other.ask::<(u64, usize)>("add", "tea").await, Ok((2, 7)));
    assert_eq!(one.ask::<(u64, usize)>("add", "cake").await, Ok((1, 28)));
    assert_eq!(town.notes.all(), ["made 1", "made 2"]);
}

async fn a_value_that_is_clone_is_taken_as_it_is(way: Way) {
    let town = Town::start(way).await;
    let (one, other) = (
        way.join::<Shop>(&town.app).await,
        way.join::<Shop>(&town.app).await,
    );
    assert_eq!(one.ask::<u64>("pay", &5).await, Ok(5));
    assert_eq!(one.ask::<u64>("pay", &2).await, Ok(7));
    assert_eq!(other.ask::<u64>("pay", &1).await, Ok(1));
}

async fn a_client_has_one_in_each_namespace(way: Way) {
    let town = Town::start(way).await;
    let shop = way.join::<Shop>(&town.app).await;
    let market = shop.join_namespace("market").await.unwrap();
    town.app.settled().await;
    // The market's hook has one already.
    assert_eq!(market.ask::<u64>("number", &()).await, Ok(1));
    assert_eq!(shop.ask::<(u64, usize)>("add", "tea").await, Ok((2, 7)));
    assert_eq!(town.notes.all(), ["made 1", "made 2"]);
}

async fn guards_hooks_interceptors_pipes_methods_and_filters_get_the_same_one(way: Way) {
    let town = Town::start(way).await;
    let market = way.join::<Market>(&town.app).await;
    let mut seen = vec!["guard", "connection hook", "guard", "interceptor", "pipe"];
    let answer = market.ask::<Vec<String>>("seen", "tea").await;
    assert_eq!(answer.unwrap(), seen);
    let error = market.ask::<()>("refused", &()).await.unwrap_err();
    assert_eq!(error.code(), "conflict");
    seen.extend(["guard", "filter", "guard", "interceptor", "pipe"]);
    let answer = market.ask::<Vec<String>>("seen", "tea").await;
    assert_eq!(answer.unwrap(), seen);
    assert_eq!(town.notes.all(), ["made 1"]);
}

async fn the_sockets_of_others_show_theirs(way: Way) {
    let town = Town::start(way).await;
    let (one, other, asks) = (
        way.join::<Shop>(&town.app).await,
        way.join::<Shop>(&town.app).await,
        way.join::<Shop>(&town.app).await,
    );
    assert_eq!(one.ask::<(u64, usize)>("add", "tea").await, Ok((1, 7)));
    assert_eq!(other.ask::<(u64, usize)>("add", "tea").await, Ok((2, 7)));
    assert_eq!(asks.ask::<Vec<u64>>("carts", &()).await, Ok(vec![1, 2]));
    assert_eq!(town.notes.all(), ["made 1", "made 2"]);
}

async fn if_making_it_panics_the_message_fails_and_the_next_one_tries_again(way: Way) {
    let town = Town::start(way).await;
    log::start();
    let client = way.join::<Shop>(&town.app).await;
    town.fuse.arm();
    let failed = client.ask::<u64>("fragile", &()).await;
    assert_eq!(failed, Err(internal("fragile")));
    assert_logged(&["boom in a cart"]);
    assert_eq!(client.ask::<u64>("fragile", &()).await, Ok(1));
    assert_eq!(client.ask::<u64>("fragile", &()).await, Ok(1));
    assert_eq!(town.notes.all(), ["made 1"]);
}

/// On several threads, messages of one client run at the same moment once they have waited.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn messages_that_need_it_at_the_same_moment_get_one() {
    let way = Way {
        transport: Transport::Websocket,
        parser: gateway_runtime::Parser::Common,
    };
    let town = Town::start(way).await;
    let client = way.join::<Shop>(&town.app).await;
    let asked = [(); 8].map(|()| client.ask::<u64>("slow", &()));
    let mut numbers = Vec::new();
    for answer in asked {
        numbers.push(answer.await.unwrap());
    }
    numbers.dedup();
    let [number] = numbers[..] else {
        panic!("several were made: {numbers:?}");
    };
    client.disconnect().await;
    town.app.settled().await;
    // Whatever else was made at that moment was dropped before anybody saw it.
    assert_eq!(town.count("made"), town.count("dropped"));
    assert_eq!(town.notes.all().last(), Some(&format!("dropped {number}")));
}
