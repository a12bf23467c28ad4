//! `KindsGateway` has the echo by other kinds of methods.

use gateway_runtime::prelude::*;
use tokio::task::yield_now;

use crate::contract::Echo;

#[websocket_gateway(namespace = "bench")]
pub(crate) struct KindsGateway;

#[websocket_gateway]
impl KindsGateway {
    #[subscribe_message("echo-plain")]
    fn echo_plain(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    /// Suspends once, as a handler does that waits for a database.
    #[subscribe_message("echo-wait")]
    async fn echo_wait(&self, #[message_body] body: Echo) -> Echo {
        yield_now().await;
        body
    }
}
