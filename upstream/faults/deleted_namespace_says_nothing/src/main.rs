//! The clients of a namespace that is deleted are not told: they believe that they are in it, and nobody answers.

use socketioxide::SocketIo;
use support::{A_WHILE, SOON, Verdict, WebSocket, run, serve};

fn main() {
    run("the client gets 41/gone,", async {
        let (service, io) = SocketIo::new_svc();
        io.ns("/gone", async || ());
        let mut client = WebSocket::open(serve(service).await).await;
        client.join("/gone").await;
        tokio::time::sleep(A_WHILE).await;
        io.delete_ns("/gone");
        let told = client.receive(SOON).await;
        Verdict::of(!told.text().starts_with("41/gone"), format!("{told:?}"))
    })
}
