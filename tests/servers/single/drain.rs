//! `Going` counts what it does for thousands of clients, and says so when the app ends: a line for each of them would hold
//! the server up until the test has read it.

use std::{
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use gateway_runtime::prelude::*;
use gateway_tests::journal;
use serde_json::json;
use tokio::time::sleep;

#[websocket_gateway(namespace = "going")]
struct Going {
    taken: AtomicUsize,
    /// Those whose connection the server has closed.
    sent_away: AtomicUsize,
}

#[websocket_gateway]
impl Going {
    #[subscribe_message("work")]
    async fn work(&self) -> &'static str {
        self.taken.fetch_add(1, Relaxed);
        sleep(Duration::from_millis(3)).await;
        "done"
    }

    #[on_gateway_disconnect]
    fn left(&self, reason: DisconnectReason) {
        if reason == DisconnectReason::ServerShuttingDown {
            self.sent_away.fetch_add(1, Relaxed);
        }
    }

    #[on_gateway_shutdown]
    fn bye(&self) {
        let (taken, sent_away) = (self.taken.load(Relaxed), self.sent_away.load(Relaxed));
        if taken > 0 {
            journal::note(&json!({ "gateway": "Going", "taken": taken, "sent_away": sent_away }));
        }
    }
}
