//! The echo by other kinds of handlers.

use socketioxide::extract::{AckSender, Data, SocketRef};
use tokio::task::yield_now;

use crate::contract::Echo;

pub(crate) fn register(socket: &SocketRef) {
    // Socketioxide has no other handlers than async ones.
    socket.on(
        "echo-plain",
        async |Data(body): Data<Echo>, ack: AckSender| {
            ack.send(&body).ok();
        },
    );
    // Waits once for real, as for a database.
    socket.on(
        "echo-wait",
        async |Data(body): Data<Echo>, ack: AckSender| {
            yield_now().await;
            ack.send(&body).ok();
        },
    );
}
