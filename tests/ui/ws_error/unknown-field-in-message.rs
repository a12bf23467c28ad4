use gateway_runtime::prelude::*;

#[derive(WsError)]
enum BuyError {
    #[ws_error(message = "only {lfet} left")]
    OutOfStock { left: u32 },
    #[ws_error(message = "the {door} is closed")]
    Closed,
}

fn main() {}
