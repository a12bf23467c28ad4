//! `Init` has an init hook: the app does not listen before the hook has completed, and not at all if the
//! hook fails.

use std::env;
use std::time::Duration;

use gateway_runtime::prelude::*;
use gateway_tests::journal;
use serde_json::json;

#[websocket_gateway(namespace = "init")]
struct Init;

#[websocket_gateway]
impl Init {
    #[on_gateway_init]
    async fn start(&self, server: Server) -> Result<(), String> {
        // Long enough for an app that does not wait to have printed its URL.
        tokio::time::sleep(Duration::from_millis(50)).await;
        if env::var_os("REFUSE_TO_START").is_some() {
            return Err("the test wants no start".into());
        }
        journal::note(
            &json!({ "gateway": "Init", "what": "ready", "namespace": server.namespace() }),
        );
        Ok(())
    }
}
