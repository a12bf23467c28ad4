//! `register` adds the three events of the benchmarks' contract.

use serde::{Deserialize, Serialize};
use socketioxide::extract::{AckSender, Data, SocketRef};

#[derive(Serialize, Deserialize)]
pub(crate) struct Echo {
    pub(crate) id: i64,
    pub(crate) text: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Say {
    text: String,
}

pub(crate) fn register(socket: &SocketRef) {
    socket.on("echo", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on(
        "join",
        async |socket: SocketRef, Data(room): Data<String>, ack: AckSender| {
            socket.join(room.clone());
            ack.send(&room).ok();
        },
    );
    socket.on("say", async |socket: SocketRef, Data(body): Data<Say>| {
        socket.within("room").emit("said", &body).await.ok();
    });
}
