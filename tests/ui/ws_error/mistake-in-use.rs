use gateway_runtime::prelude::*;

#[derive(WsError)]
enum BuyError {
    #[ws_error(mesage = "the shop is closed")]
    Closed,
}

#[websocket_gateway]
struct Shop;

#[websocket_gateway]
impl Shop {
    #[subscribe_message("buy")]
    fn buy(&self) -> Result<(), BuyError> {
        Err(BuyError::Closed)
    }

    #[subscribe_message("sell")]
    fn sell(&self) -> Result<(), WsError> {
        Err(BuyError::Closed)?
    }
}

fn main() {}
