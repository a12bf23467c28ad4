//! `Prices`, `Bids` and `Asks` are gateways at three ports, which tell each other's clients something.

use gateway_runtime::prelude::*;

/// Where the app listens.
#[websocket_gateway(namespace = "prices")]
pub(crate) struct Prices {
    #[inject]
    bids: Server<Bids>,
}

#[websocket_gateway]
impl Prices {
    /// Tells the clients of the two other gateways: of the one by a field, of the other by a parameter.
    #[subscribe_message("publish")]
    async fn publish(
        &self,
        #[message_body] price: u32,
        #[inject] asks: Server<Asks>,
    ) -> Result<(), WsError> {
        self.bids.emit("bid", &price).await?;
        asks.emit("ask", &price).await?;
        Ok(())
    }
}

/// The same namespace and event as [`Asks`], at a port of its own.
#[websocket_gateway(namespace = "quotes", port = 8080)]
pub(crate) struct Bids;

#[websocket_gateway]
impl Bids {
    #[subscribe_message("which")]
    fn which(&self) -> &'static str {
        "bids"
    }
}

#[websocket_gateway(namespace = "quotes", port = 8081)]
pub(crate) struct Asks;

#[websocket_gateway]
impl Asks {
    #[subscribe_message("which")]
    fn which(&self) -> &'static str {
        "asks"
    }
}
