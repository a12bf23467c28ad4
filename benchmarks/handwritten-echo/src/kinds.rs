//! `register` adds the echo by other kinds of handlers.

use socketioxide::extract::{AckSender, Data, SocketRef};
use tokio::task::yield_now;

use crate::contract::Echo;

pub(crate) fn register(socket: &SocketRef) {
    // An async handler too, since socketioxide has no others.
    socket.on(
        "echo-plain",
        async |Data(body): Data<Echo>, ack: AckSender| {
            ack.send(&body).ok();
        },
    );
    // Suspends once, as a handler does that waits for a database.
    socket.on(
        "echo-wait",
        async |Data(body): Data<Echo>, ack: AckSender| {
            yield_now().await;
            ack.send(&body).ok();
        },
    );
}
