//! `socket.local().emit(..)` reaches the sender alone, and not, as it is documented, all sockets of this server.

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{SOON, Verdict, WebSocket, run, serve};

fn main() {
    run("the other client gets the event", async {
        let (service, io) = SocketIo::new_svc();
        io.ns("/", async |socket: SocketRef| {
            socket.on("all", async |socket: SocketRef| {
                socket.local().emit("to all", &()).await.unwrap()
            });
        });
        let server = serve(service).await;
        let (mut sender, mut other) =
            (WebSocket::open(server).await, WebSocket::open(server).await);
        sender.join("/").await;
        other.join("/").await;
        sender.send(r#"42["all"]"#).await;
        let (sender, other) = (sender.receive(SOON).await, other.receive(SOON).await);
        Verdict::of(
            !other.text().starts_with("42["),
            format!("the sender got {sender:?}, the other {other:?}"),
        )
    })
}
