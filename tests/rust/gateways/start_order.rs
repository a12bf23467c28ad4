//! Messages start in the order of their arrival also if each takes an async lock: a lock that is free is no suspension,
//! however long the connection's task has been running (docs/guarantees.md, 4). `StartOrder` notes whether a message has
//! got past such a lock before the next message starts.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use gateway_runtime::{prelude::*, testing::TestApp};
use tokio::sync::Mutex;

/// Many times as many as the runtime lets a task do in a row.
const MESSAGES: u32 = 20_000;

#[websocket_gateway(namespace = "start-order")]
struct StartOrder {
    /// Never held across anything that waits.
    lock: Mutex<Astray>,
    started: AtomicU32,
    past_the_lock: AtomicU32,
}

/// Messages that started in another order, or while an earlier one was still before the lock.
#[derive(Clone, Debug, Default, PartialEq)]
struct Astray {
    count: u32,
    first: Option<Start>,
}

/// What a message found when it started: all three are the same number.
#[derive(Clone, Debug, PartialEq)]
struct Start {
    number: u32,
    started: u32,
    past_the_lock: u32,
}

#[websocket_gateway]
impl StartOrder {
    #[subscribe_message("next")]
    async fn next(&self, #[message_body] number: u32) {
        let start = Start {
            number,
            started: self.started.fetch_add(1, SeqCst),
            past_the_lock: self.past_the_lock.load(SeqCst),
        };
        let mut astray = self.lock.lock().await;
        self.past_the_lock.fetch_add(1, SeqCst);
        if start.number != start.started || start.number != start.past_the_lock {
            astray.count += 1;
            astray.first.get_or_insert(start);
        }
    }
}

async fn messages_start_in_order() {
    let builder = GatewayApp::builder().only::<(StartOrder,)>();
    let app = TestApp::start(builder).await.unwrap();
    let client = app.connect::<StartOrder>().await.unwrap();
    for number in 0..MESSAGES {
        client.emit("next", &number);
    }
    app.settled().await;
    let gateway = app.gateway::<StartOrder>();
    assert_eq!(*gateway.lock.lock().await, Astray::default());
    assert_eq!(gateway.past_the_lock.load(SeqCst), MESSAGES);
    client.no_event().await;
}

#[tokio::test]
async fn messages_start_in_order_on_one_thread() {
    messages_start_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_start_in_order_on_several_threads() {
    messages_start_in_order().await;
}
