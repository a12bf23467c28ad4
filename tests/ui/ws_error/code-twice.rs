use gateway_runtime::prelude::*;

#[derive(WsError)]
enum BuyError {
    #[ws_error(message = "only {0} left")]
    OutOfStock(u32),
    #[ws_error(code = "out_of_stock", message = "the shop is closed")]
    Closed,
}

fn main() {}
