//! Limits refuse what comes too often, and say when to come again. Time stands, so what a limit has counted stays until the
//! test lets time pass.

use std::{net::IpAddr, time::Duration};

use gateway_runtime::{
    prelude::*,
    testing::{Client, Connect, ErrorObject, TestApp},
};

use super::code_and_message;
use crate::way::{Way, over_each_way};

/// By the name that the client gives itself.
fn by_name(call: &Call) -> String {
    let handshake = call.handshake();
    handshake.header("x-token").unwrap_or_default().to_owned()
}

#[websocket_gateway(namespace = "limited")]
#[throttle(limit = 6, per = "60m", name = "gateway")]
struct Limited;

#[websocket_gateway]
impl Limited {
    /// Only the gateway's limit holds.
    #[subscribe_message("plain")]
    fn plain(&self) {}

    #[subscribe_message("twice", "twice-too")]
    #[throttle(limit = 2, per = "60m")]
    fn twice(&self, #[message_body] number: u32) -> u32 {
        number
    }

    #[subscribe_message("heartbeat")]
    #[throttle(skip)]
    fn heartbeat(&self) {}

    #[subscribe_message("skips-by-name")]
    #[throttle(skip = "gateway")]
    #[throttle(limit = 7, per = "60m")]
    fn skips_by_name(&self) {}

    #[subscribe_message("by-address")]
    #[throttle(skip)]
    #[throttle(limit = 3, per = "60m", by = "ip")]
    fn by_address(&self) {}

    #[subscribe_message("by-name")]
    #[throttle(skip)]
    #[throttle(limit = 3, per = "60m", by = by_name)]
    fn by_name(&self) {}

    #[subscribe_message("soon-again")]
    #[throttle(skip)]
    #[throttle(limit = 10, per = "1s", burst = 1)]
    fn soon_again(&self) {}

    #[subscribe_message("both")]
    #[throttle(skip)]
    #[throttle(limit = 100, per = "60m", name = "loose")]
    #[throttle(limit = 1, per = "60m", name = "tight")]
    fn both(&self) {}
}

over_each_way!(
    a_limited_message_is_not_decoded_and_one_without_callback_is_told_by_the_event_exception,
);

async fn app() -> TestApp {
    TestApp::start(GatewayApp::builder().only::<(Limited,)>())
        .await
        .unwrap()
}

/// How many of `count` messages are let through, which are sent at once.
async fn passed(client: &Client, event: &str, count: usize) -> usize {
    let answers: Vec<_> = (0..count)
        .map(|_| client.ask::<Option<u32>>(event, &1))
        .collect();
    let mut passed = 0;
    for answer in answers {
        match answer.await {
            Ok(_) => passed += 1,
            Err(error) => assert_eq!(error.code(), "too_many_requests"),
        }
    }
    passed
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Details {
    retry_after_ms: u64,
}

/// How long the client is told to wait.
#[track_caller]
fn wait(error: &ErrorObject) -> Duration {
    assert_eq!(error.code(), "too_many_requests");
    let details: Details = error.details().unwrap();
    Duration::from_millis(details.retry_after_ms)
}

/// The shortest time that a stopped clock shows.
const TICK: Duration = Duration::from_millis(1);

/// About half an hour: until one more of two in an hour is let through.
#[track_caller]
fn assert_half_an_hour(error: &ErrorObject) {
    let wait = wait(error);
    let (least, most) = (Duration::from_secs(1790), Duration::from_mins(30));
    assert!(least < wait && wait <= most, "{wait:?}");
}

#[tokio::test(start_paused = true)]
async fn a_socket_is_limited_by_itself_and_told_when_it_may_come_again() {
    let app = app().await;
    let one = app.connect::<Limited>().await.unwrap();
    let other = app.connect::<Limited>().await.unwrap();
    assert_eq!(passed(&one, "twice", 5).await, 2);
    let error = one.ask::<u32>("twice", &1).await.unwrap_err();
    assert_half_an_hour(&error);
    assert_eq!(passed(&other, "twice", 5).await, 2);
    // It is told the truth, to the millisecond.
    let almost = wait(&error).saturating_sub(TICK);
    tokio::time::sleep(almost).await;
    assert_eq!(passed(&one, "twice", 1).await, 0);
    tokio::time::sleep(TICK).await;
    assert_eq!(passed(&one, "twice", 5).await, 1);
}

async fn a_limited_message_is_not_decoded_and_one_without_callback_is_told_by_the_event_exception(
    way: Way,
) {
    let app = way.start(GatewayApp::builder().only::<(Limited,)>()).await;
    let client = way.join::<Limited>(&app).await;
    let undecodable = client.ask::<u32>("twice", "no number").await;
    assert_eq!(code_and_message(undecodable)[0], "bad_request");
    assert_eq!(passed(&client, "twice", 2).await, 1);
    assert_half_an_hour(&client.ask::<u32>("twice", "no number").await.unwrap_err());
    client.emit("twice", &1);
    let exception = client.exception().await;
    assert_half_an_hour(&exception);
    assert_eq!(exception.pattern(), Some("twice"));
    client.no_event().await;
}

#[tokio::test(start_paused = true)]
async fn the_events_of_a_method_share_its_limit_and_the_methods_of_a_gateway_the_gateways() {
    let app = app().await;
    let client = app.connect::<Limited>().await.unwrap();
    assert_eq!(passed(&client, "twice", 1).await, 1);
    assert_eq!(passed(&client, "twice-too", 3).await, 1);
    // The gateway has counted four.
    assert_eq!(passed(&client, "plain", 5).await, 2);
    assert_eq!(passed(&client, "heartbeat", 20).await, 20);
    assert_eq!(passed(&client, "skips-by-name", 10).await, 7);
}

#[tokio::test(start_paused = true)]
async fn a_limit_by_address_holds_for_all_sockets_of_the_address() {
    let app = app().await;
    let from = async |address: [u8; 4]| {
        let client = app.connect::<Limited>().address(IpAddr::from(address));
        client.await.unwrap()
    };
    let (one, same) = (from([10, 0, 0, 1]).await, from([10, 0, 0, 1]).await);
    let other = from([10, 0, 0, 2]).await;
    assert_eq!(passed(&one, "by-address", 2).await, 2);
    assert_eq!(passed(&same, "by-address", 2).await, 1);
    assert_eq!(passed(&other, "by-address", 2).await, 2);
}

#[tokio::test(start_paused = true)]
async fn a_limit_by_a_key_holds_for_all_sockets_with_that_key() {
    let app = app().await;
    let named = |name| -> Connect<'_> { app.connect::<Limited>().header("x-token", name) };
    let (one, same) = (named("a").await.unwrap(), named("a").await.unwrap());
    let other = named("b").await.unwrap();
    assert_eq!(passed(&one, "by-name", 2).await, 2);
    assert_eq!(passed(&same, "by-name", 2).await, 1);
    assert_eq!(passed(&other, "by-name", 2).await, 2);
}

#[tokio::test(start_paused = true)]
async fn several_limits_hold_together() {
    let app = app().await;
    let client = app.connect::<Limited>().await.unwrap();
    assert_eq!(passed(&client, "both", 3).await, 1);
}

#[tokio::test(start_paused = true)]
async fn who_waits_as_long_as_the_error_says_is_let_through() {
    let app = app().await;
    let client = app.connect::<Limited>().await.unwrap();
    for _ in 0..5 {
        assert_eq!(client.ask::<()>("soon-again", &()).await, Ok(()));
        let wait = wait(&client.ask::<()>("soon-again", &()).await.unwrap_err());
        assert!(
            !wait.is_zero() && wait <= Duration::from_millis(100),
            "{wait:?}"
        );
        tokio::time::sleep(wait).await;
    }
}
