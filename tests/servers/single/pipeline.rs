//! `Pipeline` takes more messages of one client than may wait in any buffer.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use gateway_runtime::prelude::*;
use gateway_tests::journal;
use serde_json::json;

/// How many messages of each socket were started.
#[derive(Default)]
struct Started(Mutex<HashMap<SocketId, u32>>);

impl Started {
    fn next(&self, socket: &Socket) -> u32 {
        let mut started = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = started.entry(socket.id()).or_default();
        *count += 1;
        *count - 1
    }

    fn forget(&self, socket: &Socket) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&socket.id());
    }
}

/// Each method answers with the message's number and its place in the order of starts.
#[websocket_gateway(namespace = "pipeline", max_in_flight = 20_000)]
struct Pipeline {
    started: Started,
}

#[websocket_gateway]
impl Pipeline {
    #[subscribe_message("plain")]
    fn plain(&self, socket: Socket, #[message_body] number: u32) -> (u32, u32) {
        (number, self.started.next(&socket))
    }

    #[subscribe_message("async")]
    async fn without_suspension(&self, socket: Socket, #[message_body] number: u32) -> (u32, u32) {
        (number, self.started.next(&socket))
    }

    #[subscribe_message("awaiting")]
    async fn awaiting(&self, socket: Socket, #[message_body] number: u32) -> (u32, u32) {
        let place = self.started.next(&socket);
        tokio::task::yield_now().await;
        (number, place)
    }

    /// Answers that fill every buffer; `last` tells the test that all were started.
    #[subscribe_message("long")]
    fn long(
        &self,
        socket: Socket,
        #[message_body] number: u32,
        #[message_body] last: bool,
    ) -> (u32, String) {
        if last {
            journal::note(&json!({
                "gateway": "Pipeline",
                "what": "all started",
                "id": socket.id(),
                "count": self.started.next(&socket) + 1,
            }));
        } else {
            self.started.next(&socket);
        }
        (number, "x".repeat(2_048))
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket) {
        self.started.forget(&socket);
    }
}

/// The same, one after the other.
#[websocket_gateway(
    namespace = "pipeline-sequential",
    ordering = "sequential",
    max_in_flight = 20_000
)]
struct PipelineSequential {
    started: Started,
}

#[websocket_gateway]
impl PipelineSequential {
    #[subscribe_message("awaiting")]
    async fn awaiting(&self, socket: Socket, #[message_body] number: u32) -> (u32, u32) {
        let place = self.started.next(&socket);
        tokio::task::yield_now().await;
        (number, place)
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket) {
        self.started.forget(&socket);
    }
}
