use gateway_runtime::prelude::*;

#[derive(WsError)]
#[ws_error(code = "buy")]
enum BuyError {
    #[ws_error(mesage = "only {left} left")]
    OutOfStock {
        #[ws_error(skipped)]
        left: u32,
    },
    #[ws_error(message = "the shop is closed", status = 409)]
    Closed,
    #[ws_error(skip)]
    Hidden,
}

fn main() {}
