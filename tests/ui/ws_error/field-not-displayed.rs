use gateway_runtime::prelude::*;

#[derive(WsError)]
enum BuyError {
    #[ws_error(message = "only {left} left")]
    OutOfStock { left: Option<u32> },
    #[ws_error(message = "more than {0}")]
    Limit(Option<u32>),
}

fn main() {}
