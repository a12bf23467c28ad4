use gateway_runtime::prelude::*;

#[derive(WsError)]
enum BuyError {
    #[ws_error("only {left} left")]
    OutOfStock { left: u32 },
    #[ws_error = "the shop is closed"]
    Closed,
}

fn main() {}
