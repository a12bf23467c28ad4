//! How much a user may send, by a clock that only the test moves.

use std::collections::HashMap;
use std::time::Duration;

use gateway_runtime::testing::ErrorObject;
use serde_json::{Value, json};

use super::{Team, lobby};

/// When a message would pass, as the error says.
fn retry_after(error: &ErrorObject) -> Duration {
    assert_eq!(error.code(), "too_many_requests");
    let details: HashMap<String, u64> = error.details().unwrap();
    let [(name, milliseconds)] = Vec::from_iter(&details)[..] else {
        panic!("one detail: {details:?}");
    };
    assert_eq!(name, "retryAfterMs");
    assert!((1..=1_000).contains(milliseconds), "{milliseconds} ms");
    Duration::from_millis(*milliseconds)
}

#[tokio::test(start_paused = true)]
async fn messages_are_limited_by_user_over_all_tabs() {
    let team = Team::start().await;
    let [one, two, binh] = team.tabs_in_lobby(["an", "an", "binh"]).await;
    let hello = json!({ "room": "lobby", "text": "hello" });
    for tab in [&one, &two, &one, &two, &one] {
        let _: Value = tab.ask("say", &hello).await.unwrap();
    }
    let error = two.ask::<Value>("say", &hello).await.unwrap_err();
    // Another user, and another event.
    let _: Value = binh.ask("say", &hello).await.unwrap();
    let _: Value = one
        .ask("direct", &json!({ "to": "binh", "text": "hello" }))
        .await
        .unwrap();
    // Who waits as long as is told passes again, once.
    team.app.advance(retry_after(&error)).await;
    let _: Value = two.ask("say", &hello).await.unwrap();
    retry_after(&one.ask::<Value>("say", &hello).await.unwrap_err());
}

#[tokio::test(start_paused = true)]
async fn typing_is_limited_by_tab_and_without_an_acknowledgement_the_limit_is_an_exception() {
    let team = Team::start().await;
    let [one, two] = team.tabs_in_lobby(["an", "an"]).await;
    for _ in 0..3 {
        one.emit("typing", &lobby());
    }
    retry_after(&one.exception().await);
    two.ask::<()>("typing", &lobby()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn all_messages_of_a_user_together_are_limited_but_no_heartbeat() {
    let team = Team::start().await;
    let [binh] = team.tabs(["binh"]).await;
    for _ in 0..100 {
        binh.ask::<()>("heartbeat", &()).await.unwrap();
    }
    for _ in 0..40 {
        binh.ask::<()>("leave", &lobby()).await.unwrap();
    }
    retry_after(&binh.ask::<()>("leave", &lobby()).await.unwrap_err());
    binh.ask::<()>("heartbeat", &()).await.unwrap();
    team.app.advance(Duration::from_secs(2)).await;
    for _ in 0..40 {
        binh.ask::<()>("leave", &lobby()).await.unwrap();
    }
}
