use gateway_runtime::prelude::*;

struct StockError;

#[derive(WsError)]
enum BuyError {
    #[ws_error(transparent)]
    Stock(StockError),
}

fn main() {}
