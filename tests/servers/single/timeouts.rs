//! `Timeouts` has handlers that take too long.

use std::time::Duration;

use futures_util::{Stream, stream};
use gateway_runtime::prelude::*;
use gateway_tests::journal;
use serde_json::json;

/// Says when it is dropped.
struct Dropped {
    what: &'static str,
    socket: Socket,
}

impl Drop for Dropped {
    fn drop(&mut self) {
        let id = self.socket.id();
        journal::note(&json!({ "gateway": "Timeouts", "what": self.what, "id": id }));
    }
}

#[websocket_gateway(namespace = "timeouts", timeout = "80ms")]
struct Timeouts;

#[websocket_gateway]
impl Timeouts {
    #[subscribe_message("too-slow")]
    async fn too_slow(&self, socket: Socket) -> &'static str {
        let _dropped = Dropped {
            what: "cancelled",
            socket,
        };
        tokio::time::sleep(Duration::from_mins(1)).await;
        "too late"
    }

    #[subscribe_message("in-time")]
    async fn in_time(&self) -> &'static str {
        tokio::time::sleep(Duration::from_millis(1)).await;
        "in time"
    }

    /// The method's own is longer than the gateway's.
    #[subscribe_message("patient", timeout = "1m")]
    async fn patient(&self) -> &'static str {
        tokio::time::sleep(Duration::from_millis(160)).await;
        "in its own time"
    }

    #[subscribe_message("with-ack")]
    async fn with_ack(&self, ack: Ack<String>) {
        tokio::time::sleep(Duration::from_mins(1)).await;
        ack.send("too late".into());
    }

    /// The method has answered, and goes on for too long.
    #[subscribe_message("ack-used")]
    async fn ack_used(&self, socket: Socket, ack: Ack<String>) {
        let _dropped = Dropped {
            what: "cancelled-after-ack",
            socket,
        };
        ack.send("in time".into());
        tokio::time::sleep(Duration::from_mins(1)).await;
    }

    /// The `Ack` outlives the method.
    #[subscribe_message("ack-in-a-task")]
    async fn ack_in_a_task(&self, ack: Ack<String>) {
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(160)).await;
            ack.send("later".into());
        });
    }

    /// Only the method has to be in time, not its stream.
    #[subscribe_message("stream")]
    async fn stream(&self) -> impl Stream<Item = WsResponse<u32>> + use<> {
        stream::unfold(1, |number| async move {
            tokio::time::sleep(Duration::from_millis(60)).await;
            (number <= 3).then(|| (WsResponse::new("tick", number), number + 1))
        })
    }
}
