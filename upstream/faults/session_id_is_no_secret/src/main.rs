//! A socket's id, which applications hand to other users, is the id of its session. Whoever knows the id of a client
//! that polls can poll and post in its name.

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{A_WHILE, Polling, SOON, Verdict, run, serve};

fn main() {
    run(
        "who knows the socket's id alone gets 400 \"Session ID unknown\"",
        async {
            let (service, io) = SocketIo::new_svc();
            io.ns("/", async |socket: SocketRef| {
                tokio::time::sleep(A_WHILE / 2).await;
                socket.emit("for your eyes only", &()).unwrap();
            });
            let client = Polling::open(serve(service).await).await;
            client.poll(SOON).await;
            client.join().await;
            tokio::time::sleep(A_WHILE).await;
            let socket_id = io.of("/").unwrap().sockets()[0].id.to_string();
            let thief = Polling::of(client.server, &socket_id)
                .poll(SOON)
                .await
                .unwrap();
            Verdict::of(
                thief.status == 200,
                format!("{} {}", thief.status, thief.text()),
            )
        },
    )
}
