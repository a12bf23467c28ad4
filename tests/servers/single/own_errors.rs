//! `OwnErrors` has methods whose errors derive `WsError`.

use std::io;

use gateway_runtime::prelude::*;

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
