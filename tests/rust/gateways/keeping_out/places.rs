//! As many as the limits allow have a place, over each transport, and a place comes back however its client leaves.

use std::time::Duration;

use super::{FIRST, Hall, Lobby, SECOND, assert_refused, assert_served, builder, join};
use crate::{
    log,
    way::{Way, over_each_way},
};

over_each_way!(
    while_time_stands: one_more_than_there_may_be_is_refused_until_one_leaves,
    one_more_of_an_address_is_refused_and_others_are_not,
    the_place_of_a_lost_client_comes_back,
    the_place_comes_back_though_the_app_keeps_a_handle,
);

const TOO_MANY: &str = "Too many connections";
/// Until a client is missed that says nothing.
const HEARTBEAT: Duration = Duration::from_secs(46);

async fn one_more_than_there_may_be_is_refused_until_one_leaves(way: Way) {
    let app = way.start(builder().max_connections(2)).await;
    let first = join(way, &app, FIRST).await.unwrap();
    let second = join(way, &app, SECOND).await.unwrap();
    for _ in 0..3 {
        assert_refused(join(way, &app, FIRST).await, 503, TOO_MANY);
    }
    assert_served(&first).await;
    assert_served(&second).await;

    first.disconnect().await;
    let third = join(way, &app, FIRST).await.unwrap();
    assert_served(&third).await;
    assert_refused(join(way, &app, FIRST).await, 503, TOO_MANY);
    second.close_connection();
    app.settled().await;
    let fourth = join(way, &app, FIRST).await.unwrap();
    assert_served(&fourth).await;
}

async fn one_more_of_an_address_is_refused_and_others_are_not(way: Way) {
    let limited = builder().max_connections_per_address(2);
    let app = way.start(limited).await;
    let first = join(way, &app, FIRST).await.unwrap();
    let _second = join(way, &app, FIRST).await.unwrap();
    let message = "Too many connections from this address";
    assert_refused(join(way, &app, FIRST).await, 429, message);
    let other = join(way, &app, SECOND).await.unwrap();
    assert_served(&first).await;
    assert_served(&other).await;

    first.disconnect().await;
    let third = join(way, &app, FIRST).await.unwrap();
    assert_served(&third).await;
}

async fn the_place_of_a_lost_client_comes_back(way: Way) {
    let app = way.start(builder().max_connections(1)).await;
    let lost = join(way, &app, FIRST).await.unwrap();
    lost.lose_connection();
    app.settled().await;
    app.advance(HEARTBEAT).await;
    let next = join(way, &app, FIRST).await.unwrap();
    assert_served(&next).await;
}

async fn the_place_comes_back_though_the_app_keeps_a_handle(way: Way) {
    let app = way.start(builder().max_connections(1)).await;
    for _ in 0..3 {
        let client = way.join::<Lobby>(&app).await;
        let hall = client.join_namespace("hall").await.unwrap();
        assert_served(&hall).await;
        assert_refused(way.connect::<Hall>(&app).await, 503, TOO_MANY);
        client.close_connection();
        app.settled().await;
    }
}

#[tokio::test(start_paused = true)]
async fn refusals_are_one_line_a_minute_for_each_limit() {
    let limited = builder().max_connections(2).max_connections_per_address(1);
    let app = Way::USUAL.start(limited).await;
    let _first = join(Way::USUAL, &app, FIRST).await.unwrap();
    let _second = join(Way::USUAL, &app, SECOND).await.unwrap();
    let third = "192.0.2.3".parse().unwrap();
    log::start();
    for _ in 0..5 {
        let refused = join(Way::USUAL, &app, FIRST).await;
        assert_refused(refused, 429, "Too many connections from this address");
        assert_refused(join(Way::USUAL, &app, third).await, 503, TOO_MANY);
    }
    let mut lines = log::lines();
    lines.retain(|line| line.trim_start().starts_with("WARN"));
    let [of_address, of_all] = &lines[..] else {
        panic!("{lines:#?}");
    };
    for words in ["`max_connections_per_address`", "192.0.2.1", "refused=1"] {
        assert!(of_address.contains(words), "{of_address}");
    }
    for words in ["`max_connections`", "refused=1", "connections=2"] {
        assert!(of_all.contains(words), "{of_all}");
    }
    assert!(!of_address.contains("trust_proxies"), "{of_address}");

    app.advance(Duration::from_mins(1)).await;
    assert_refused(join(Way::USUAL, &app, third).await, 503, TOO_MANY);
    let lines = log::lines_with("`max_connections`");
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(lines[0].contains("refused=6"), "{lines:#?}");
}

#[tokio::test]
async fn the_line_about_an_address_that_may_be_a_proxy_s_has_the_remedy() {
    let limited = builder().max_connections_per_address(1);
    let app = Way::USUAL.start(limited).await;
    let proxy = "10.0.0.1".parse().unwrap();
    let _first = join(Way::USUAL, &app, proxy).await.unwrap();
    log::start();
    let message = "Too many connections from this address";
    assert_refused(join(Way::USUAL, &app, proxy).await, 429, message);
    let lines = log::lines_with("name it with `trust_proxies`");
    assert_eq!(lines.len(), 1, "{lines:#?}");
}
