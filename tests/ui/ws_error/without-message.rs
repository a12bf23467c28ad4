use gateway_runtime::prelude::*;

#[derive(WsError)]
enum BuyError {
    OutOfStock { left: u32 },
    #[ws_error(message = "the shop is closed")]
    Closed,
}

fn main() {}
