//! `Told` listens to what the other servers emit for servers, and emits for them.

use std::{env, fs, time::Duration};

use gateway_runtime::prelude::*;
use gateway_tests::journal;
use serde_json::{Value, json};

#[derive(Serialize, Deserialize)]
struct Price {
    product: String,
    cents: u64,
}

#[websocket_gateway(namespace = "verbs", rename_all = "kebab-case")]
struct Told {
    #[websocket_server]
    server: Server,
}

/// Telling the others.
#[websocket_gateway]
impl Told {
    /// Emits an event for servers several times, with the number of the time as its product.
    #[subscribe_message]
    async fn tell(
        &self,
        #[message_body] event: String,
        #[message_body] product: String,
        #[message_body] times: u64,
    ) -> Result<(), WsError> {
        for cents in 0..times {
            let price = Price {
                product: product.clone(),
                cents,
            };
            let told = self.server.servers().emit(&event, &price).await;
            told.map_err(|error| WsError::unavailable(error.to_string()))?;
        }
        Ok(())
    }
}

/// Being told.
#[websocket_gateway]
impl Told {
    /// Waits for as long as there is the file that `INIT_HOLDS` names, and makes another one to say so.
    #[on_gateway_init]
    async fn ready(&self) -> std::io::Result<()> {
        if let Ok(hold) = env::var("INIT_HOLDS") {
            fs::write(format!("{hold}.reached"), "")?;
            while fs::exists(&hold)? {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            journal::note(&json!({ "what": "told is ready" }));
        }
        Ok(())
    }

    #[on_server_event("price-changed")]
    async fn price_changed(
        &self,
        #[message_body] price: Price,
        server: Server<Told>,
        #[inject] greeting: &'static str,
    ) -> Result<(), EmitError> {
        journal::note(&json!({
            "what": "told",
            "product": price.product,
            "cents": price.cents,
            "namespace": server.namespace(),
            "greeting": greeting,
        }));
        server.local().emit("told", &price).await.map(drop)
    }

    #[on_server_event("fails")]
    fn fails(&self, #[message_body] price: Price) -> Result<(), String> {
        Err(format!("no price for {}", price.product))
    }

    #[on_server_event("panics")]
    #[expect(clippy::panic, reason = "that it panics is the point")]
    fn panics(&self) {
        panic!("boom in a server event");
    }

    #[on_server_event("numbers")]
    fn numbers(&self, #[message_body] numbers: Vec<u64>) {
        journal::note(&json!({ "what": "numbers", "numbers": numbers }));
    }
}

/// Another gateway of the namespace, which listens to one of the events too.
#[websocket_gateway(namespace = "verbs")]
struct ToldToo;

#[websocket_gateway]
impl ToldToo {
    #[on_server_event("price-changed")]
    fn price_changed(&self, #[message_body] price: Value) {
        journal::note(&json!({ "what": "told-too", "product": price["product"] }));
    }
}

/// A gateway of another namespace, which is told nothing of this one.
#[websocket_gateway(namespace = "elsewhere")]
struct ToldElsewhere;

#[websocket_gateway]
impl ToldElsewhere {
    #[on_server_event("price-changed")]
    fn price_changed(&self) {
        journal::note(&json!({ "what": "told-elsewhere" }));
    }
}
