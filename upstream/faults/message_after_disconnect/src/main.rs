//! A message that was on its way while the server disconnected its client from one namespace closes the client's
//! whole connection, with all its other namespaces.

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{A_WHILE, Received, SOON, Verdict, WebSocket, run, serve};

fn main() {
    run(
        "the message is ignored, and the client stays in the namespace \"/other\"",
        async {
            let (service, io) = SocketIo::new_svc();
            io.ns("/", async |socket: SocketRef| {
                socket.disconnect().ok();
            });
            io.ns("/other", async |socket: SocketRef| {
                socket.on("hello", async |socket: SocketRef| {
                    socket.emit("hello", "you").unwrap()
                });
            });
            let mut client = WebSocket::open(serve(service).await).await;
            assert!(client.join("/other").await.starts_with("40/other,"));
            assert!(client.join("/").await.starts_with("40{"));
            assert_eq!(client.receive(SOON).await, Received::Text("41".to_owned()));

            client.send(r#"42["late"]"#).await;
            tokio::time::sleep(A_WHILE).await;
            client.send(r#"42/other,["hello"]"#).await;
            let answer = client.receive(SOON).await;
            Verdict::of(
                answer != Received::Text(r#"42/other,["hello","you"]"#.to_owned()),
                format!("{answer:?}"),
            )
        },
    )
}
