use gateway_runtime::prelude::*;

#[derive(WsError)]
enum BuyError {
    #[ws_error(message = "only {left left")]
    OutOfStock { left: u32 },
}

fn main() {}
