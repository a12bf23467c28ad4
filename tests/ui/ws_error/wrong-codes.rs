use gateway_runtime::prelude::*;

const CLOSED: &str = "closed";

#[derive(WsError)]
enum BuyError {
    #[ws_error(code = 3, message = "only {0} left")]
    OutOfStock(u32),
    #[ws_error(code = CLOSED, message = "the shop is closed")]
    Closed,
    #[ws_error(code = "", message = "no")]
    Empty,
    #[ws_error(code = "Not found", message = "no")]
    NotFound,
    #[ws_error(message = "the disk is full")]
    Internal,
}

fn main() {}
