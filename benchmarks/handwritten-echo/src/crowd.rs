//! `register` adds the event with which everyone hears something, in or out of the room.

use socketioxide::{
    SocketIo,
    extract::{Data, SocketRef},
};

use crate::contract::Say;

pub(crate) fn register(socket: &SocketRef) {
    socket.on("shout", async |io: SocketIo, Data(body): Data<Say>| {
        if let Some(everyone) = io.of("/bench") {
            everyone.emit("said", &body).await.ok();
        }
    });
}
