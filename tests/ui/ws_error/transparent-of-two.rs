use gateway_runtime::prelude::*;

#[derive(WsError)]
enum BuyError {
    #[ws_error(transparent)]
    Other(WsError, u32),
    #[ws_error(transparent, message = "the shop is closed")]
    Closed(WsError),
}

fn main() {}
