use gateway_runtime::prelude::*;

#[derive(WsError)]
enum BuyError {
    #[ws_error(message = "more than {1}")]
    Limit(u32),
    #[ws_error(message = "between {1} and {2}")]
    Range(u32, u32),
    #[ws_error(message = "only {0} left")]
    OutOfStock { left: u32 },
    #[ws_error(message = "the {} is closed")]
    Closed,
}

fn main() {}
