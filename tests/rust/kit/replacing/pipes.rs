//! Pipes are replaced for all methods.

use gateway_runtime::prelude::*;

use super::{Absent, problems_of, shop::OutOfStock};
use crate::chat::start;

#[pipe]
pub(super) async fn priced(name: String, #[inject] _absent: Absent) -> Result<u32, OutOfStock> {
    name.parse().map_err(|_| OutOfStock)
}

#[pipe]
fn doubled(number: u32) -> u32 {
    2 * number
}

#[websocket_gateway(namespace = "prices")]
struct Prices;

#[websocket_gateway]
impl Prices {
    #[subscribe_message("price")]
    fn price(&self, #[message_body(pipe = priced)] price: u32) -> u32 {
        price
    }

    #[subscribe_message("sum")]
    async fn sum(
        &self,
        #[message_body(pipe = doubled)] left: u32,
        #[message_body(pipe = doubled)] right: u32,
    ) -> u32 {
        tokio::task::yield_now().await;
        left + right
    }
}

#[tokio::test]
async fn a_pipe_is_replaced() {
    let prices = || GatewayApp::builder().only::<(Prices,)>();
    let problems = problems_of(prices()).await;
    assert!(
        matches!(&*problems, [one] if one.contains("`Absent`")),
        "{problems:?}"
    );
    let replaced = || {
        prices().replace_pipe::<priced>(|name| match &*name {
            "tea" => Ok(3),
            _ => Err(WsError::conflict("no price")),
        })
    };
    for (builder, sum) in [(replaced(), 6), (replaced().replace_pipe::<doubled>(Ok), 3)] {
        let app = start(builder).await;
        let client = app.connect::<Prices>().await.unwrap();
        assert_eq!(client.ask::<u32>("price", "tea").await.unwrap(), 3);
        let error = client.ask::<u32>("price", "milk").await.unwrap_err();
        assert_eq!(error.message(), "no price");
        let error = client.ask::<u32>("price", &1).await.unwrap_err();
        assert_eq!(error.code(), "bad_request");
        let args = Args((1, 2));
        assert_eq!(client.ask::<u32>("sum", &args).await.unwrap(), sum);
    }
}
