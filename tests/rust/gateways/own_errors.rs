//! What an error that derives `WsError` says to a client, wherever the error comes from (docs/guarantees.md, 8 and 10).
//! `OwnErrors` has methods, a guard, a pipe and a filter whose errors do.

use std::io;

use gateway_runtime::{
    prelude::*,
    testing::{Client, ErrorObject},
};
use serde_json::json;

use crate::{
    told::{internal, told, told_with},
    way::{Way, over_each_way},
};

#[derive(Debug, thiserror::Error, WsError)]
enum BuyError {
    #[error("only {left} left")]
    OutOfStock { left: u32, article: String },
    #[error("the shop is closed")]
    #[ws_error(code = "shop_closed")]
    Closed,
    #[error("{0} is no number")]
    NoNumber(String, #[source] std::num::ParseIntError),
    #[error("not from {0} to {1}")]
    Range(u32, u32),
    #[error("the stock cannot be read")]
    #[ws_error(internal)]
    Stock(#[from] io::Error),
    #[error(transparent)]
    #[ws_error(transparent)]
    Account(#[from] AccountError),
}

#[derive(Debug, thiserror::Error, WsError)]
#[error("the account of {name} is locked")]
struct AccountError {
    name: &'static str,
    #[ws_error(skip)]
    secret: u64,
}

fn fail(what: &str) -> Result<u32, BuyError> {
    match what {
        "out-of-stock" => Err(BuyError::OutOfStock {
            left: 2,
            article: "tea".into(),
        }),
        "closed" => Err(BuyError::Closed),
        "range" => Err(BuyError::Range(1, 9)),
        "stock" => Err(io::Error::other("the secret of the disk"))?,
        "account" => Err(AccountError {
            name: "An",
            secret: 7,
        })?,
        number => number
            .parse()
            .map_err(|error| BuyError::NoNumber(number.into(), error)),
    }
}

#[guard(message)]
fn open(#[message_body] what: String) -> Result<(), BuyError> {
    fail(&what).map(drop)
}

#[pipe]
fn number(what: String) -> Result<u32, BuyError> {
    fail(&what)
}

/// Replaces one error by another.
#[filter]
fn replaced(error: BuyError) -> WsError {
    match error {
        BuyError::Range(..) => BuyError::Closed.into(),
        other => other.into(),
    }
}

#[websocket_gateway(namespace = "own-errors")]
struct OwnErrors;

#[websocket_gateway]
impl OwnErrors {
    #[subscribe_message("method")]
    async fn method(&self, #[message_body] what: String) -> Result<u32, BuyError> {
        fail(&what)
    }

    #[subscribe_message("question-mark")]
    fn question_mark(&self, #[message_body] what: String) -> Result<u32, WsError> {
        Ok(fail(&what)?)
    }

    #[subscribe_message("guard")]
    #[use_guards(open)]
    fn guarded(&self) {}

    #[subscribe_message("pipe")]
    fn piped(&self, #[message_body(pipe = number)] number: u32) -> u32 {
        number
    }

    #[subscribe_message("filter")]
    #[use_filters(replaced)]
    fn filtered(&self, #[message_body] what: String) -> Result<u32, BuyError> {
        fail(&what)
    }
}

over_each_way!(
    each_variant_is_a_code_with_its_message_and_its_details,
    of_an_internal_variant_the_client_is_told_nothing,
    a_filter_catches_the_error_in_its_own_type,
);

/// Where errors come from.
const EVENTS: [&str; 4] = ["method", "question-mark", "guard", "pipe"];

async fn join(way: Way) -> (gateway_runtime::testing::TestApp, Client) {
    let app = way
        .start(GatewayApp::builder().only::<(OwnErrors,)>())
        .await;
    let client = way.join::<OwnErrors>(&app).await;
    (app, client)
}

/// What fails, and what the client is told of it.
fn failures(event: &str) -> [(&'static str, ErrorObject); 5] {
    let out_of_stock = json!({ "left": 2, "article": "tea" });
    let account = "the account of An is locked";
    [
        (
            "out-of-stock",
            told_with("out_of_stock", "only 2 left", event, out_of_stock),
        ),
        ("closed", told("shop_closed", "the shop is closed", event)),
        (
            "x",
            told_with("no_number", "x is no number", event, json!("x")),
        ),
        (
            "range",
            told_with("range", "not from 1 to 9", event, json!([1, 9])),
        ),
        (
            "account",
            told_with("account_error", account, event, json!({ "name": "An" })),
        ),
    ]
}

async fn each_variant_is_a_code_with_its_message_and_its_details(way: Way) {
    let (_app, client) = join(way).await;
    for event in EVENTS {
        for (what, error) in failures(event) {
            assert_eq!(client.ask::<u32>(event, what).await, Err(error));
        }
    }
}

async fn of_an_internal_variant_the_client_is_told_nothing(way: Way) {
    let (_app, client) = join(way).await;
    for event in EVENTS {
        let answer = client.ask::<u32>(event, "stock").await;
        assert_eq!(answer, Err(internal(event)));
    }
    let got = client.transcript();
    assert!(!got.contains("secret") && !got.contains("cannot be read"));
}

async fn a_filter_catches_the_error_in_its_own_type(way: Way) {
    let (_app, client) = join(way).await;
    let replaced = told("shop_closed", "the shop is closed", "filter");
    assert_eq!(client.ask::<u32>("filter", "range").await, Err(replaced));
    let passed_on = told_with("no_number", "x is no number", "filter", json!("x"));
    assert_eq!(client.ask::<u32>("filter", "x").await, Err(passed_on));
    assert_eq!(client.ask::<u32>("filter", "7").await, Ok(7));
}
