//! `register` adds 17 more events, to measure what events cost that nobody uses.

use socketioxide::extract::{AckSender, Data, SocketRef};

use crate::contract::Echo;

pub(crate) fn register(socket: &SocketRef) {
    socket.on("profile", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on(
        "settings",
        async |Data(body): Data<Echo>, ack: AckSender| {
            ack.send(&body).ok();
        },
    );
    socket.on(
        "presence",
        async |Data(body): Data<Echo>, ack: AckSender| {
            ack.send(&body).ok();
        },
    );
    socket.on("typing", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("history", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("search", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("invite", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("leave", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("mute", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("pin", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("react", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("edit", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("remove", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("upload", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("report", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("archive", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
    socket.on("export", async |Data(body): Data<Echo>, ack: AckSender| {
        ack.send(&body).ok();
    });
}
