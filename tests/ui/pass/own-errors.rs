//! `#[derive(WsError)]` in every place that takes an error, beside `thiserror`, in one program that runs.

#![deny(warnings)]

use gateway_runtime::prelude::*;

/// Beside `thiserror`.
#[derive(Debug, thiserror::Error, WsError)]
pub enum BuyError {
    /// There are fewer than that.
    #[error("only {left} left")]
    OutOfStock { left: u32 },
    #[error("the shop is closed")]
    #[ws_error(code = "shop_closed")]
    Closed,
    #[error("the stock cannot be read")]
    #[ws_error(internal)]
    Stock(#[from] std::io::Error),
    #[error("{0:?} is no number")]
    NoNumber(String, #[source] std::num::ParseIntError),
    #[error(transparent)]
    #[ws_error(transparent)]
    Account(#[from] AccountError),
}

/// With messages of its own.
#[derive(Debug, thiserror::Error, WsError)]
#[error("the account is locked")]
pub struct AccountError {
    #[ws_error(skip)]
    pub number: u64,
}

#[guard(message)]
fn open(#[message_body] count: Option<u32>) -> Result<(), BuyError> {
    if count == Some(0) { Err(BuyError::Closed) } else { Ok(()) }
}

#[filter]
fn again(error: BuyError) -> Result<Outcome, WsError> {
    match error {
        BuyError::OutOfStock { left } => Ok(Outcome::answer(format!("take {left}"))),
        other => Err(other.into()),
    }
}

#[pipe]
fn number(text: String) -> Result<u32, BuyError> {
    text.parse().map_err(|error| BuyError::NoNumber(text, error))
}

#[websocket_gateway]
#[use_filters(again)]
pub struct Shop;

#[websocket_gateway]
impl Shop {
    #[on_gateway_connection]
    fn joined(&self) -> Result<(), BuyError> {
        Ok(())
    }

    #[subscribe_message("buy")]
    #[use_guards(open)]
    async fn buy(&self, #[message_body] count: u32) -> Result<u32, BuyError> {
        let motto = std::fs::read_to_string("no-such-file")?;
        if count == 1 {
            Err(AccountError { number: 7 })?;
        }
        Ok(count + motto.lines().count() as u32)
    }

    #[subscribe_message("parse")]
    fn parse(&self, #[message_body(pipe = number)] number: u32) -> Result<u32, WsError> {
        if number == 0 { Err(BuyError::OutOfStock { left: 3 })? } else { Ok(number) }
    }
}

fn main() {
    let error = WsError::from(BuyError::OutOfStock { left: 3 });
    assert_eq!((error.code(), error.message()), ("out_of_stock", "only 3 left"));
    let error = WsError::from(BuyError::from(AccountError { number: 7 }));
    assert_eq!((error.code(), error.details()), ("account_error", None));
}
