//! Items are events in their order, and the end is an empty acknowledgement, or the error.

use super::{StockChanged, assert_ticks, is_alive, join};
use crate::{
    log,
    logged::assert_logged,
    told::{internal, told},
    way::{Way, over_each_way},
};

over_each_way!(
    while_time_stands:
    each_item_is_emitted_in_order_then_comes_an_empty_acknowledgement,
    a_stream_without_items_is_an_empty_acknowledgement,
    declared_events_have_their_names,
    items_arrive_in_order_however_many,
    a_client_that_asks_for_no_acknowledgement_gets_the_items_alone,
    an_error_ends_the_stream_and_is_the_acknowledgement,
    an_error_that_nobody_waits_for_is_an_exception_after_the_items_before_it,
    a_method_may_refuse_instead_of_returning_its_stream,
    a_panic_in_a_stream_is_an_internal_error_and_the_connection_lives_on,
);

async fn each_item_is_emitted_in_order_then_comes_an_empty_acknowledgement(way: Way) {
    let (_app, client, _) = join(way).await;
    for (event, count) in [("count", 3), ("count-slowly", 3), ("boxed", 2)] {
        assert_eq!(client.ask::<()>(event, &count).await, Ok(()), "{event}");
        assert_ticks(&client, count).await;
    }
    client.no_event().await;
}

async fn a_stream_without_items_is_an_empty_acknowledgement(way: Way) {
    let (_app, client, _) = join(way).await;
    assert_eq!(client.ask::<()>("count", &0).await, Ok(()));
    assert_eq!(client.ask::<()>("nothing", &()).await, Ok(()));
    client.no_event().await;
}

async fn declared_events_have_their_names(way: Way) {
    let (_app, client, _) = join(way).await;
    assert_eq!(client.ask::<()>("declared", &()).await, Ok(()));
    for left in [2, 1] {
        assert_eq!(client.event::<StockChanged>().await, StockChanged { left });
    }
    client.no_event().await;
}

async fn items_arrive_in_order_however_many(way: Way) {
    let (_app, client, _) = join(way).await;
    assert_eq!(client.ask::<()>("count", &2_000).await, Ok(()));
    assert_ticks(&client, 2_000).await;
}

async fn a_client_that_asks_for_no_acknowledgement_gets_the_items_alone(way: Way) {
    let (app, client, _) = join(way).await;
    client.emit("count", &3);
    app.settled().await;
    assert_ticks(&client, 3).await;
    is_alive(&client).await;
    client.no_event().await;
}

async fn an_error_ends_the_stream_and_is_the_acknowledgement(way: Way) {
    let (_app, client, _) = join(way).await;
    let error = told("conflict", "no more", "fails-in-between");
    let answer = client.ask::<()>("fails-in-between", &()).await;
    assert_eq!(answer, Err(error));
    is_alive(&client).await;
    assert_ticks(&client, 1).await;
    client.no_event().await;
}

async fn an_error_that_nobody_waits_for_is_an_exception_after_the_items_before_it(way: Way) {
    let (_app, client, _) = join(way).await;
    client.emit("fails-in-between", &());
    assert_eq!(client.event_named::<u32>("tick").await, 1);
    let error = told("conflict", "no more", "fails-in-between");
    assert_eq!(client.exception().await, error);
    client.no_event().await;
}

async fn a_method_may_refuse_instead_of_returning_its_stream(way: Way) {
    let (_app, client, _) = join(way).await;
    let error = told("forbidden", "not for you", "refused");
    assert_eq!(client.ask::<()>("refused", &()).await, Err(error));
    client.no_event().await;
}

async fn a_panic_in_a_stream_is_an_internal_error_and_the_connection_lives_on(way: Way) {
    log::start();
    let (_app, client, _) = join(way).await;
    let answer = client.ask::<()>("panics", &()).await;
    assert_eq!(answer, Err(internal("panics")));
    assert_ticks(&client, 1).await;
    is_alive(&client).await;
    assert_logged(&["boom in a stream"]);
}
