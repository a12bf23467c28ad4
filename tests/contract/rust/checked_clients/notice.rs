//! Nothing that breaks the contract is lost, whatever the client does next.

use gateway_runtime::{
    prelude::*,
    testing::{Client, TestApp},
};

use crate::{
    begins::begins,
    broken::{Broken, app},
    failure::{failure, failure_of},
};

const WHAT: &str =
    "the server breaks the contract: the event `undeclared` of `/broken` is not in the contract";

/// A client to which the server has sent what is not in the contract.
async fn client() -> (TestApp, Client) {
    let app = app().await;
    let client = app.connect::<Broken>().checked().await.unwrap();
    client.emit("emit", &Args(("undeclared", 1)));
    app.settled().await;
    (app, client)
}

#[tokio::test]
async fn every_expectation_says_it() {
    let (_app, client) = client().await;
    begins(&failure(client.conforms()).await, WHAT);
    begins(&failure(client.no_event()).await, WHAT);
    begins(&failure(client.ended()).await, WHAT);
    let text = failure(client.event_named::<u8>("undeclared")).await;
    begins(&text, &format!("no event `undeclared`: {WHAT}"));
    let text = failure(client.ask::<usize>("two", "a")).await;
    begins(&text, &format!("no answer to `two`: {WHAT}"));
    // It was said: the client goes without another word.
    drop(client);
}

#[tokio::test]
async fn the_failure_has_the_place_and_what_was_sent() {
    let (_app, client) = client().await;
    let text = failure(client.no_event()).await;
    let line = line!() - 1;
    for part in [
        format!("\n  expected at tests/contract/rust/checked_clients/notice.rs:{line}:"),
        "-> 2/broken,[\"emit\",\"undeclared\",1]".to_owned(),
        "<- 2/broken,[\"undeclared\",1]".to_owned(),
    ] {
        assert!(text.contains(&part), "{part} in {text}");
    }
}

#[tokio::test]
async fn a_client_that_disconnects_says_it() {
    let (_app, client) = client().await;
    begins(&failure(client.disconnect()).await, WHAT);
}

#[tokio::test]
async fn a_client_that_is_dropped_says_it() {
    let (_app, client) = client().await;
    let text = failure_of(|| drop(client));
    begins(&text, WHAT);
    assert!(
        text.contains("no expectation of the client came after that"),
        "{text}"
    );
    assert!(
        text.contains("expected at tests/contract/rust/checked_clients/notice.rs:"),
        "{text}"
    );
}

#[tokio::test]
async fn of_several_clients_that_are_dropped_the_first_says_it() {
    let (app, one) = client().await;
    let two = app.connect::<Broken>().checked().await.unwrap();
    two.emit("emit", &Args(("undeclared", 1)));
    app.settled().await;
    // The second one is dropped while the first one's panic goes up: another panic would end the process.
    begins(&failure_of(|| drop([one, two])), WHAT);
}

#[tokio::test]
async fn a_test_that_fails_for_another_reason_keeps_its_reason() {
    let (_app, client) = client().await;
    let text = failure_of(move || {
        let _client = client;
        std::panic::panic_any("another reason".to_owned());
    });
    assert_eq!(text, "another reason");
}

#[tokio::test]
async fn a_client_that_is_not_checked_says_nothing() {
    let app = app().await;
    let client = app.connect::<Broken>().await.unwrap();
    client.emit("emit", &Args(("undeclared", 1)));
    assert_eq!(client.event_named::<u8>("undeclared").await, 1);
    client.no_event().await;
    client.emit("emit", &Args(("undeclared", 1)));
    app.settled().await;
    client.disconnect().await;
}
