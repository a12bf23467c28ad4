//! Errors that `?` converts, and values that are missing, in one program that runs.

use std::fmt::Display;

use gateway_runtime::prelude::*;

struct OutOfStock;

impl From<OutOfStock> for WsError {
    fn from(_: OutOfStock) -> Self {
        Self::new("out_of_stock", "there is none left")
    }
}

/// With a type parameter.
struct Failed<T>(T);

impl<T: Display> From<Failed<T>> for WsError {
    fn from(Failed(what): Failed<T>) -> Self {
        Self::conflict(what.to_string())
    }
}

/// Of which other errors are the source.
enum OrderError {
    Number(std::num::ParseIntError),
    Emit(EmitError),
}

impl From<std::num::ParseIntError> for OrderError {
    fn from(error: std::num::ParseIntError) -> Self {
        Self::Number(error)
    }
}

impl From<EmitError> for OrderError {
    fn from(error: EmitError) -> Self {
        Self::Emit(error)
    }
}

impl From<OrderError> for WsError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::Number(_) => Self::bad_request("no number"),
            OrderError::Emit(error) => error.into(),
        }
    }
}

impl From<Box<OrderError>> for WsError {
    fn from(error: Box<OrderError>) -> Self {
        (*error).into()
    }
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

fn all(which: u8) -> Result<u8, WsError> {
    let own: Result<(), OutOfStock> = if which == 0 { Err(OutOfStock) } else { Ok(()) };
    own?;
    let generic: Result<(), Failed<u8>> = if which == 1 { Err(Failed(1)) } else { Ok(()) };
    generic?;
    let boxed: Result<(), Box<OrderError>> = if which == 2 { Err(Box::new(order("x", &Server::detached()))) } else { Ok(()) };
    boxed?;
    let foreign: Result<(), BoxError> = if which == 3 { Err("foreign".into()) } else { Ok(()) };
    foreign?;
    let anyhow: anyhow::Result<()> = if which == 4 { Err(anyhow::anyhow!("foreign")) } else { Ok(()) };
    anyhow?;
    let emitted: Result<(), EmitError> = if which == 5 { Err(EmitError::Timeout) } else { Ok(()) };
    emitted?;
    let itself: Result<(), WsError> = if which == 6 { Err(WsError::forbidden("no")) } else { Ok(()) };
    itself?;
    "x".parse().or_timeout("late")
}

fn order(text: &str, _: &Server) -> OrderError {
    text.parse::<u8>().err().map_or(OrderError::Emit(EmitError::Timeout), OrderError::from)
}

#[websocket_gateway]
struct Shop {
    #[websocket_server]
    server: Server<Shop>,
}

#[websocket_gateway]
impl Shop {
    #[subscribe_message("order")]
    async fn order(&self, #[message_body] count: String) -> Result<u8, OrderError> {
        let count = count.parse()?;
        self.server.emit("ordered", &count).await?;
        Ok(count)
    }

    #[subscribe_message("missing")]
    async fn missing(&self, #[message_body] numbers: Vec<u8>) -> Result<u8, WsError> {
        let first = numbers.first().or_not_found("there is no number")?;
        let second = numbers.get(1).or_internal()?;
        first.checked_add(*second).or_bad_request(format!("{first} and {second} are too many"))
    }
}

fn main() {
    let codes = (0..8).map(|which| all(which).err().map(|error| error.code().to_owned()).unwrap_or_default());
    assert_eq!(
        codes.collect::<Vec<_>>(),
        ["out_of_stock", "conflict", "bad_request", "internal", "internal", "internal", "forbidden", "timeout"],
    );
}
