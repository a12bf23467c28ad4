//! `StartOrder` notes whether a message has got past a lock that is free before the next message starts.

use std::sync::atomic::{AtomicU32, Ordering};

use gateway_runtime::prelude::*;
use tokio::sync::Mutex;

#[websocket_gateway(namespace = "start-order")]
struct StartOrder {
    /// Never held across anything that waits.
    lock: Mutex<Astray>,
    started: AtomicU32,
    past_the_lock: AtomicU32,
}

/// Messages that started in another order, or while an earlier one was still before the lock.
#[derive(Clone, Default, Serialize)]
struct Astray {
    count: u32,
    first: Option<Start>,
}

/// What a message found when it started: all three are the same number.
#[derive(Clone, Serialize)]
struct Start {
    number: u32,
    started: u32,
    past_the_lock: u32,
}

/// All that one client's messages have shown.
#[derive(Serialize)]
struct Seen {
    past_the_lock: u32,
    astray: Astray,
}

#[websocket_gateway]
impl StartOrder {
    #[subscribe_message("next")]
    async fn next(&self, #[message_body] number: u32) {
        let start = Start {
            number,
            started: self.started.fetch_add(1, Ordering::SeqCst),
            past_the_lock: self.past_the_lock.load(Ordering::SeqCst),
        };
        let mut astray = self.lock.lock().await;
        self.past_the_lock.fetch_add(1, Ordering::SeqCst);
        if start.number != start.started || start.number != start.past_the_lock {
            astray.count += 1;
            astray.first.get_or_insert(start);
        }
    }

    #[subscribe_message("seen")]
    async fn seen(&self) -> Seen {
        Seen {
            astray: self.lock.lock().await.clone(),
            past_the_lock: self.past_the_lock.load(Ordering::SeqCst),
        }
    }
}
