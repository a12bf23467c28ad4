use gateway_runtime::prelude::*;

#[derive(WsError)]
enum BuyError {
    #[error(code = "closed", message = "the shop is closed")]
    Closed,
}

fn main() {}
