//! An event whose name has a character that JSON escapes closes the connection of its client.

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{Received, SOON, Verdict, WebSocket, run, serve};

fn main() {
    run("the handler of the event say \"hi\" is called", async {
        let (service, io) = SocketIo::new_svc();
        io.ns("/", async |socket: SocketRef| {
            socket.on(r#"say "hi""#, async |socket: SocketRef| {
                socket.emit("heard", "it").unwrap()
            });
        });
        let mut client = WebSocket::open(serve(service).await).await;
        client.join("/").await;
        client.send(r#"42["say \"hi\""]"#).await;
        let answer = client.receive(SOON).await;
        Verdict::of(
            answer != Received::Text(r#"42["heard","it"]"#.to_owned()),
            format!("{answer:?}"),
        )
    })
}
