//! Answers that are errors.

use std::io;

use gateway_runtime::prelude::*;
use serde_json::json;

use super::{Answers, Greeting, Unwritable, hello, join};
use crate::{
    log,
    packets::events,
    told::{internal, told, told_with},
    way::{Way, over_each_way},
};

/// An error of the application's own.
enum OrderError {
    SoldOut,
    Database(io::Error),
}

impl From<OrderError> for WsError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::SoldOut => Self::new("sold_out", "there is none left"),
            OrderError::Database(error) => Self::internal(error),
        }
    }
}

#[websocket_gateway]
impl Answers {
    #[subscribe_message]
    fn refuse(&self) -> Result<Greeting, WsError> {
        Err(WsError::conflict("ordered twice").with_details(json!({ "order": 3 })))
    }

    #[subscribe_message]
    async fn refuse_async(&self) -> Result<(), WsError> {
        tokio::task::yield_now().await;
        Err(WsError::forbidden("not yours"))
    }

    #[subscribe_message]
    fn own_error(&self) -> Result<u8, OrderError> {
        Err(OrderError::SoldOut)
    }

    #[subscribe_message]
    fn or_bad_request(&self, #[message_body] number: String) -> Result<u8, WsError> {
        number.parse().or_bad_request("this is no number")
    }

    #[subscribe_message]
    async fn or_not_found(&self, #[message_body] name: Option<String>) -> Result<String, WsError> {
        name.or_not_found("there is no name")
    }

    #[subscribe_message]
    async fn or_internal(&self, #[message_body] name: Option<String>) -> Result<u8, WsError> {
        name.or_internal()?.parse().or_internal()
    }

    #[subscribe_message]
    async fn secret_error(&self) -> Result<u8, OrderError> {
        Err(OrderError::Database(io::Error::other(
            "password is hunter2",
        )))
    }

    /// Fails in the middle, in every format.
    #[subscribe_message]
    fn unserialisable(&self) -> (Greeting, Unwritable) {
        (hello(), Unwritable)
    }
}

over_each_way!(
    an_error_is_the_acknowledgement_if_there_is_one_else_the_event_exception,
    an_error_that_is_not_meant_for_clients_is_internal_to_them_and_its_cause_is_in_the_log,
    a_result_or_option_without_a_value_is_the_error_that_the_method_names,
    a_result_or_option_without_a_value_is_internal_and_its_reason_or_place_is_in_the_log,
    a_value_that_cannot_be_written_is_an_internal_error,
);

async fn an_error_is_the_acknowledgement_if_there_is_one_else_the_event_exception(way: Way) {
    let (_app, client) = join(way).await;
    let details = json!({ "order": 3 });
    for error in [
        told_with("conflict", "ordered twice", "refuse", details),
        told("forbidden", "not yours", "refuse-async"),
        told("sold_out", "there is none left", "own-error"),
        told("timeout", "too slow", "ack-fail"),
        told("conflict", "before", "error-before-ack"),
    ] {
        let event = error.pattern().unwrap();
        assert_eq!(client.ask::<()>(event, &()).await, Err(error.clone()));
        client.no_event().await;
        if event != "error-before-ack" {
            client.emit(event, &());
            assert_eq!(client.exception().await, error);
            client.no_event().await;
        }
    }
    assert_eq!(events(&client).len(), 4);
}

async fn an_error_that_is_not_meant_for_clients_is_internal_to_them_and_its_cause_is_in_the_log(
    way: Way,
) {
    log::start();
    let (_app, client) = join(way).await;
    let answer = client.ask::<u8>("secret-error", &()).await;
    assert_eq!(answer, Err(internal("secret-error")));
    assert_only_logged(&["secret-error", "password is hunter2"]);
    assert!(!client.transcript().contains("hunter2"));
}

async fn a_result_or_option_without_a_value_is_the_error_that_the_method_names(way: Way) {
    log::start();
    let (_app, client) = join(way).await;
    let event = "or-bad-request";
    assert_eq!(client.ask::<u8>(event, "7").await, Ok(7));
    let error = told("bad_request", "this is no number", event);
    assert_eq!(client.ask::<u8>(event, "x").await, Err(error));
    let event = "or-not-found";
    let answer = client.ask::<String>(event, "An").await;
    assert_eq!(answer.unwrap(), "An");
    let error = told("not_found", "there is no name", event);
    assert_eq!(client.ask::<String>(event, &()).await, Err(error));
    assert_eq!(log::lines_with("ERROR"), Vec::<String>::new());
}

async fn a_result_or_option_without_a_value_is_internal_and_its_reason_or_place_is_in_the_log(
    way: Way,
) {
    log::start();
    let (_app, client) = join(way).await;
    let event = "or-internal";
    assert_eq!(client.ask::<u8>(event, "7").await, Ok(7));
    assert_eq!(client.ask::<u8>(event, "x").await, Err(internal(event)));
    assert_only_logged(&[event, "invalid digit found"]);
    assert_eq!(client.ask::<u8>(event, &()).await, Err(internal(event)));
    let line = assert_only_logged(&[event, "there is no value at "]);
    let (_, place) = line.split_once("answers/errors.rs:").unwrap();
    let mut numbers = place.split(|end: char| !end.is_ascii_digit());
    for number in [numbers.next(), numbers.next()] {
        number.unwrap().parse::<u32>().unwrap();
    }
}

async fn a_value_that_cannot_be_written_is_an_internal_error(way: Way) {
    let (_app, client) = join(way).await;
    let event = "unserialisable";
    assert_eq!(client.ask::<()>(event, &()).await, Err(internal(event)));
    assert_eq!(client.ask::<()>("unit", &()).await, Ok(()));
    client.no_event().await;
}

/// One error was logged since the last look, and it says all of this.
#[track_caller]
fn assert_only_logged(words: &[&str]) -> String {
    let errors = log::lines_with("ERROR");
    let [line] = errors.as_slice() else {
        panic!("{errors:?}");
    };
    for word in words {
        assert!(line.contains(word), "{line} lacks {word}");
    }
    line.clone()
}
