//! Whoever registers a namespace a second time replaces it, and the clients that are in it: a message of one of them
//! closes its connection, broadcasts do not reach them, and their disconnect handlers never run.

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{A_WHILE, Received, SOON, Verdict, WebSocket, run, serve};

fn main() {
    run(
        "the client is told that it is disconnected: 41; or it stays",
        async {
            let (service, io) = SocketIo::new_svc();
            let handler = async |socket: SocketRef| {
                socket.on("hello", async |socket: SocketRef| {
                    socket.emit("hello", "you").unwrap()
                });
            };
            io.ns("/", handler);
            let mut client = WebSocket::open(serve(service).await).await;
            client.join("/").await;
            io.ns("/", handler);
            tokio::time::sleep(A_WHILE).await;
            client.send(r#"42["hello"]"#).await;
            let answer = client.receive(SOON).await;
            let expected =
                ["41", r#"42["hello","you"]"#].map(|text| Received::Text(text.to_owned()));
            Verdict::of(!expected.contains(&answer), format!("{answer:?}"))
        },
    )
}
